import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { knownRecords } from '@throughcare/kit/access'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
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

export async function writeBirthDates(tx: Database, rows: { recordId: string; bornOn: string }[]): Promise<void> {
  await insertMany(tx, knownRecord, rows, sql`on conflict (record_id) do update set born_on = excluded.born_on`)
}

/** Brings the dates of birth that episodes keep up to date. */
export async function correctBirthDates(tx: Database, rows: { recordId: string; bornOn: string }[]): Promise<void> {
  if (rows.length === 0) return
  const given = sql`unnest(${`{${rows.map(({ recordId }) => recordId).join()}}`}::uuid[], ${`{${rows.map(({ bornOn }) => bornOn).join()}}`}::date[])`
  await tx.execute(sql`update ${episode} as standing set born_on = given.born_on from ${given} as given(record_id, born_on)
    where standing.record_id = given.record_id and standing.born_on is distinct from given.born_on`)
}

export async function writeDeaths(tx: Database, rows: { recordId: string; diedOn: string | null }[]): Promise<void> {
  await insertMany(tx, knownRecord, rows, sql`on conflict (record_id) do update set died_on = excluded.died_on`)
}

/** Where the person of a record stands on a purpose of sharing; undefined where they were never asked. */
export async function findConsentPosition(db: Database, recordId: string, purpose: string): Promise<ConsentPosition | undefined> {
  const [row] = await db.select({ positions: knownRecord.positions }).from(knownRecord).where(eq(knownRecord.recordId, recordId))
  return row?.positions.find((position) => position.purpose === purpose)
}

/** Replaces what was told of consent before, whole. */
export async function writePositions(tx: Database, rows: { recordId: string; positions: ConsentPosition[] }[]): Promise<void> {
  await insertMany(tx, knownRecord, rows, sql`on conflict (record_id) do update set positions = excluded.positions`)
}
