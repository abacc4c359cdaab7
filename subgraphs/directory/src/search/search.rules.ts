/** What practitioners call something: the words services use for it, and the needs it speaks of. `said` is in plain words, small. */
export type Synonym = { said: string; means: readonly string[]; needCodes: readonly string[] }
/** A word that no service uses, and what it may have been meant to be, the likeliest first. */
export type Guess = { word: string; meant: readonly string[] }
/** One thing that is sought: any of its terms finds it, and `factor` says how far each is to be believed. `@housing` is a need, `=hub` a whole name. */
export type Thing = { terms: { text: string; factor: number }[] }

const factors = { own: 1, ofPhrase: 0.6, meaning: 0.7, need: 0.5, wholeName: 1 }
const longestPhrase = 5
const mostWords = 12

/** A text as plain words, small: `Drop-in & Advice` is drop, in, advice. Past a dozen nobody means each. */
export function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, mostWords)
}

/**
 * What is sought by some words, thing by thing: the longest phrases that have a meaning first, then word by word. A word that no service
 * uses is read as what it was meant to be.
 */
export function readQuestion(words: readonly string[], synonyms: readonly Synonym[], guesses: readonly Guess[]): Thing[] {
  const known = new Map(synonyms.map((synonym) => [synonym.said, synonym]))
  const meant = new Map(guesses.map((guess) => [guess.word, guess.meant]))
  const mended = mend(words, guesses)
  const things: Thing[] = []
  for (let place = 0; place < words.length;) {
    const phrase = findPhrase([words, mended], place, known)
    const [word = ''] = words.slice(place)
    things.push({ terms: phrase ? phraseTerms(phrase) : wordTerms(word, meant.get(word) ?? []) })
    place += phrase?.words.length ?? 1
  }
  // Whatever has exactly this name stands above all.
  return [...things, { terms: [{ text: `=${words.join(' ')}`, factor: factors.wholeName }] }]
}

/** Words as they were meant to be. */
export function mend(words: readonly string[], guesses: readonly Guess[]): string[] {
  return words.map((word) => guesses.find((guess) => guess.word === word)?.meant[0] ?? word)
}

/** Every phrase that stands in some words. */
export function phrasesIn(words: readonly string[]): string[] {
  return words.flatMap((_, from) => words.slice(from, from + longestPhrase).map((__, more) => words.slice(from, from + more + 1).join(' ')))
}

type Phrase = { words: readonly string[]; synonym: Synonym }

/** The longest phrase from a place on that has a meaning: as it was written, else as it was meant to be. */
function findPhrase(readings: readonly (readonly string[])[], place: number, known: ReadonlyMap<string, Synonym>): Phrase | null {
  for (let length = longestPhrase; length > 0; length -= 1) {
    for (const reading of readings) {
      const words = reading.slice(place, place + length)
      const synonym = words.length === length ? known.get(words.join(' ')) : undefined
      if (synonym) return { words, synonym }
    }
  }
  return null
}

function wordTerms(word: string, meant: readonly string[]) {
  return [word, ...meant].map((text, nth) => ({ text, factor: nth === 0 ? factors.own : (factors.own * 0.9) / nth }))
}

function phraseTerms({ words, synonym: { means, needCodes } }: Phrase) {
  return [
    ...words.map((text) => ({ text, factor: words.length === 1 ? factors.own : factors.ofPhrase })),
    ...means.map((text) => ({ text, factor: factors.meaning })),
    ...needCodes.map((code) => ({ text: `@${code}`, factor: factors.need }))
  ]
}

const mostGuesses = 3

/** Which of the words that look alike a misspelt one may have been meant to be: those that take the fewest slips, as far as its length bears. */
export function meantBy(word: string, alike: readonly string[]): string[] {
  const most = word.length <= 5 ? 1 : word.length <= 9 ? 2 : 3
  const measured = alike.map((other) => ({ other, slips: slipsBetween(word, other) })).filter(({ slips }) => slips <= most)
  const fewest = Math.min(...measured.map(({ slips }) => slips))
  const meant = measured.filter(({ slips }) => slips === fewest).map(({ other }) => other)
  // Nothing of it is misspelt where it is but the beginning of a word.
  const begun = word.length >= 4 && meant.length === 0 ? alike.filter((other) => other.startsWith(word)) : []
  return [...meant, ...begun].slice(0, mostGuesses)
}

/** Slips of the keyboard between two words: letters left out, added, changed, or swapped with the next (Damerau's distance, optimal alignment). */
export function slipsBetween(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)]
  for (let down = 1; down <= one.length; down += 1) {
    const row = [down]
    for (let right = 1; right <= other.length; right += 1) {
      const [above, before] = [rows[down - 1] ?? [], rows[down - 2] ?? []]
      const isSame = one[down - 1] === other[right - 1]
      const isSwapped = one[down - 1] === other[right - 2] && one[down - 2] === other[right - 1]
      const straight = Math.min((row[right - 1] ?? 0) + 1, (above[right] ?? 0) + 1, (above[right - 1] ?? 0) + (isSame ? 0 : 1))
      row.push(isSwapped && right > 1 && down > 1 ? Math.min(straight, (before[right - 2] ?? 0) + 1) : straight)
    }
    rows.push(row)
  }
  return rows.at(-1)?.at(-1) ?? 0
}
