import { pairKey, standingAssertions, type Assertion } from './assertion.rules.ts'
import { clusterRecords, type Clustering, type HeldReason, type ScoredPair } from './cluster.rules.ts'
import { compareIdentities, type FieldEvidence } from './compare.rules.ts'
import type { ComparableIdentity } from './identity.rules.ts'
import { linkageModel as model, national, type Population } from './linkage-model.rules.ts'

/** Records that hang together: all that blocking, stored pairs and assertions connect with each other. */
export type LinkQuestion = {
  records: readonly ComparableIdentity[]
  /** Pairs found by blocking; those whose weight is known need not be compared again. `peak`: see ScoredPair. */
  pairs: readonly { one: string; other: string; weight?: number; peak?: number }[]
  assertions: readonly Assertion[]
  population?: Population
}

export type PairDecision = {
  one: string
  other: string
  decision: 'link' | 'review' | 'apart'
  weight: number
  /** Why a pair that is heavy enough, or that a human calls the same, is not linked. */
  reason: HeldReason | null
  decidedBy: 'MODEL' | 'HUMAN'
  modelVersion: string
}

export type LinkDecisions = { clusters: string[][]; pairs: PairDecision[] }

/**
 * The one place where records become persons: imports, verbs, previews and the command all come here. Answers the persons, and for each
 * pair whether it is linked, for a human to review, or apart.
 */
export function decideLinks({ records, pairs, assertions, population = national }: LinkQuestion): LinkDecisions {
  const identities = new Map(records.map((record) => [record.id, record]))
  const compare = (one: string, other: string) => compareIdentities(identityOf(identities, one), identityOf(identities, other), population)
  const scored = pairs.map(({ one, other, weight, peak }): ScoredPair => ({ one, other, weight: weight ?? compare(one, other).weight, peak }))
  const clustering = clusterRecords({ records: [...identities.keys()], pairs: scored, assertions, compare })
  return { clusters: clustering.clusters, pairs: decidePairs(clustering, scored, assertions) }
}

function identityOf(identities: ReadonlyMap<string, ComparableIdentity>, id: string): ComparableIdentity {
  const identity = identities.get(id)
  if (!identity) throw new RangeError('A pair names a record that was not given.')
  return identity
}

/** What a clustering says of each pair. Two records of one person are linked even where they are linked through a third. */
export function decidePairs(clustering: Clustering, pairs: readonly ScoredPair[], assertions: readonly Assertion[]): PairDecision[] {
  const personOf = new Map(clustering.clusters.flatMap((ids, at) => ids.map((id) => [id, at] as const)))
  const heldBecause = new Map(clustering.held.map(({ one, other, reason }) => [pairKey(one, other), reason]))
  const standing = standingAssertions(assertions)
  return pairs.map(({ one, other, weight }) => {
    const said = standing.get(pairKey(one, other))?.says
    const reason = heldBecause.get(pairKey(one, other)) ?? null
    const isLinked = personOf.get(one) === personOf.get(other)
    const isOpen = said === 'SAME' || (said === undefined && weight >= model.thresholds.review && !isFinal(reason))
    return {
      ...{ one, other, weight, reason: isLinked ? null : reason },
      decision: isLinked ? 'link' : isOpen ? 'review' : 'apart',
      decidedBy: said ? 'HUMAN' : 'MODEL',
      modelVersion: model.version
    }
  })
}

const isFinal = (reason: HeldReason | null) => reason === 'DIFFERENT_VERIFIED_NHS_NUMBERS' || reason === 'TWINS'

/** A person that a record may belong to, as a practitioner is shown them: the decision, and the record of theirs that is most like it. */
export type CandidateDecision = {
  personId: string
  decision: PairDecision['decision']
  weight: number
  recordId: string
  evidence: FieldEvidence[]
}

export type CandidatePerson = { personId: string; records: readonly ComparableIdentity[] }

/** What would become of one record beside some persons, most like it first. Decides nothing by itself: it asks decideLinks. */
export function previewLink(
  subject: ComparableIdentity,
  persons: readonly CandidatePerson[],
  given: Pick<LinkQuestion, 'assertions' | 'population'>
): CandidateDecision[] {
  const others = persons.flatMap(({ records }) => records)
  const pairs = persons.flatMap(({ records }) => [
    ...records.map(({ id }) => ({ one: subject.id, other: id })),
    ...records.flatMap(({ id }, at) => records.slice(at + 1).map((next) => ({ one: id, other: next.id })))
  ])
  const decided = new Map(decideLinks({ ...given, records: [subject, ...others], pairs }).pairs.map((pair) => [pairKey(pair.one, pair.other), pair]))
  const found = persons.flatMap(({ personId, records }) => {
    const ofSubject = records.flatMap(({ id }) => decided.get(pairKey(subject.id, id)) ?? [])
    const [best] = ofSubject.toSorted((one, other) => other.weight - one.weight)
    const record = records.find(({ id }) => best && pairKey(subject.id, id) === pairKey(best.one, best.other))
    if (!best || !record) return []
    const decision = ofSubject.find((pair) => pair.decision === 'link')?.decision ?? best.decision
    return [{ personId, decision, weight: best.weight, recordId: record.id, evidence: compareIdentities(subject, record, given.population).evidence }]
  })
  return found.sort((one, other) => other.weight - one.weight)
}

/**
 * Which person id each cluster keeps: that of the person most of its records stood in, the older id of two as many; each id once, and
 * null where the cluster is a new person.
 */
export function keepPersonIds(clusters: readonly (readonly string[])[], personOf: ReadonlyMap<string, string>): (string | null)[] {
  const claims = clusters.flatMap((ids, cluster) => {
    const counts = new Map<string, number>()
    for (const id of ids) {
      const person = personOf.get(id)
      if (person !== undefined) counts.set(person, (counts.get(person) ?? 0) + 1)
    }
    return [...counts].map(([person, count]) => ({ cluster, person, count, first: ids[0] ?? '' }))
  })
  const kept: (string | null)[] = clusters.map(() => null)
  const taken = new Set<string>()
  for (const { cluster, person } of claims.sort((one, other) => other.count - one.count || order(one.person, other.person) || order(one.first, other.first))) {
    if (kept[cluster] !== null || taken.has(person)) continue
    kept[cluster] = person
    taken.add(person)
  }
  return kept
}

const order = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
