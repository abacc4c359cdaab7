import { and, eq, exists, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { identifier, identityLocation, identityRecord, link } from '../../db/tables.ts'

export type IdentityRecordRow = typeof identityRecord.$inferSelect & { recordId: string; hasVerifiedNhsNumber: boolean }
export type IdentifierRow = typeof identifier.$inferSelect
export type NewIdentityRecord = typeof identityRecord.$inferInsert
export type NewIdentifier = typeof identifier.$inferInsert
export type NewLocation = typeof identityLocation.$inferInsert

const verifiedNhsNumber = sql<boolean>`exists (select from ${identifier} verified where verified.record_id = ${identityRecord.id} and verified.type = 'NHS_NUMBER' and verified.is_verified)`

function toRecord({ record, hasVerifiedNhsNumber }: { record: typeof identityRecord.$inferSelect; hasVerifiedNhsNumber: boolean }): IdentityRecordRow {
  return { ...record, recordId: record.id, hasVerifiedNhsNumber }
}

/** One row for each record of the persons asked for; `record` is null where the caller may not read it. */
export type LinkedRecord = { personId: string; recordId: string; record: IdentityRecordRow | null }

async function findLinked(db: Database, condition: SQL): Promise<LinkedRecord[]> {
  const rows = await db
    .select({ personId: link.personId, recordId: link.recordId, record: identityRecord, hasVerifiedNhsNumber: verifiedNhsNumber })
    .from(link)
    .leftJoin(identityRecord, eq(identityRecord.id, link.recordId))
    .where(and(isNull(link.unlinkedAt), condition))
  return rows.map(({ personId, recordId, record, hasVerifiedNhsNumber }) => ({
    personId,
    recordId,
    record: record && toRecord({ record, hasVerifiedNhsNumber })
  }))
}

export function findLinkedByPerson(db: Database, personIds: readonly string[]): Promise<LinkedRecord[]> {
  return findLinked(db, inArray(link.personId, [...personIds]))
}

/** Every record of the persons to whom the given records belong. */
export function findLinkedByRecord(db: Database, recordIds: readonly string[]): Promise<LinkedRecord[]> {
  const persons = db
    .select({ id: link.personId })
    .from(link)
    .where(and(inArray(link.recordId, [...recordIds]), isNull(link.unlinkedAt)))
  return findLinked(db, inArray(link.personId, persons))
}

export async function findRecords(db: Database, ids: readonly string[]): Promise<IdentityRecordRow[]> {
  const rows = await db
    .select({ record: identityRecord, hasVerifiedNhsNumber: verifiedNhsNumber })
    .from(identityRecord)
    .where(inArray(identityRecord.id, [...ids]))
  return rows.map(toRecord)
}

export async function findRecord(db: Database, id: string): Promise<IdentityRecordRow | null> {
  const [row] = await findRecords(db, [id])
  return row ?? null
}

/** The records as they stand, locked until the transaction ends. */
export async function findRecordsForChange(tx: Database, ids: readonly string[]): Promise<(typeof identityRecord.$inferSelect)[]> {
  return tx.select().from(identityRecord).where(isAnyOf(identityRecord.id, ids)).orderBy(identityRecord.id).for('update')
}

export type PeopleSearch = { identifier: { type: IdentifierRow['type']; value: string } } | { familyName: string; birthDate: string }

/** Ids of persons with a readable record that matches, in a stable order. */
export async function findPersonIds(db: Database, search: PeopleSearch, { limit, after }: { limit: number; after: string | null }): Promise<string[]> {
  const matches =
    'identifier' in search
      ? exists(
          db
            .select({ one: sql`1` })
            .from(identifier)
            .where(and(eq(identifier.recordId, identityRecord.id), eq(identifier.type, search.identifier.type), eq(identifier.value, search.identifier.value)))
        )
      : and(sql`lower(${identityRecord.familyName}) = lower(${search.familyName})`, eq(identityRecord.birthDate, search.birthDate))
  const rows = await db
    .selectDistinct({ id: link.personId })
    .from(link)
    .innerJoin(identityRecord, eq(identityRecord.id, link.recordId))
    .where(and(isNull(link.unlinkedAt), matches, after === null ? undefined : sql`${link.personId} > ${after}::uuid`))
    .orderBy(link.personId)
    .limit(limit)
  return rows.map((row) => row.id)
}

export async function findIdentifiers(db: Database, recordIds: readonly string[]): Promise<IdentifierRow[]> {
  return db.select().from(identifier).where(isAnyOf(identifier.recordId, recordIds)).orderBy(identifier.type, identifier.value)
}

export async function findPostcodes(db: Database, recordIds: readonly string[]): Promise<{ recordId: string; postcode: string }[]> {
  return db
    .select({ recordId: identityLocation.recordId, postcode: identityLocation.postcode })
    .from(identityLocation)
    .where(isAnyOf(identityLocation.recordId, recordIds))
}

export async function insertRecords(tx: Database, records: NewIdentityRecord[]): Promise<void> {
  await insertMany(tx, identityRecord, records)
}

export async function updateRecords(tx: Database, records: (NewIdentityRecord & { id: string })[]): Promise<void> {
  await updateMany(tx, identityRecord, records)
}

/** Moves a record to its next version after a change that its own columns do not show, such as a link. */
export async function touchRecord(tx: Database, id: string): Promise<void> {
  await tx
    .update(identityRecord)
    .set({ version: sql`${identityRecord.version} + 1` })
    .where(eq(identityRecord.id, id))
}

export async function insertIdentifiers(tx: Database, identifiers: NewIdentifier[]): Promise<void> {
  await insertMany(tx, identifier, identifiers)
}

export async function insertLocations(tx: Database, locations: NewLocation[]): Promise<void> {
  await insertMany(tx, identityLocation, locations)
}

export async function upsertIdentifiers(tx: Database, identifiers: NewIdentifier[]): Promise<void> {
  await insertMany(
    tx,
    identifier,
    identifiers,
    sql`on conflict (record_id, type, value) do update set is_verified = ${identifier.isVerified} or excluded.is_verified`
  )
}

export async function upsertLocations(tx: Database, locations: NewLocation[]): Promise<void> {
  await insertMany(
    tx,
    identityLocation,
    locations,
    sql`on conflict (record_id) do update set postcode = excluded.postcode, version = ${identityLocation.version} + 1`
  )
}
