import { and, asc, eq, isNull } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { contact } from '../../db/tables/parts.ts'

export type ContactRow = typeof contact.$inferSelect

/** Contacts of the episodes, oldest first, missed ones included. */
export async function findContactsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<ContactRow[]> {
  return db
    .select()
    .from(contact)
    .where(and(isAnyOf(contact.episodeId, episodeIds), isNull(contact.withdrawnAt)))
    .orderBy(asc(contact.contactAt), asc(contact.id))
}

/** All contacts, those that were withdrawn included. */
export async function findEveryContact(db: Database, episodeIds: readonly string[]): Promise<ContactRow[]> {
  return db.select().from(contact).where(isAnyOf(contact.episodeId, episodeIds)).orderBy(asc(contact.contactAt), asc(contact.id))
}

export async function findContact(db: Database, id: string): Promise<ContactRow | null> {
  const [row] = await db.select().from(contact).where(eq(contact.id, id))
  return row ?? null
}

export async function insertContacts(tx: Database, rows: ContactRow[]): Promise<void> {
  await insertMany(tx, contact, rows)
}

export async function updateContacts(tx: Database, rows: ContactRow[]): Promise<void> {
  await updateMany(tx, contact, rows)
}
