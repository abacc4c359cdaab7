import { asc, eq } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { openParts } from '@throughcare/kit/rows'
import { contact } from '../../db/tables/parts.ts'

export type ContactRow = typeof contact.$inferSelect

export const {
  findOfEpisodes: findContactsOfEpisodes,
  findEvery: findEveryContact,
  insert: insertContacts,
  update: updateContacts
} = openParts(contact, [asc(contact.contactAt), asc(contact.id)])

export async function findContact(db: Database, id: string): Promise<ContactRow | null> {
  const [row] = await db.select().from(contact).where(eq(contact.id, id))
  return row ?? null
}

export async function insertContact(tx: Database, row: ContactRow): Promise<void> {
  await tx.insert(contact).values(row)
}
