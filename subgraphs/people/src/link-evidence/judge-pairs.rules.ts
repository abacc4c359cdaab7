/** A pair as the linker judged it. */
export type JudgedPair = { one: string; other: string; weight: number; isLinked: boolean }

/** Whose each record is. */
export type Truth = ReadonlyMap<string, string>

/** How right a set of links is. `wrong`: how many join two people. */
export type Score = { precision: number; recall: number; f1: number; wrong: number }

/** The links as they were made, those of the threshold at which F1 would be best, and the share of true pairs that blocking found. */
export function judge(pairs: readonly JudgedPair[], truth: Truth): { atLink: Score; best: Score & { threshold: number }; blocked: number } {
  const all = countTruePairs(truth)
  const isTrue = ({ one, other }: JudgedPair) => truth.get(one) === truth.get(other)
  const linked = pairs.filter(({ isLinked }) => isLinked)
  const sorted = pairs.toSorted((one, other) => other.weight - one.weight)
  let right = 0
  let best = { ...score(0, 0, all), threshold: Number.POSITIVE_INFINITY }
  for (const [at, pair] of sorted.entries()) {
    if (isTrue(pair)) right += 1
    if (sorted[at + 1]?.weight === pair.weight) continue
    const here = score(right, at + 1, all)
    if (here.f1 > best.f1) best = { ...here, threshold: pair.weight }
  }
  return { atLink: score(linked.filter(isTrue).length, linked.length, all), best, blocked: all === 0 ? 1 : right / all }
}

/** A line for each group: F1, and of 100 true pairs how many were missed, of 100 links how many are wrong. A wrong link counts for both its records' groups. */
export function judgeByGroup(pairs: readonly JudgedPair[], truth: Truth, groupsOf: ReadonlyMap<string, readonly string[]>): string[] {
  const groups = [...new Set([...groupsOf.values()].flat())].sort()
  return groups.map((group) => {
    const isIn = (id: string) => groupsOf.get(id)?.includes(group) ?? false
    const all = countTruePairs(new Map([...truth].filter(([id]) => isIn(id))))
    const linked = pairs.filter(({ one, other, isLinked }) => isLinked && (isIn(one) || isIn(other)))
    const { f1, precision, recall } = score(linked.filter(({ one, other }) => truth.get(one) === truth.get(other)).length, linked.length, all)
    return `${group} ${f1.toFixed(3)}, ${(100 * (1 - recall)).toFixed(1)}, ${(100 * (1 - precision)).toFixed(2)}`
  })
}

function countTruePairs(truth: Truth): number {
  const sizes = new Map<string, number>()
  for (const person of truth.values()) sizes.set(person, (sizes.get(person) ?? 0) + 1)
  return [...sizes.values()].reduce((total, size) => total + (size * (size - 1)) / 2, 0)
}

function score(right: number, made: number, all: number): Score {
  const precision = made === 0 ? 1 : right / made
  const recall = all === 0 ? 1 : right / all
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall), wrong: made - right }
}
