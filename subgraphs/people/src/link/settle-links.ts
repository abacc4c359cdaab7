import { randomUUID } from 'node:crypto'
import type { Database } from '@throughcare/kit/db'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { pairKey } from './assertion.rules.ts'
import { decideLinks, type LinkDecisions } from './decide-link.rules.ts'
import type { ComparableIdentity } from './identity.rules.ts'
import { linkageModel } from './linkage-model.rules.ts'
import { readIdentities } from './weigh-pairs.ts'
import { endLinks, findDecisionsAmong, findLinksInForce, insertLinks, type LinkDecisionRow, type LinkRow } from './link.store.ts'
import { planLinks, type Move } from './plan-links.rules.ts'
import { findPairsOf, findTangle, putReviewReasons, type RecordPairRow } from './record-pair.store.ts'

/** The persons whose records have changed, but for newcomers: new records that are the only one of a new person. */
export type Settled = { persons: Set<string>; newcomers: Set<string> }

type Question = {
  identities: Map<string, ComparableIdentity>
  /** New records that are like no other. */
  alone: readonly string[]
  /** Records that are like another, or that somebody has decided about. */
  touched: readonly string[]
  /** The record that somebody says is another person, where somebody does. */
  leaving?: string | undefined
}

/** What is known of the records that hang together with those touched. */
type Tangle = { pairs: RecordPairRow[]; decisions: LinkDecisionRow[]; links: LinkRow[] }

/**
 * Decides anew which of the records that hang together are one person, and writes what that changes: links ended and made, each with its
 * evidence; pairs put before a human or taken off the list; and an event for each move. Runs with the linker's view and lock.
 */
export async function settleLinks(tx: Database, context: Context, { identities, alone, touched, leaving }: Question): Promise<Settled> {
  const tangle = await readTangle(tx, identities, touched)
  const records = tangle.ids.flatMap((id) => identities.get(id) ?? [])
  const plan = planLinks(decideTangle(records, tangle), {
    personOf: new Map(tangle.links.map((row) => [row.recordId, row.personId])),
    leaving,
    newId: randomUUID
  })
  const moves = [...plan.moves, ...alone.map((recordId): Move => ({ recordId, from: null, to: randomUUID(), companions: [], by: null }))]
  await Promise.all([
    putReviewReasons(tx, changedReasons(tangle.pairs, plan.reviews), context.clock.now()),
    endLinks(
      tx,
      moves.flatMap(({ recordId, from }) => (from ? [recordId] : [])),
      { at: context.clock.now(), by: moverOf(context) }
    ),
    insertLinks(
      tx,
      moves.map((move) => toLink(context, move, tangle))
    ),
    record(tx, context, ...moves.flatMap((move) => eventsOf(move, tangle.links)))
  ])
  const newcomers = new Set(moves.filter(({ from, companions }) => from === null && companions.length === 0).map(({ recordId }) => recordId))
  return { persons: new Set(moves.flatMap(({ recordId, from, to }) => (newcomers.has(recordId) ? [] : [to, ...(from ? [from] : [])]))), newcomers }
}

/** Which of these records are one person, by what is written down of their pairs and by what humans said. */
export function decideTangle(records: readonly ComparableIdentity[], { pairs, decisions }: Pick<Tangle, 'pairs' | 'decisions'>): LinkDecisions {
  return decideLinks({
    records,
    pairs: pairs.map(({ recordId, otherRecordId, weight, peak }) => ({ one: recordId, other: otherRecordId, weight, peak })),
    assertions: decisions.map(({ recordId, otherRecordId, verdict, decidedAt }) => ({ one: recordId, other: otherRecordId, says: verdict, decidedAt }))
  })
}

