import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { knownRecords } from '@throughcare/kit/access'
import { isAnyOf, putNewest } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { episode, knownRecord, recordAccess, type ConsentPosition as Position } from '../../db/tables.ts'

export type ConsentPosition = Position
export type KnownRecord = { bornOn: string; diedOn: string | null }

/** The identity records this room has heard of from `people` as its own service's, with what it was told of each. */
export async function findKnownRecords(db: Database, recordIds: readonly string[]): Promise<Map<string, KnownRecord>> {
  const known = [...(await knownRecords(db, recordAccess, recordIds, 'LIAISON_DIVERSION'))]
  if (known.length === 0) return new Map()
  const rows = await db
    .select()
    .from(knownRecord)
    .where(and(isAnyOf(knownRecord.recordId, known), isNotNull(knownRecord.bornOn)))
  return new Map(rows.flatMap(({ recordId, bornOn, diedOn }) => (bornOn ? [[recordId, { bornOn, diedOn }] as const] : [])))
}

type Birth = { recordId: string; bornOn: string; version: number }
type Death = { recordId: string; diedOn: string | null; deathVersion: number }
type Positions = { recordId: string; positions: ConsentPosition[]; positionsVersion: number }

/** Older news of a record than what stands is passed over; the episodes of the record are brought up to date. */
export async function writeBirthDates(tx: Database, rows: Birth[]): Promise<void> {
  if (rows.length === 0) return
  await putNewest(tx, knownRecord, rows, { key: 'recordId', version: 'version' })
  const recordIds = rows.map(({ recordId }) => recordId)
  await tx
    .update(episode)
    .set({ bornOn: sql`${knownRecord.bornOn}` })
    .from(knownRecord)
    .where(and(isAnyOf(episode.recordId, recordIds), eq(knownRecord.recordId, episode.recordId), sql`${episode.bornOn} is distinct from ${knownRecord.bornOn}`))
}

/** The same of deaths. */
export async function writeDeaths(tx: Database, rows: Death[]): Promise<void> {
  if (rows.length === 0) return
  await putNewest(tx, knownRecord, rows, { key: 'recordId', version: 'deathVersion' })
  const recordIds = rows.map(({ recordId }) => recordId)
  await tx
    .update(episode)
    .set({ diedOn: sql`${knownRecord.diedOn}` })
    .from(knownRecord)
    .where(and(isAnyOf(episode.recordId, recordIds), eq(knownRecord.recordId, episode.recordId), sql`${episode.diedOn} is distinct from ${knownRecord.diedOn}`))
}

/** Where the person of a record stands on a purpose of sharing; undefined where they were never asked. */
export async function findConsentPosition(db: Database, recordId: string, purpose: string): Promise<ConsentPosition | undefined> {
  const [row] = await db.select({ positions: knownRecord.positions }).from(knownRecord).where(eq(knownRecord.recordId, recordId))
  return row?.positions.find((position) => position.purpose === purpose)
}

/** Replaces what was told of consent before, whole, where it is newer. */
export async function writePositions(tx: Database, rows: Positions[]): Promise<void> {
  await putNewest(tx, knownRecord, rows, { key: 'recordId', version: 'positionsVersion' })
}
