/** What two entries have in common that makes them look like one service, in the order in which it is told. */
export const duplicateReasons = ['SAME_NAME', 'SAME_PHONE', 'SAME_WEB_ADDRESS', 'SAME_REGISTERED_NUMBER', 'SAME_POSTCODE_AND_LIKE_NAME'] as const
export type DuplicateReason = (typeof duplicateReasons)[number]

export type Suggestion = { serviceId: string; otherId: string; reason: DuplicateReason }
export type Suggested = { otherId: string; reasons: DuplicateReason[] }

/** More than an editor looks at at once. */
export const mostSuggestions = 20

/** What is suggested for one entry: each other entry once, with all that speaks for it; the likeliest first. */
export function gather(suggestions: readonly Pick<Suggestion, 'otherId' | 'reason'>[]): Suggested[] {
  const ofOthers = Map.groupBy(suggestions, ({ otherId }) => otherId)
  const gathered = [...ofOthers].map(([otherId, said]) => ({
    otherId,
    reasons: duplicateReasons.filter((reason) => said.some((one) => one.reason === reason))
  }))
  return gathered.toSorted((one, other) => weightOf(other) - weightOf(one) || (one.otherId < other.otherId ? -1 : 1)).slice(0, mostSuggestions)
}

/** More reasons first; of as many, the ones that stand first above. */
function weightOf({ reasons }: Suggested): number {
  return reasons.length * 10 - duplicateReasons.indexOf(reasons[0] ?? 'SAME_POSTCODE_AND_LIKE_NAME')
}

/** Words that nearly every service uses of itself, or that say what kind of body it is. */
const sayLittle = new Set(
  'the and of for in at a an to your our service services project projects centre center team group ltd limited cic cio uk trust charity support'.split(' ')
)

/**
 * Whether two names look like names of one service: all that one says the other says too, or they are mostly the same letters. Words that
 * nearly all use count for nothing, so a name of nothing else is like no other.
 */
export function isLikeName(one: string, other: string): boolean {
  const [mine, theirs] = [tellingWords(one), tellingWords(other)]
  if (mine.size === 0 || theirs.size === 0) return false
  const [fewer, more] = mine.size <= theirs.size ? [mine, theirs] : [theirs, mine]
  return (
    ([...fewer].every((word) => more.has(word)) && fewer.size * 2 >= more.size) ||
    alikeness([...mine].toSorted().join(' '), [...theirs].toSorted().join(' ')) >= 0.6
  )
}

function tellingWords(name: string): Set<string> {
  const words = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/['’]|\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
  return new Set(words.filter((word) => word !== '' && !sayLittle.has(word)))
}

/** Dice's measure over pairs of letters: 1 for the same, 0 for nothing in common. */
function alikeness(one: string, other: string): number {
  const [mine, theirs] = [pairsOf(one), pairsOf(other)]
  return (2 * [...mine].filter((pair) => theirs.has(pair)).length) / (mine.size + theirs.size || 1)
}

function pairsOf(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, place) => text.slice(place, place + 2)))
}
