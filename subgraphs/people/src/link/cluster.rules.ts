import { pairKey, standingAssertions, type Assertion, type Standing } from './assertion.rules.ts'
import { linkageModel as model } from './linkage-model.rules.ts'

/** Two records that blocking found, with their weight. `peak`: the most that they ever weighed, under earlier versions of either record. */
export type ScoredPair = { one: string; other: string; weight: number; peak?: number }

/** What the comparison of two records says of their being in one person. */
export type Fit = { veto: string | null; disagrees: boolean }

export type ClusterInput = {
  records: readonly string[]
  /** Every pair of the records that weighs `stay` or more; lighter ones are passed over. */
  pairs: readonly ScoredPair[]
  assertions: readonly Assertion[]
  /** Compares any two of the records, found by blocking or not. */
  compare(one: string, other: string): Fit
}

/** Why two records that weigh enough to link are two persons all the same. */
export type HeldReason = 'NO_LEAD' | 'DISAGREES' | 'HUMAN_SAYS_DIFFERENT' | 'DIFFERENT_VERIFIED_NHS_NUMBERS' | 'TWINS' | 'TOO_MANY_RECORDS'

export type Clustering = {
  /** The persons: each a set of record ids, in order. */
  clusters: string[][]
  /** Pairs heavy enough to link, or said by a human to be the same, that stayed apart. */
  held: { one: string; other: string; reason: HeldReason }[]
}

type Work = {
  compare(one: string, other: string): Fit
  standing: ReadonlyMap<string, Standing>
  clusterOf: Map<string, string[]>
  held: Clustering['held']
}

/**
 * Which records are one person: a function of the records, their pairs and what humans said, and of nothing else, so that it does not
 * matter in which order they came. What humans call the same is joined first, oldest decision first. Then the pairs that weigh enough and
 * lead, heaviest first; a pair joins two clusters only where no record of the one disagrees with a record of the other.
 */
export function clusterRecords(input: ClusterInput): Clustering {
  const standing = standingAssertions(input.assertions)
  const work: Work = { compare: remember(input.compare), standing, clusterOf: new Map(input.records.map((id) => [id, [id]])), held: [] }
  const isHere = ({ one, other }: { one: string; other: string }) => work.clusterOf.has(one) && work.clusterOf.has(other) && one !== other
  const same = [...standing.values()].filter((item) => item.says === 'SAME' && isHere(item)).sort(byDecision)
  for (const pair of same) join(work, pair, true)
  const pairs = input.pairs.filter(isHere)
  for (const piece of cutIntoPieces(input.records, pairs, same)) joinPiece(work, piece)
  const clusters = [...new Set(work.clusterOf.values())].map((ids) => ids.toSorted())
  return { clusters: clusters.sort((one, other) => ((one[0] ?? '') < (other[0] ?? '') ? -1 : 1)), held: work.held }
}

function byDecision(one: Standing, other: Standing): number {
  return one.decidedAt.getTime() - other.decidedAt.getTime() || compareTexts(pairKey(one.one, one.other), pairKey(other.one, other.other))
}

function byWeight(one: ScoredPair, other: ScoredPair): number {
  return other.weight - one.weight || compareTexts(pairKey(one.one, one.other), pairKey(other.one, other.other))
}

const compareTexts = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

function remember(compare: ClusterInput['compare']): ClusterInput['compare'] {
  const known = new Map<string, Fit>()
  return (one, other) => {
    const key = pairKey(one, other)
    const fit = known.get(key) ?? (one < other ? compare(one, other) : compare(other, one))
    known.set(key, fit)
    return fit
  }
}

type Piece = { pairs: ScoredPair[]; linkAt: number }

function joinPiece(work: Work, { pairs, linkAt }: Piece): void {
  const pairsOf = new Map<string, ScoredPair[]>()
  for (const pair of pairs) for (const id of [pair.one, pair.other]) getOrMake(pairsOf, id).push(pair)
  for (const pair of pairs.filter((item) => mayLink(item, linkAt)).sort(byWeight)) {
    if (hasLead(work, pair, pairsOf)) join(work, pair, false)
    else work.held.push({ one: pair.one, other: pair.other, reason: 'NO_LEAD' })
  }
}

function getOrMake<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  return list
}

// Hard to join, easier to stay: a pair that once weighed enough, before one of its records was corrected, stays linked down to `stay`.
function mayLink({ weight, peak }: ScoredPair, linkAt: number): boolean {
  return weight >= linkAt || (linkAt === model.thresholds.link && weight >= model.thresholds.stay && (peak ?? weight) >= linkAt)
}

/**
 * Whether neither record has another one nearly as like it that cannot be the same person: a father beside a son, a twin beside a twin.
 * One that a human has corrected a machine about is no rival: parting a record from a person leaves the rest of that person together.
 */