async function readTangle(tx: Database, identities: Question['identities'], touched: readonly string[]): Promise<Tangle & { ids: string[] }> {
  if (touched.length === 0) return { ids: [], pairs: [], decisions: [], links: [] }
  const ids = await findTangle(tx, touched, linkageModel.thresholds.review)
  const [pairs, decisions, links] = await Promise.all([
    findPairsOf(tx, ids),
    findDecisionsAmong(tx, ids),
    findLinksInForce(tx, ids),
    readIdentities(tx, identities, ids)
  ])
  const here = new Set(ids)
  return { ids, pairs: pairs.filter(({ recordId, otherRecordId }) => here.has(recordId) && here.has(otherRecordId)), decisions, links }
}

function changedReasons(pairs: readonly RecordPairRow[], reviews: ReturnType<typeof planLinks>['reviews']) {
  return pairs.flatMap(({ id, recordId, otherRecordId, reviewReason }) => {
    const reason = reviews.get(pairKey(recordId, otherRecordId)) ?? null
    return reason === reviewReason ? [] : [{ id, reviewReason: reason }]
  })
}

/** Humans move records by their decisions, which say who they were; everything else is the linker's. */
export function moverOf({ principal }: Pick<Context, 'principal'>): string {
  return principal.role === 'system-importer' ? 'system-linker' : principal.subject
}

export function toLink(
  context: Pick<Context, 'principal' | 'clock'>,
  { recordId, to, companions, by }: Move,
  { pairs, decisions }: Pick<Tangle, 'pairs' | 'decisions'>
): LinkRow {
  const pair = by && pairs.find((row) => pairKey(row.recordId, row.otherRecordId) === pairKey(by.one, by.other))
  const said = decisionOn(recordId, companions, decisions)
  return {
    id: randomUUID(),
    recordId,
    personId: to,
    decidedBy: said ? 'HUMAN' : companions.length === 0 ? 'NEW_PERSON' : 'MODEL',
    decisionId: said?.id ?? null,
    weight: pair?.weight ?? null,
    evidence: pair?.evidence ?? [],
    modelVersion: pair?.modelVersion ?? null,
    linkedAt: context.clock.now(),
    linkedBy: said?.decidedBy ?? 'system-linker',
    unlinkedAt: null,
    unlinkedBy: null,
    organisation: context.principal.organisation,
    retentionClass: 'adult-mental-health'
  }
}

/** The newest decision that put a record where it is: that it is the same as a companion, or, where it stands alone, that it is not someone. */
function decisionOn(recordId: string, companions: readonly string[], decisions: readonly LinkDecisionRow[]): LinkDecisionRow | null {
  const about = decisions.filter((row) => row.supersededAt === null && (row.recordId === recordId || row.otherRecordId === recordId))
  const other = (row: LinkDecisionRow) => (row.recordId === recordId ? row.otherRecordId : row.recordId)
  const bearing = about.filter((row) => (row.verdict === 'SAME' ? companions.includes(other(row)) : companions.length === 0))
  return bearing.toSorted((one, two) => two.decidedAt.getTime() - one.decidedAt.getTime())[0] ?? null
}

function eventsOf({ recordId, from, to, companions, by }: Move, links: readonly LinkRow[]) {
  const base = { subjectId: recordId, subjectVersion: 1, recordId }
  const left = links.filter((row) => row.personId === from && row.recordId !== recordId && !companions.includes(row.recordId))
  return [
    ...(from && left.length > 0
      ? [
          {
            ...base,
            type: 'people.record-unlinked' as const,
            payload: { recordId, personId: from, companions: left.map((row) => row.recordId), linkedAt: linkedSince(recordId, left, links).toISOString() }
          }
        ]
      : []),
    ...(companions.length > 0
      ? [{ ...base, type: 'people.record-linked' as const, payload: { recordId, personId: to, evidence: by?.decidedBy ?? 'HUMAN' } }]
      : [])
  ]
}

/** Since when a record and those it leaves were in one person: the later of its own link and the first of theirs. */
function linkedSince(recordId: string, left: readonly LinkRow[], links: readonly LinkRow[]): Date {
  const own = links.find((row) => row.recordId === recordId)?.linkedAt.getTime() ?? 0
  return new Date(Math.max(own, Math.min(...left.map((row) => row.linkedAt.getTime()))))
}
