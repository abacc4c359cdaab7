import { and, eq, isNull, or } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { relationship } from '../../db/tables/access.ts'
import { identityRecord } from '../../db/tables.ts'

export type RelationshipRow = typeof relationship.$inferSelect
export type NewRelationship = typeof relationship.$inferInsert

export async function findRelationship(db: Database, id: string): Promise<RelationshipRow | null> {
  const [row] = await db.select().from(relationship).where(eq(relationship.id, id))
  return row ?? null
}

const newestFirst = orderedBy(relationship.recordedAt, relationship.id, 'downwards')

/** Claims the caller may see, newest first, from after the given place on; one more than the page holds. */
export async function findClaims(db: Database, { limit, after }: Page): Promise<RelationshipRow[]> {
  return db
    .select()
    .from(relationship)
    .where(and(eq(relationship.kind, 'SELF_CLAIMED'), newestFirst.beyond(after)))
    .orderBy(...newestFirst.by)
    .limit(limit + 1)
}

export async function insertRelationship(tx: Database, row: NewRelationship): Promise<void> {
  await tx.insert(relationship).values(row)
}

export async function insertRelationships(tx: Database, rows: readonly NewRelationship[]): Promise<void> {
  await insertMany(tx, relationship, rows)
}

/** Relationships by their ids, ended ones too, and those in force by the episodes they belong to. */
export async function findRelationshipsOf(
  tx: Database,
  { ids, episodeIds }: { ids: readonly string[]; episodeIds: readonly string[] }
): Promise<RelationshipRow[]> {
  return tx
    .select()
    .from(relationship)
    .where(or(isAnyOf(relationship.id, ids), and(isAnyOf(relationship.episodeId, episodeIds), isNull(relationship.endedAt))))
}

/** Writes that relationships ended, as they are given. */
export async function writeEnds(tx: Database, rows: readonly RelationshipRow[]): Promise<void> {
  await updateMany(
    tx,
    relationship,
    rows.map(({ id, endedAt, endedBy, version }) => ({ id, endedAt, endedBy, version }))
  )
}

export async function endStandingRelationship(tx: Database, { id, version }: RelationshipRow, ended: { endedAt: Date; endedBy: string }): Promise<void> {
  await tx
    .update(relationship)
    .set({ ...ended, version: version + 1 })
    .where(eq(relationship.id, id))
}

/** Which of these records are here, and whose they are; with the linker's view. */
export async function findHolders(tx: Database, recordIds: readonly string[]) {
  return tx
    .select({ recordId: identityRecord.id, organisation: identityRecord.organisation, service: identityRecord.service })
    .from(identityRecord)
    .where(isAnyOf(identityRecord.id, recordIds))
}
