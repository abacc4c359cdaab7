import { randomUUID } from 'node:crypto'
import type { Database } from '@throughcare/kit/db'
import type { Context } from '../context.ts'
import { compareIdentities } from './compare.rules.ts'
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

/** Weighs pairs, each once. Records that are not at hand are read, and stay at hand. */
export async function weighPairs(tx: Database, context: Context, identities: Map<string, ComparableIdentity>, given: readonly Two[]): Promise<NewRecordPair[]> {
  const pairs = [...new Map(given.map(({ recordId, otherRecordId }) => [`${recordId} ${otherRecordId}`, { recordId, otherRecordId }])).values()]
  await readIdentities(
    tx,
    identities,
    pairs.flatMap(({ recordId, otherRecordId }) => [recordId, otherRecordId])
  )
  return pairs.flatMap(({ recordId, otherRecordId }) => {
    const [one, other] = [identities.get(recordId), identities.get(otherRecordId)]
    if (!one || !other) return []
    const { weight, evidence } = compareIdentities(one, other)
    const origin = { organisation: context.principal.organisation, retentionClass: 'operational' }
    return [
      {
        id: randomUUID(),
        recordId,
        otherRecordId,
        weight,
        peak: weight,
        evidence,
        modelVersion: linkageModel.version,
        openedAt: context.clock.now(),
        reviewReason: null,
        ...origin
      }
    ]
  })
}

/** Reads those of the records that are not at hand. */
export async function readIdentities(tx: Database, identities: Map<string, ComparableIdentity>, recordIds: readonly string[]): Promise<void> {
  const missing = [...new Set(recordIds.filter((id) => !identities.has(id)))]
  for (const belief of await findBeliefs(tx, missing)) identities.set(belief.id, toComparable(belief.id, belief))
}
