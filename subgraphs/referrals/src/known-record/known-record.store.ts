import { and, eq, or } from 'drizzle-orm'
import { knownRecords } from '@throughcare/kit/access'
import { isAnyOf, putNewest } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import type { Service } from '@throughcare/kit/principal'
import { knownRecord, recordAccess, type SharingPosition as Position } from '../../db/tables.ts'

export type SharingPosition = Position
export type KnownRecordRow = typeof knownRecord.$inferSelect

/** The identity records this room has heard of from `people` as that service's. */
export function findKnownRecords(db: Database, recordIds: readonly string[], service: Service): Promise<Set<string>> {
  return knownRecords(db, recordAccess, recordIds, service)
}

/** Whether a record of a service is opened to one of the caller's audiences, by name. */
export async function isOpenTo(db: Database, audience: string, { recordId, service }: { recordId: string; service: Service }): Promise<boolean> {
  const rows = await db
    .select({ recordId: recordAccess.recordId })
    .from(recordAccess)
    .where(and(eq(recordAccess.recordId, recordId), eq(recordAccess.service, service), eq(recordAccess.level, 'read'), eq(recordAccess.audience, audience)))
  return rows.length > 0
}

/** Of these records, those whose places the caller may know: where they are open to one of their audiences, and those of the given team. */
export async function findOpenPlaces(db: Database, recordIds: readonly string[], team: { audience: string; service: Service } | null): Promise<Set<string>> {
  const isOpen = eq(recordAccess.level, 'location')
  const isTheirs = team && and(eq(recordAccess.level, 'read'), eq(recordAccess.audience, team.audience), eq(recordAccess.service, team.service))
  const rows = await db
    .selectDistinct({ recordId: recordAccess.recordId })
    .from(recordAccess)
    .where(and(isAnyOf(recordAccess.recordId, recordIds), isTheirs ? or(isOpen, isTheirs) : isOpen))
  return new Set(rows.map(({ recordId }) => recordId))
}

/** What was told of records besides who may read them; a record of which nothing was told has no row. */
export async function findToldOf(db: Database, recordIds: readonly string[]): Promise<KnownRecordRow[]> {
  return db.select().from(knownRecord).where(isAnyOf(knownRecord.recordId, recordIds))
}

type Positions = { recordId: string; position: SharingPosition | null; positionVersion: number }
type Death = { recordId: string; diedOn: string | null; deathVersion: number }

/** Replaces what was told of sharing before, whole, where it is newer. */
export async function writePositions(tx: Database, rows: Positions[]): Promise<void> {
  await putNewest(tx, knownRecord, rows, { key: 'recordId', version: 'positionVersion' })
}

/** The same of deaths. No day takes an earlier word back. */
export async function writeDeaths(tx: Database, rows: Death[]): Promise<void> {
  await putNewest(tx, knownRecord, rows, { key: 'recordId', version: 'deathVersion' })
}
