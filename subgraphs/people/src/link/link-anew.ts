import type { Database } from '@throughcare/kit/db'
import type { Context } from '../context.ts'
import type { Belief } from '../identity-record/belief.rules.ts'
import { pairKey } from './assertion.rules.ts'
import { blockingKeys, isEnough } from './blocking.rules.ts'
import { linkageModel } from './linkage-model.rules.ts'
import { lockLinking } from './link.store.ts'
import { findCandidates, putKeys } from './match-key.store.ts'
import { findPairsOf, putPairs } from './record-pair.store.ts'
import { settleLinks, type Settled } from './settle-links.ts'
import { toComparable } from './to-comparable.rules.ts'
import { toPair, toPairRow, weighPairs } from './weigh-pairs.ts'

type Subject = { recordId: string; belief: Belief; isNew: boolean }

/**
 * Finds records like these, weighs them, and brings links up to date: the one way by which records come to persons, whoever wrote them
 * down. Records of the same batch can prove each other. Runs with the linker's view, and holds the linking lock until the transaction ends.
 */
export async function linkAnew(tx: Database, context: Context, subjects: readonly Subject[]): Promise<Settled> {
  if (subjects.length === 0) return { persons: new Set(), newcomers: new Set() }
  await lockLinking(tx)
  const identities = new Map(subjects.map(({ recordId, belief }) => [recordId, toComparable(recordId, belief)]))
  const keys = [...identities].flatMap(([recordId, identity]) => blockingKeys(identity).map((key) => ({ recordId, key, isEnough: isEnough(key) })))
  await putKeys(tx, keys, { organisation: context.principal.organisation, retentionClass: 'operational' })
  const known = await findPairsOf(
    tx,
    subjects.flatMap(({ recordId, isNew }) => (isNew ? [] : [recordId]))
  )
  const found = await findCandidates(tx, keys)
  const pairs = await weighPairs(tx, identities, [...found.map(({ recordId, otherId }) => toPair(recordId, otherId)), ...known])
  // A pair that once weighed enough is weighed again even where it no longer does: what a record said before does not hold it.
  const standing = new Set(known.map(({ recordId, otherRecordId }) => pairKey(recordId, otherRecordId)))
  const worthwhile = pairs.filter(
    ({ weight, recordId, otherRecordId }) => weight >= linkageModel.thresholds.review || standing.has(pairKey(recordId, otherRecordId))
  )
  await putPairs(
    tx,
    worthwhile.map((pair) => toPairRow(context, pair))
  )
  const alike = new Set(worthwhile.flatMap((pair) => [pair.recordId, pair.otherRecordId]))
  return settleLinks(tx, context, {
    identities,
    alone: subjects.filter(({ recordId, isNew }) => isNew && !alike.has(recordId)).map(({ recordId }) => recordId),
    touched: subjects.filter(({ recordId, isNew }) => !isNew || alike.has(recordId)).map(({ recordId }) => recordId)
  })
}
