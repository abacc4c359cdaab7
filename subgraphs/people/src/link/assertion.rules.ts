/** What a human said of two records. Assertions are never changed or taken back: a later one on the same two records holds instead. */
export type Assertion = { one: string; other: string; says: 'SAME' | 'DIFFERENT'; decidedAt: Date }

/** One name for two records, whichever comes first. */
export function pairKey(one: string, other: string): string {
  return one < other ? `${one}\u0000${other}` : `${other}\u0000${one}`
}

/** What humans said, pair by pair. `isCorrection`: of what was said of the pair, DIFFERENT came first, so that it was a machine that took them for one. */
export type Standing = { one: string; other: string; says: 'SAME' | 'DIFFERENT'; decidedAt: Date; isCorrection: boolean }

/** The newest assertion of each pair, which holds; of two at one instant DIFFERENT, since a wrong link does more harm than a missing one. */
export function standingAssertions(assertions: readonly Assertion[]): Map<string, Standing> {
  const standing = new Map<string, Standing>()
  for (const { one, other, says, decidedAt } of assertions.toSorted(inOrderOfTime)) {
    const key = pairKey(one, other)
    standing.set(key, { one, other, says, decidedAt, isCorrection: standing.get(key)?.isCorrection ?? says === 'DIFFERENT' })
  }
  return standing
}

function inOrderOfTime(one: Assertion, other: Assertion): number {
  const byTime = one.decidedAt.getTime() - other.decidedAt.getTime()
  return byTime || (one.says === other.says ? 0 : one.says === 'SAME' ? -1 : 1)
}

/**
 * What a human asserts who says that two sets of records are one person, or are not: the same of every record of the one set and every
 * record of the other. So linking two persons and parting the same two leaves both as they were.
 */
export function assertionsBetween(ones: readonly string[], others: readonly string[], said: Pick<Assertion, 'says' | 'decidedAt'>): Assertion[] {
  return ones.flatMap((one) => others.map((other) => ({ one, other, ...said })))
}

/** The records that hang together with the first ones, by pairs or by what humans called the same: all that a change to those can touch. */
export function componentOf(
  seeds: readonly string[],
  pairs: readonly { one: string; other: string }[],
  assertions: readonly Pick<Assertion, 'one' | 'other' | 'says'>[]
): Set<string> {
  const neighbours = new Map<string, string[]>()
  for (const { one, other } of [...pairs, ...assertions.filter(({ says }) => says === 'SAME')]) {
    neighbours.set(one, [...(neighbours.get(one) ?? []), other])
    neighbours.set(other, [...(neighbours.get(other) ?? []), one])
  }
  const found = new Set(seeds)
  for (const id of found) for (const next of neighbours.get(id) ?? []) found.add(next)
  return found
}
