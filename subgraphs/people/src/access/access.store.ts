import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { replaceAccess, shutIn, type RecordAccess } from '@throughcare/kit/access'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { accessLimit, breakGlass, consentOverride, death, limitOverride, relationship, seenAlone, sensitiveFlag, standing } from '../../db/tables/access.ts'
import { consent, identityRecord, link, recordAccess } from '../../db/tables.ts'
import type { DeathFact } from '../death/death.rules.ts'
import type { PersonFacts, RecordFact } from './access.rules.ts'
import type { SeenAloneRow } from './seen-alone.store.ts'

export type StandingRow = typeof standing.$inferSelect
export type NewStanding = typeof standing.$inferInsert

/** Where a person stands on sharing and whether they died, as one of their records is told. */
export type Stand = Pick<StandingRow, 'positions' | 'diedOn' | 'deathSource'>

/** A person whole, with what each record was told last. */
export type PersonForAccess = Omit<PersonFacts, 'records' | 'decisions' | 'overrides'> & {
  records: (RecordFact & { accessVersion: number })[]
  decisions: OfRecord<PersonFacts['decisions']>
  overrides: OfRecord<PersonFacts['overrides']>
  deaths: OfRecord<DeathFact[]>
  standings: StandingRow[]
  seenAlone: SeenAloneRow[]
}

/** Facts, each with the record it was written down with. */
type OfRecord<Facts extends object[]> = (Facts[number] & { recordId: string })[]

/**
 * Everything that decides who may read the records of these persons. Each person is locked until the transaction ends, so that two
 * changes at once cannot each publish what the other made old.
 */
export async function findForAccess(tx: Database, personIds: readonly string[]): Promise<PersonForAccess[]> {
  const persons = [...personIds].sort()
  if (persons.length === 0) return []
  // Sent without waiting for each other: the connection keeps their order, and what is read was committed when the locks were had.
  const [, records] = await Promise.all([lockPersons(tx, persons), findRecordsOf(tx, persons)])
  const facts = await findFacts(
    tx,
    records.map(({ id }) => id)
  )
  return [...Map.groupBy(records, ({ personId }) => personId).values()].map((ofPerson) => {
    const ids = new Set(ofPerson.map(({ id }) => id))
    const ofThem = <Row extends { recordId: string }>(rows: readonly Row[]) => rows.filter(({ recordId }) => ids.has(recordId))
    return {
      records: ofPerson,
      decisions: ofThem(facts.decisions),
      overrides: ofThem(facts.overrides),
      limits: ofThem(facts.limits),
      flags: ofThem(facts.flags),
      relationships: ofThem(facts.relationships),
      breakGlass: ofThem(facts.breakGlass).map(({ recordedBy, until }) => ({ subject: recordedBy, until })),
      limitOverrides: ofThem(facts.limitOverrides).flatMap(({ recordedBy: subject, decidedAt, until }) =>
        decidedAt && until ? [{ subject, decidedAt, until }] : []
      ),
      deaths: ofThem(facts.deaths),
      standings: ofThem(facts.standings),
      seenAlone: ofThem(facts.seenAlone)
    }
  })
}