function hasLead(work: Work, pair: ScoredPair, pairsOf: ReadonlyMap<string, ScoredPair[]>): boolean {
  return [pair.one, pair.other].every((id) => {
    const chosen = id === pair.one ? pair.other : pair.one
    return !(pairsOf.get(id) ?? []).some((rival) => {
      const runnerUp = rival.one === id ? rival.other : rival.one
      const said = work.standing.get(pairKey(id, runnerUp))
      if (runnerUp === chosen || (said?.says === 'DIFFERENT' && said.isCorrection)) return false
      return rival.weight > pair.weight - model.thresholds.lead && areTwoPersons(work, chosen, runnerUp)
    })
  })
}

/**
 * Two persons by what the records say, or by a human's correction. Someone who parts what a human had linked corrects no machine, so it
 * has no part in the lead: undoing a link leaves everything else as it was.
 */
function areTwoPersons(work: Work, one: string, other: string): boolean {
  const said = work.standing.get(pairKey(one, other))
  if (said?.says === 'SAME') return work.compare(one, other).veto === 'DIFFERENT_VERIFIED_NHS_NUMBERS'
  if (said) return said.isCorrection || work.compare(one, other).disagrees
  return work.compare(one, other).disagrees
}

function join(work: Work, { one, other }: { one: string; other: string }, isHuman: boolean): void {
  const [ones, others] = [work.clusterOf.get(one) ?? [], work.clusterOf.get(other) ?? []]
  if (ones === others) return
  const reason = whyNotJoin(work, [ones, others], isHuman)
  if (reason) {
    work.held.push({ one, other, reason })
    return
  }
  const joined = [...ones, ...others]
  for (const id of joined) work.clusterOf.set(id, joined)
}

/** Every record of the one is held against every record of the other, so that no chain links what disagrees. A human outweighs all but a verified NHS number and another human. */
function whyNotJoin(work: Work, [ones, others]: [string[], string[]], isHuman: boolean): HeldReason | null {
  if (!isHuman && ones.length + others.length > model.mostRecordsOfPerson) return 'TOO_MANY_RECORDS'
  for (const one of ones) {
    for (const other of others) {
      const said = work.standing.get(pairKey(one, other))?.says
      if (said === 'DIFFERENT') return 'HUMAN_SAYS_DIFFERENT'
      const { veto, disagrees } = work.compare(one, other)
      if (veto === 'DIFFERENT_VERIFIED_NHS_NUMBERS') return veto
      if (!isHuman && said !== 'SAME' && disagrees) return veto === 'TWINS' ? veto : 'DISAGREES'
    }
  }
  return null
}

/**
 * The tangles of records that hang together by pairs of `stay` or more: what happens in one has no part in another. A tangle of more than
 * `mostRecordsOfComponent` is cut by leaving out its lightest pairs, three bits at a time, and linking in it takes as much more; what
 * hangs together even so is left to humans.
 */
function cutIntoPieces(records: readonly string[], pairs: readonly ScoredPair[], same: readonly Standing[]): Piece[] {
  const { stay, lead } = model.thresholds
  const pieces: Piece[] = []
  let left = { records, pairs: pairs.filter(({ weight }) => weight >= stay) }
  for (let least = stay; left.pairs.length > 0 && least < heaviest(left.pairs); least += 3) {
    const heavy = left.pairs.filter(({ weight }) => weight >= least)
    const groups = groupByRoot(left.records, heavy, same)
    const tooBig = groups.filter((group) => group.records.length > model.mostRecordsOfComponent)
    for (const group of groups) if (!tooBig.includes(group) && group.pairs.length > 0) pieces.push({ pairs: group.pairs, linkAt: least + lead })
    left = { records: tooBig.flatMap((group) => group.records), pairs: tooBig.flatMap((group) => group.pairs) }
  }
  return pieces
}

const heaviest = (pairs: readonly ScoredPair[]) => pairs.reduce((most, { weight }) => Math.max(most, weight), 0) + 3

function groupByRoot(records: readonly string[], pairs: readonly ScoredPair[], same: readonly Standing[]): { records: string[]; pairs: ScoredPair[] }[] {
  const parent = new Map(records.map((id) => [id, id]))
  const rootOf = (id: string): string => {
    let root = id
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) {
      parent.set(root, parent.get(next) ?? next)
      root = next
    }
    return root
  }
  for (const { one, other } of [...pairs, ...same]) if (parent.has(one) && parent.has(other)) parent.set(rootOf(one), rootOf(other))
  const groups = new Map<string, { records: string[]; pairs: ScoredPair[] }>()
  for (const id of records) {
    const group = groups.get(rootOf(id))
    if (group) group.records.push(id)
    else groups.set(rootOf(id), { records: [id], pairs: [] })
  }
  for (const pair of pairs) groups.get(rootOf(pair.one))?.pairs.push(pair)
  return [...groups.values()]
}
