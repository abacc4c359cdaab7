import { desc, eq, sql } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { identityLocation, identityLocationVersion, identityRecord, identityRecordVersion } from '../../db/tables.ts'

type StoredRecord = typeof identityRecord.$inferSelect

/** A record as the graph hands it about; `recordId` is what the audit notes. */
export type IdentityRecordRow = StoredRecord & { recordId: string }
export type IdentityRecordVersionRow = typeof identityRecordVersion.$inferSelect
export type NewIdentityRecord = typeof identityRecord.$inferInsert & { id: string }
export type NewLocation = typeof identityLocation.$inferInsert
export type LocationRow = typeof identityLocation.$inferSelect

export async function findRecords(db: Database, ids: readonly string[]): Promise<IdentityRecordRow[]> {
  const rows = await db.select().from(identityRecord).where(isAnyOf(identityRecord.id, ids))
  return rows.map((row) => ({ ...row, recordId: row.id }))
}

export async function findRecord(db: Database, id: string): Promise<IdentityRecordRow | null> {
  const [row] = await findRecords(db, [id])
  return row ?? null
}

/** The records as they stand, locked until the transaction ends. */
export async function findRecordsForChange(tx: Database, ids: readonly string[]): Promise<StoredRecord[]> {
  // The index is read in the order of the ids, so that two chunks cannot wait for each other. To ask for the order has all of it read instead.
  return tx.select().from(identityRecord).where(isAnyOf(identityRecord.id, ids)).for('update')
}

export async function findEarlierVersions(db: Database, recordIds: readonly string[]): Promise<IdentityRecordVersionRow[]> {
  return db.select().from(identityRecordVersion).where(isAnyOf(identityRecordVersion.recordId, recordIds)).orderBy(desc(identityRecordVersion.version))
}

export async function findLocations(db: Database, recordIds: readonly string[]): Promise<LocationRow[]> {
  return db.select().from(identityLocation).where(isAnyOf(identityLocation.recordId, recordIds))
}

export async function insertRecords(tx: Database, records: NewIdentityRecord[]): Promise<void> {
  await insertMany(tx, identityRecord, records)
}

export async function updateRecords(tx: Database, records: NewIdentityRecord[]): Promise<void> {
  await updateMany(tx, identityRecord, records)
}

/** Keeps what was believed until now, before another version takes its place. */
export async function keepVersions(tx: Database, records: readonly StoredRecord[]): Promise<void> {
  await insertMany(
    tx,
    identityRecordVersion,
    records.map(({ id, sourceSystem: _system, sourceKey: _key, ...row }) => ({ ...row, recordId: id }))
  )
}

export async function keepLocationVersions(tx: Database, locations: readonly LocationRow[]): Promise<void> {
  await insertMany(tx, identityLocationVersion, locations)
}

/** Writes where people live or stay, over what stood. */
export async function putLocations(tx: Database, locations: NewLocation[]): Promise<void> {
  await insertMany(
    tx,
    identityLocation,
    locations,
    sql`on conflict (record_id) do update set addresses = excluded.addresses, version = excluded.version, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`
  )
}

/** Moves a record to its next version after a change that its own columns do not show, such as a link. */
export async function touchRecord(tx: Database, id: string): Promise<void> {
  await tx
    .update(identityRecord)
    .set({ version: sql`${identityRecord.version} + 1` })
    .where(eq(identityRecord.id, id))
}
