import { randomUUID } from 'node:crypto'
import type { Database } from '@throughcare/kit/db'
import type { Context } from '../context.ts'
import { pairKey } from './assertion.rules.ts'
import { compareIdentities, type FieldEvidence } from './compare.rules.ts'
import type { ComparableIdentity } from './identity.rules.ts'
import { findBeliefs } from './link.store.ts'
import type { NewRecordPair } from './record-pair.store.ts'
import { toComparable } from './to-comparable.rules.ts'
import { populationOf, valueKeysOfBoth } from './value-count.rules.ts'
import { findCounts } from './value-count.store.ts'

/** Two records, the lesser id first. */
export type Two = { recordId: string; otherRecordId: string }

export function toPair(one: string, other: string): Two {
  return one < other ? { recordId: one, otherRecordId: other } : { recordId: other, otherRecordId: one }
}

/** A pair with its weight of today, by which model and which count of names. */
export type WeighedPair = Two & { weight: number; evidence: FieldEvidence[]; modelVersion: string }

/**
 * Weighs pairs, each once. Records that are not at hand are read, and stay at hand. How common the values are that two share is looked up,
 * but for where it is `known` of all values of one of each two.
 */
export async function weighPairs(
  tx: Database,
  identities: Map<string, ComparableIdentity>,
  given: readonly Two[],
  known?: Asked['population']
): Promise<WeighedPair[]> {
  const pairs = [...new Map(given.map((pair) => [pairKey(pair.recordId, pair.otherRecordId), pair])).values()]
  await readIdentities(
    tx,
    identities,
    pairs.flatMap(({ recordId, otherRecordId }) => [recordId, otherRecordId])
  )
  const found = pairs.flatMap(({ recordId, otherRecordId }) => {
    const [one, other] = [identities.get(recordId), identities.get(otherRecordId)]
    return one && other ? [{ recordId, otherRecordId, one, other }] : []
  })
  if (found.length === 0) return []
  const { population, modelVersion } =
    known ??
    (await findPopulation(
      tx,
      found.flatMap(({ one, other }) => valueKeysOfBoth(one, other))
    ))
  return found.map(({ recordId, otherRecordId, one, other }) => {
    const { weight, evidence } = compareIdentities(one, other, population)
    return { recordId, otherRecordId, weight, evidence, modelVersion }
  })
}

type Asked = { keys: ReadonlySet<string>; population: ReturnType<typeof populationOf> }
/** What a transaction was told last: the pairs it finds are weighed when they are found, and again when links are made of them. */
const askedBy = new WeakMap<Database, Asked>()

/** How common some values are, by their keys, in one look-up, or none where this transaction has just made it. */
export async function findPopulation(tx: Database, given: readonly string[]): Promise<Asked['population']> {
  const keys = new Set(given)
  const asked = askedBy.get(tx)
  if (asked && [...keys].every((key) => asked.keys.has(key))) return asked.population
  const population = populationOf(await findCounts(tx, [...keys]))
  askedBy.set(tx, { keys, population })
  return population
}

/** A weighed pair as it is written down; nobody is asked about it yet. */
export function toPairRow({ principal, clock }: Context, { recordId, otherRecordId, weight, evidence, modelVersion }: WeighedPair): NewRecordPair {
  const model = { modelVersion, openedAt: clock.now(), reviewReason: null }
  const origin = { organisation: principal.organisation, retentionClass: 'operational' }
  return { id: randomUUID(), recordId, otherRecordId, weight, peak: weight, evidence, ...model, ...origin }
}

/** Reads those of the records that are not at hand. */
export async function readIdentities(tx: Database, identities: Map<string, ComparableIdentity>, recordIds: readonly string[]): Promise<void> {
  const missing = [...new Set(recordIds.filter((id) => !identities.has(id)))]
  for (const belief of await findBeliefs(tx, missing)) identities.set(belief.id, toComparable(belief.id, belief))
}
