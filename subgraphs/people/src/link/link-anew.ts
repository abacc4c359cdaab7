import type { Database } from '@throughcare/kit/db'
import type { Context } from '../context.ts'
import { blockingKeys, isEnough } from './blocking.rules.ts'
import type { ComparableIdentity } from './identity.rules.ts'
import { linkageModel } from './linkage-model.rules.ts'
import { lockLinking } from './link.store.ts'
import { findCandidates, putKeys, type RecordKey } from './match-key.store.ts'
import { findPairsOf, putPairs } from './record-pair.store.ts'
import { settleLinks, type Settled } from './settle-links.ts'
import { toComparable, type ComparedBelief } from './to-comparable.rules.ts'
import { valueKeysOf } from './value-count.rules.ts'
import { findPopulation, toPair, toPairRow, weighPairs, type Two, type WeighedPair } from './weigh-pairs.ts'

/** `isNew`: nobody has linked the record yet. */
export type Subject = { recordId: string; belief: ComparedBelief; isNew: boolean }

type Identities = Map<string, ComparableIdentity>

/**
 * Finds records like these, weighs them, and brings links up to date. Records of the same batch can prove each other. Runs with the
 * linker's view, and holds the linking lock until the transaction ends.
 */
export async function linkAnew(tx: Database, context: Context, subjects: readonly Subject[]): Promise<Settled> {
  if (subjects.length === 0) return { persons: new Set(), newcomers: new Set() }
  const identities = toIdentities(subjects)
  const keys = keysOf(identities)
  // Sent without waiting for each other: the connection keeps their order, and each sees what was committed when its turn comes.
  const [, , alike] = await Promise.all([lockLinking(tx), keepKeys(tx, context, keys), findAlike(tx, identities, keys)])
  return linkByPairs(tx, context, { subjects, identities, alike })
}

/** What records say, in the form in which they are compared, by record. */
export function toIdentities(subjects: readonly Subject[]): Identities {
  return new Map(subjects.map(({ recordId, belief }) => [recordId, toComparable(recordId, belief)]))
}

/** The keys by which records like these are found. */
export function keysOf(identities: Identities): RecordKey[] {
  return [...identities].flatMap(([recordId, identity]) => blockingKeys(identity).map((key) => ({ recordId, key, isEnough: isEnough(key) })))
}

/** Writes keys, so that records like theirs find them. */
export async function keepKeys(tx: Database, { principal }: Context, keys: readonly RecordKey[]): Promise<void> {
  await putKeys(tx, keys, { organisation: principal.organisation, retentionClass: 'operational' })
}

/** The pairs of one of these, by their keys, and any other record that weigh enough to link or to ask a human. Records that are read stay at hand. */
export async function findAlike(tx: Database, identities: Identities, keys: readonly RecordKey[]): Promise<WeighedPair[]> {
  const [found, population] = await Promise.all([findCandidates(tx, keys), findPopulation(tx, [...identities.values()].flatMap(valueKeysOf))])
  const two = found.map(({ recordId, otherId }) => toPair(recordId, otherId))
  const pairs = await weighPairs(tx, identities, two, population)
  return pairs.filter(({ weight }) => weight >= linkageModel.thresholds.review)
}

/**
 * Weighs pairs and brings links up to date: the one way by which records come to persons, whoever wrote them down. A pair that once
 * weighed enough is weighed again even where it no longer does: what a record said before does not hold it. With the linker's view and lock.
 */
export async function linkByPairs(
  tx: Database,
  context: Context,
  { subjects, identities, alike }: { subjects: readonly Subject[]; identities: Identities; alike: readonly Two[] }
): Promise<Settled> {
  const changed = subjects.flatMap(({ recordId, isNew }) => (isNew ? [] : [recordId]))
  const pairs = await weighPairs(tx, identities, [...alike, ...(await findPairsOf(tx, changed))])
  const inPairs = new Set(pairs.flatMap((pair) => [pair.recordId, pair.otherRecordId]))
  const [, settled] = await Promise.all([
    putPairs(
      tx,
      pairs.map((pair) => toPairRow(context, pair))
    ),
    settleLinks(tx, context, {
      identities,
      alone: subjects.filter(({ recordId, isNew }) => isNew && !inPairs.has(recordId)).map(({ recordId }) => recordId),
      touched: subjects.filter(({ recordId, isNew }) => !isNew || inPairs.has(recordId)).map(({ recordId }) => recordId)
    })
  ])
  return settled
}
