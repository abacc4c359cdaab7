import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { accessLimit, sensitiveFlag } from '../../db/tables/access.ts'
import { link } from '../../db/tables.ts'

export type LimitRow = typeof accessLimit.$inferSelect
export type NewLimit = typeof accessLimit.$inferInsert
export type FlagRow = typeof sensitiveFlag.$inferSelect
export type NewFlag = typeof sensitiveFlag.$inferInsert

/** Limits set with one record, newest first, among those the caller may see. */
export async function findLimits(db: Database, recordId: string): Promise<LimitRow[]> {
  return db.select().from(accessLimit).where(eq(accessLimit.recordId, recordId)).orderBy(desc(accessLimit.recordedAt))
}

/** Limits set with any record of the person to whom this one belongs and not ended; with the linker's view. */
export async function findLimitsOfPerson(tx: Database, recordId: string): Promise<LimitRow[]> {
  const linked = (of: typeof link.recordId | typeof link.personId, where: Parameters<typeof and>[0]) =>
    tx
      .select({ id: of })
      .from(link)
      .where(and(where, isNull(link.unlinkedAt)))
  const records = linked(link.recordId, inArray(link.personId, linked(link.personId, eq(link.recordId, recordId))))
  return tx
    .select()
    .from(accessLimit)
    .where(and(inArray(accessLimit.recordId, records), isNull(accessLimit.endedAt)))
}

export async function findLimit(db: Database, id: string): Promise<LimitRow | null> {
  const [row] = await db.select().from(accessLimit).where(eq(accessLimit.id, id))
  return row ?? null
}

/** Written and handed back in one statement: a moment later it may be hidden from whoever wrote it. */
export async function insertLimit(tx: Database, limit: NewLimit): Promise<LimitRow> {
  const [row] = await tx.insert(accessLimit).values(limit).returning()
  if (!row) throw new Error('A limit was not written.')
  return row
}

export async function endLimit(tx: Database, { id, version }: LimitRow, ended: { endedAt: Date; endedBy: string }): Promise<LimitRow | null> {
  const [row] = await tx
    .update(accessLimit)
    .set({ ...ended, version: version + 1 })
    .where(eq(accessLimit.id, id))
    .returning()
  return row ?? null
}

/** What was said of the places of some records, newest first. */
export async function findFlags(db: Database, recordIds: readonly string[]): Promise<FlagRow[]> {
  return db.select().from(sensitiveFlag).where(isAnyOf(sensitiveFlag.recordId, recordIds)).orderBy(desc(sensitiveFlag.recordedAt))
}

export async function findFlag(db: Database, id: string): Promise<FlagRow | null> {
  const [row] = await db.select().from(sensitiveFlag).where(eq(sensitiveFlag.id, id))
  return row ?? null
}

export async function insertFlags(tx: Database, flags: NewFlag[]): Promise<FlagRow[]> {
  return flags.length > 0 ? tx.insert(sensitiveFlag).values(flags).returning() : []
}