async function lockPersons(tx: Database, persons: readonly string[]): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(id, 7)) from (select unnest(${sql.param(persons)}::text[]) as id) as persons order by id`)
}

async function findRecordsOf(tx: Database, personIds: readonly string[]) {
  const version = sql<number>`coalesce((select max(version) from ${recordAccess} standing where standing.record_id = ${identityRecord.id}), 0)::int`
  const rows = await tx
    .select({
      personId: link.personId,
      id: identityRecord.id,
      organisation: identityRecord.organisation,
      service: identityRecord.service,
      birthDate: identityRecord.birthDate,
      subject: identityRecord.recordedBy,
      at: identityRecord.recordedAt,
      accessVersion: version
    })
    .from(link)
    .innerJoin(identityRecord, eq(identityRecord.id, link.recordId))
    .where(and(isNull(link.unlinkedAt), isAnyOf(link.personId, personIds)))
  return rows.map(({ subject, at, ...row }) => ({ ...row, author: { subject, at } }))
}

/** Sent without waiting for each other: one connection takes them in turn. What is over opens nothing and is left out, but for ways past limits. */
async function findFacts(tx: Database, recordIds: readonly string[]) {
  const [decisions, overrides, limits, flags, relationships, grants, lifts, deaths, standings, alone] = await Promise.all([
    tx.select().from(consent).where(isAnyOf(consent.recordId, recordIds)),
    tx
      .select()
      .from(consentOverride)
      .where(and(isAnyOf(consentOverride.recordId, recordIds), isNull(consentOverride.endedAt))),
    tx
      .select()
      .from(accessLimit)
      .where(and(isAnyOf(accessLimit.recordId, recordIds), isNull(accessLimit.endedAt))),
    tx.select().from(sensitiveFlag).where(isAnyOf(sensitiveFlag.recordId, recordIds)),
    tx
      .select()
      .from(relationship)
      .where(and(isAnyOf(relationship.recordId, recordIds), isNull(relationship.endedAt))),
    tx
      .select()
      .from(breakGlass)
      .where(and(isAnyOf(breakGlass.recordId, recordIds), sql`${breakGlass.until} > now()`)),
    tx
      .select()
      .from(limitOverride)
      .where(and(isAnyOf(limitOverride.recordId, recordIds), isNotNull(limitOverride.until))),
    tx.select().from(death).where(isAnyOf(death.recordId, recordIds)),
    tx.select().from(standing).where(isAnyOf(standing.recordId, recordIds)),
    tx.select().from(seenAlone).where(isAnyOf(seenAlone.recordId, recordIds))
  ])
  return { decisions, overrides, limits, flags, relationships, breakGlass: grants, limitOverrides: lifts, deaths, standings, seenAlone: alone }
}

/** Writes who may read some records, each at the version after the one that `findForAccess` has read under its lock. */
export async function putAccess(tx: Database, news: { access: RecordAccess; version: number }[]): Promise<void> {
  await replaceAccess(tx, recordAccess, news)
}

export async function upsertStandings(tx: Database, rows: NewStanding[]): Promise<void> {
  await insertMany(
    tx,
    standing,
    rows,
    sql`on conflict (record_id) do update set positions = excluded.positions, died_on = excluded.died_on, death_source = excluded.death_source,
      version = excluded.version, recorded_at = now(), recorded_by = excluded.recorded_by`
  )
}

/** What holds of a person as a whole, as each of these records was told; to whoever sees a record alone, of the person it is shown as. */
export async function findStandings(db: Database, recordIds: readonly string[]): Promise<(Stand & { recordId: string })[]> {
  const columns = <Of extends typeof standing | typeof seenAlone>({ recordId, positions, diedOn, deathSource }: Of) => ({
    recordId,
    positions,
    diedOn,
    deathSource
  })
  const alone = db
    .select(columns(seenAlone))
    .from(seenAlone)
    .where(and(isAnyOf(seenAlone.recordId, recordIds), isNull(seenAlone.unlinkedAt)))
  return db.select(columns(standing)).from(standing).where(isAnyOf(standing.recordId, recordIds)).unionAll(alone)
}

/** Whether the caller may read a record, or at least know of it, as far as nobody shut them out. */
export async function isKnown(db: Database, recordId: string): Promise<boolean> {
  const [own] = await db.select({ id: identityRecord.id }).from(identityRecord).where(eq(identityRecord.id, recordId))
  if (own) return true
  const told = await db.select({ recordId: recordAccess.recordId, level: recordAccess.level }).from(recordAccess).where(eq(recordAccess.recordId, recordId))
  return told.some(({ level }) => level === 'know') && !shutIn(told).has(recordId)
}

/** Whether the caller is shut out of one of some records by name. */
export async function isBarredByName(db: Database, recordIds: readonly string[]): Promise<boolean> {
  const [bar] = await db
    .select({ recordId: recordAccess.recordId })
    .from(recordAccess)
    .where(and(isAnyOf(recordAccess.recordId, recordIds), eq(recordAccess.level, 'barred')))
    .limit(1)
  return bar !== undefined
}

/** Who holds a record of the person to whom this one belongs; with the linker's view. */
export async function findOrganisationsOf(tx: Database, recordId: string): Promise<string[]> {
  const person = tx
    .select({ id: link.personId })
    .from(link)
    .where(and(eq(link.recordId, recordId), isNull(link.unlinkedAt)))
  const rows = await tx
    .selectDistinct({ organisation: identityRecord.organisation })
    .from(link)
    .innerJoin(identityRecord, eq(identityRecord.id, link.recordId))
    .where(and(isNull(link.unlinkedAt), inArray(link.personId, person)))
  return rows.map((row) => row.organisation)
}
