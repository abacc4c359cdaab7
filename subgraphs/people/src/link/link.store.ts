import { and, desc, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { identityLocation, identityRecord, link, linkDecision } from '../../db/tables.ts'
import type { ComparedBelief } from './to-comparable.rules.ts'

export type LinkRow = typeof link.$inferSelect
export type NewLink = typeof link.$inferInsert
export type NewLinkDecision = typeof linkDecision.$inferInsert
export type LinkDecisionRow = typeof linkDecision.$inferSelect

/** Links to be read: the true ones, as the linker wants them, or `linksSeen` for a caller. */
export type Links = ReturnType<typeof linksInTruth>

function linksInTruth(db: Database) {
  return db.select().from(link).as('link_read')
}

const linkingLock = 11

/**
 * Lets nobody else link until the transaction ends: of two who write down the same person at once, the second then sees what the first
 * has written. Taken as late as can be, and every statement after it sees what the last holder committed.
 */
export async function lockLinking(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${linkingLock}::bigint)`)
}

const { id, version, givenName, familyName, aliases, birthDate, birthDateIsEstimated, otherBirthDates, sex, identifiers } = getTableColumns(identityRecord)
const compared = { id, version, givenName, familyName, aliases, birthDate, birthDateIsEstimated, otherBirthDates, sex, identifiers }

/** What each record says now that records are compared by: the linker reads a dozen for each it links, so nothing more. */
export async function findBeliefs(tx: Database, recordIds: readonly string[]): Promise<(ComparedBelief & { id: string; version: number })[]> {
  if (recordIds.length === 0) return []
  const rows = await tx
    .select({ ...compared, addresses: identityLocation.addresses })
    .from(identityRecord)
    .leftJoin(identityLocation, eq(identityLocation.recordId, identityRecord.id))
    .where(isAnyOf(identityRecord.id, recordIds))
  return rows.map(({ addresses, ...record }) => ({ ...record, addresses: addresses ?? [] }))
}

/** What is said of who each record is about, and not of where they live: a search by names and a date of birth reads hundreds. */
export async function findUnplacedBeliefs(db: Database, recordIds: readonly string[]): Promise<(ComparedBelief & { id: string; version: number })[]> {
  if (recordIds.length === 0) return []
  const rows = await db.select(compared).from(identityRecord).where(isAnyOf(identityRecord.id, recordIds))
  return rows.map((record) => ({ ...record, addresses: [] }))
}

/** The links in force of these records. */
export async function findLinksInForce(tx: Database, recordIds: readonly string[]): Promise<LinkRow[]> {
  if (recordIds.length === 0) return []
  return tx
    .select()
    .from(link)
    .where(and(isAnyOf(link.recordId, recordIds), isNull(link.unlinkedAt)))
}

/** The records that are linked to the same persons as these, these included. */
export async function findCompanions(db: Database, recordIds: readonly string[], read = linksInTruth): Promise<{ recordId: string; personId: string }[]> {
  const [links, ofThese] = [read(db), read(db)]
  const persons = db
    .select({ id: ofThese.personId })
    .from(ofThese)
    .where(and(isAnyOf(ofThese.recordId, recordIds), isNull(ofThese.unlinkedAt)))
  return db
    .select({ recordId: links.recordId, personId: links.personId })
    .from(links)
    .where(and(inArray(links.personId, persons), isNull(links.unlinkedAt)))
}

/** Who is linked now to whom the given records belong, without opening any record. */
export async function findPersonsOf(db: Database, recordIds: readonly string[], read = linksInTruth): Promise<Map<string, string>> {
  if (recordIds.length === 0) return new Map()
  const links = read(db)
  const rows = await db
    .select({ recordId: links.recordId, personId: links.personId })
    .from(links)
    .where(and(isAnyOf(links.recordId, recordIds), isNull(links.unlinkedAt)))
  return new Map(rows.map((row) => [row.recordId, row.personId]))
}

/** Every link that these records have had, newest first. */
export async function findLinks(db: Database, recordIds: readonly string[], read = linksInTruth): Promise<LinkRow[]> {
  const links = read(db)
  return db.select().from(links).where(isAnyOf(links.recordId, recordIds)).orderBy(desc(links.linkedAt), desc(links.id))
}

export async function insertLinks(tx: Database, links: NewLink[]): Promise<void> {
  await insertMany(tx, link, links)
}

export async function endLinks(tx: Database, recordIds: readonly string[], { at, by }: { at: Date; by: string }): Promise<void> {
  if (recordIds.length === 0) return
  await tx
    .update(link)
    .set({ unlinkedAt: at, unlinkedBy: by })
    .where(and(isAnyOf(link.recordId, recordIds), isNull(link.unlinkedAt)))
}

export async function findDecisions(db: Database, ids: readonly string[]): Promise<LinkDecisionRow[]> {
  return db.select().from(linkDecision).where(isAnyOf(linkDecision.id, ids))
}

/** Every decision of a human between two of these records, the superseded ones too. */
export async function findDecisionsAmong(tx: Database, recordIds: readonly string[]): Promise<LinkDecisionRow[]> {
  if (recordIds.length < 2) return []
  return tx
    .select()
    .from(linkDecision)
    .where(and(isAnyOf(linkDecision.recordId, recordIds), isAnyOf(linkDecision.otherRecordId, recordIds)))
}

/** Writes decisions down; what was decided of the same two records before is superseded, and stays. */
export async function insertDecisions(tx: Database, decisions: NewLinkDecision[]): Promise<void> {
  for (const { recordId, otherRecordId, decidedAt } of decisions) {
    await tx
      .update(linkDecision)
      .set({ supersededAt: decidedAt })
      .where(and(eq(linkDecision.recordId, recordId), eq(linkDecision.otherRecordId, otherRecordId), isNull(linkDecision.supersededAt)))
  }
  await insertMany(tx, linkDecision, decisions)
}
