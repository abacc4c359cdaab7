import { pairKey } from './assertion.rules.ts'
import type { HeldReason } from './cluster.rules.ts'
import type { ComparableIdentity } from './identity.rules.ts'
import { keepPersonIds, type LinkDecisions, type PairDecision } from './decide-link.rules.ts'

/** Why a human is asked about a pair: the evidence lies between, or something keeps a machine from joining what weighs enough. */
export type ReviewReason = 'BETWEEN' | HeldReason

/** A record that changes persons, or gets its first one. `by`: the pair that speaks most for it, or null where it stands alone. */
export type Move = { recordId: string; from: string | null; to: string; companions: string[]; by: PairDecision | null }

export type LinkPlan = { moves: Move[]; reviews: Map<string, ReviewReason> }

/**
 * What has to change so that the links in force are those that were decided: which records move to which person, and which pairs are for a
 * human. A person keeps its id as decide-link.rules.ts says; `newId` names the others. A record that is `leaving` takes no person's id along.
 */
export function planLinks(
  { clusters, pairs }: LinkDecisions,
  { personOf, leaving, newId }: { personOf: ReadonlyMap<string, string>; leaving?: string | undefined; newId: () => string }
): LinkPlan {
  const staying = new Map([...personOf].filter(([recordId]) => recordId !== leaving || clusters.length === 1))
  const kept = keepPersonIds(clusters, staying)
  const best = bestPairs(pairs)
  const moves = clusters.flatMap((ids, place) => {
    const to = kept[place] ?? newId()
    return ids.flatMap((recordId): Move[] => {
      const from = personOf.get(recordId) ?? null
      const companions = ids.filter((id) => id !== recordId)
      return from === to ? [] : [{ recordId, from, to, companions, by: best.get(recordId) ?? null }]
    })
  })
  return { moves, reviews: new Map(pairs.flatMap((pair) => (pair.decision === 'review' ? [[pairKey(pair.one, pair.other), pair.reason ?? 'BETWEEN']] : []))) }
}

/** Of each record, the linked pair that weighs most. */
function bestPairs(pairs: readonly PairDecision[]): Map<string, PairDecision> {
  const best = new Map<string, PairDecision>()
  for (const pair of pairs) {
    if (pair.decision !== 'link') continue
    for (const id of [pair.one, pair.other]) if ((best.get(id)?.weight ?? Number.NEGATIVE_INFINITY) < pair.weight) best.set(id, pair)
  }
  return best
}

/**
 * Why a record cannot be called one person with another, in a sentence for whoever tries; null where it can. `companions`: all records of
 * both persons; `parted`: which of them humans have said are two people.
 */
export function whyNotSame(
  subjectId: string,
  { companions, parted }: { companions: readonly ComparableIdentity[]; parted: readonly { recordId: string; otherRecordId: string }[] }
): string | null {
  const numbers = companions.flatMap(({ identifiers }) =>
    identifiers.filter(({ type, isVerified }) => type === 'NHS_NUMBER' && isVerified).map(({ value }) => value)
  )
  if (new Set(numbers).size > 1)
    return 'The two persons hold two different verified NHS numbers, so they are two people. If one number is wrong, correct it first.'
  return parted.some(({ recordId, otherRecordId }) => recordId !== subjectId && otherRecordId !== subjectId)
    ? 'Somebody has decided that two other records of these persons are different people. Look at that decision first, and change it if it is wrong.'
    : null
}
