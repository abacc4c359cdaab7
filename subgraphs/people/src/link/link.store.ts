import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { identifier, identityRecord, link } from '../../db/tables.ts'
import type { CandidatePerson, IdentityFacts } from './link.rules.ts'

export type LinkRow = typeof link.$inferSelect
export type NewLink = typeof link.$inferInsert

/**
 * Lets nobody else link by these identifiers until the transaction ends: of two that record the same person at once, the second then sees
 * what the first has written, and does not make another person.
 */
export async function lockIdentifiers(tx: Database, identifiers: readonly { type: string; value: string }[]): Promise<void> {
  const keys = [...new Set(identifiers.map(({ type, value }) => `${type} ${value}`))]
  if (keys.length === 0) return
  await tx.execute(
    sql`select pg_advisory_xact_lock(place) from (select distinct hashtextextended(key, 11) as place from unnest(${sql.param(keys)}::text[]) as key order by place) as places`
  )
}

/** The persons with a record that shares an identifier with one of those given, each with what linking compares of all its records. */
export async function findCandidates(tx: Database, recordIds: readonly string[]): Promise<CandidatePerson[]> {
  if (recordIds.length === 0) return []
  // Laterals keep this a look-up for each identifier, whatever the planner knows of the tables while they are being filled.
  const persons = (await tx.execute(sql`select distinct linked.person_id from ${identifier} mine
    cross join lateral (select theirs.record_id from ${identifier} theirs
      where theirs.type = mine.type and theirs.value = mine.value and theirs.record_id <> mine.record_id limit 100) shared
    cross join lateral (select ${link.personId} from ${link} where ${link.recordId} = shared.record_id and ${link.unlinkedAt} is null limit 1) linked
    where mine.record_id = any(${sql.param([...recordIds])}::uuid[])`)) as unknown as { person_id: string }[]
  return persons.length === 0
    ? []
    : findPersonFacts(
        tx,
        inArray(
          link.personId,
          persons.map((row) => row.person_id)
        )
      )
}

/** What linking compares of all the records of the persons to whom the given records belong. */
export async function findClusters(tx: Database, recordIds: readonly string[]): Promise<CandidatePerson[]> {
  const persons = tx
    .select({ id: link.personId })
    .from(link)
    .where(and(inArray(link.recordId, [...recordIds]), isNull(link.unlinkedAt)))
  return findPersonFacts(tx, inArray(link.personId, persons))
}

async function findPersonFacts(tx: Database, condition: ReturnType<typeof sql>): Promise<CandidatePerson[]> {
  const rows = await tx
    .select({
      personId: link.personId,
      recordId: identityRecord.id,
      familyName: identityRecord.familyName,
      birthDate: identityRecord.birthDate,
      type: identifier.type,
      value: identifier.value,
      isVerified: identifier.isVerified
    })
    .from(link)
    .innerJoin(identityRecord, eq(identityRecord.id, link.recordId))
    .leftJoin(identifier, eq(identifier.recordId, identityRecord.id))
    .where(and(isNull(link.unlinkedAt), condition))
  const persons = new Map<string, Map<string, IdentityFacts>>()
  for (const { personId, recordId, familyName, birthDate, type, value, isVerified } of rows) {
    const records = persons.get(personId) ?? new Map<string, IdentityFacts>()
    const facts = records.get(recordId) ?? { recordId, familyName, birthDate, identifiers: [] }
    if (type !== null && value !== null) facts.identifiers.push({ type, value, isVerified: isVerified ?? false })
    persons.set(personId, records.set(recordId, facts))
  }
  return [...persons].map(([personId, records]) => ({ personId, records: [...records.values()] }))
}

/** Who is linked now to whom the given records belong, without opening any record. */
export async function findPersonsOf(tx: Database, recordIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .select({ recordId: link.recordId, personId: link.personId })
    .from(link)
    .where(and(isAnyOf(link.recordId, recordIds), isNull(link.unlinkedAt)))
  return new Map(rows.map((row) => [row.recordId, row.personId]))
}

export async function findLinks(db: Database, recordIds: readonly string[]): Promise<LinkRow[]> {
  return db
    .select()
    .from(link)
    .where(inArray(link.recordId, [...recordIds]))
    .orderBy(desc(link.linkedAt))
}

export async function insertLinks(tx: Database, links: NewLink[]): Promise<void> {
  await insertMany(tx, link, links)
}

export async function endLinks(tx: Database, recordIds: readonly string[], { at, by }: { at: Date; by: string }): Promise<void> {
  await tx
    .update(link)
    .set({ unlinkedAt: at, unlinkedBy: by })
    .where(and(inArray(link.recordId, [...recordIds]), isNull(link.unlinkedAt)))
}
