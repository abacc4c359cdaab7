import { randomUUID } from 'node:crypto'
import type { Database } from '@throughcare/kit/db'
import type { Context } from '../context.ts'
import { pairKey } from './assertion.rules.ts'
import { compareIdentities, type FieldEvidence } from './compare.rules.ts'
import type { ComparableIdentity } from './identity.rules.ts'
import { linkageModel } from './linkage-model.rules.ts'
import { findBeliefs } from './link.store.ts'
import type { NewRecordPair } from './record-pair.store.ts'
import { toComparable } from './to-comparable.rules.ts'

/** Two records, the lesser id first. */
export type Two = { recordId: string; otherRecordId: string }

export function toPair(one: string, other: string): Two {
  return one < other ? { recordId: one, otherRecordId: other } : { recordId: other, otherRecordId: one }
}

/** A pair with its weight of today. */
export type WeighedPair = Two & { weight: number; evidence: FieldEvidence[] }

/** Weighs pairs, each once. Records that are not at hand are read, and stay at hand. */
export async function weighPairs(tx: Database, identities: Map<string, ComparableIdentity>, given: readonly Two[]): Promise<WeighedPair[]> {
  const pairs = [...new Map(given.map((pair) => [pairKey(pair.recordId, pair.otherRecordId), pair])).values()]
  await readIdentities(
    tx,
    identities,
    pairs.flatMap(({ recordId, otherRecordId }) => [recordId, otherRecordId])
  )
  return pairs.flatMap(({ recordId, otherRecordId }) => {
    const [one, other] = [identities.get(recordId), identities.get(otherRecordId)]
    if (!one || !other) return []
    const { weight, evidence } = compareIdentities(one, other)
    return [{ recordId, otherRecordId, weight, evidence }]
  })
}

/** A weighed pair as it is written down; nobody is asked about it yet. */
export function toPairRow({ principal, clock }: Context, { recordId, otherRecordId, weight, evidence }: WeighedPair): NewRecordPair {
  const model = { modelVersion: linkageModel.version, openedAt: clock.now(), reviewReason: null }
  const origin = { organisation: principal.organisation, retentionClass: 'operational' }
  return { id: randomUUID(), recordId, otherRecordId, weight, peak: weight, evidence, ...model, ...origin }
}

/** Reads those of the records that are not at hand. */
export async function readIdentities(tx: Database, identities: Map<string, ComparableIdentity>, recordIds: readonly string[]): Promise<void> {
  const missing = [...new Set(recordIds.filter((id) => !identities.has(id)))]
  for (const belief of await findBeliefs(tx, missing)) identities.set(belief.id, toComparable(belief.id, belief))
}
