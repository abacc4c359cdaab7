// How alike two texts are. Each comparator is symmetric, and takes what identity.rules.ts has already normalised.

/** Jaro–Winkler similarity, 0 to 1: Winkler 1990, prefix scale 0.1 over at most four letters. */
export function jaroWinkler(one: string, other: string): number {
  const jaro = jaroOf(one, other)
  let prefix = 0
  while (prefix < 4 && prefix < one.length && one[prefix] === other[prefix]) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}

function jaroOf(one: string, other: string): number {
  if (one === other) return 1
  if (one.length === 0 || other.length === 0) return 0
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1)
  const taken = new Uint8Array(other.length)
  const matched: number[] = []
  for (let at = 0; at < one.length; at += 1) {
    const last = Math.min(other.length - 1, at + reach)
    for (let there = Math.max(0, at - reach); there <= last; there += 1) {
      if (taken[there] === 1 || one.charCodeAt(at) !== other.charCodeAt(there)) continue
      taken[there] = 1
      matched.push(one.charCodeAt(at))
      break
    }
  }
  if (matched.length === 0) return 0
  let next = 0
  let outOfPlace = 0
  for (let there = 0; there < other.length; there += 1) {
    if (taken[there] === 0) continue
    if (other.charCodeAt(there) !== matched[next]) outOfPlace += 1
    next += 1
  }
  const count = matched.length
  return (count / one.length + count / other.length + (count - outOfPlace / 2) / count) / 3
}

/**
 * Damerau–Levenshtein distance (optimal string alignment: a slip of two neighbours is one edit), up to `most`; beyond it, `most + 1`.
 */
export function editsBetween(one: string, other: string, most = 2): number {
  if (one === other) return 0
  if (Math.abs(one.length - other.length) > most) return most + 1
  if (other.length >= rows[0].length) rows = openRows(other.length * 2)
  let [before, above, line] = rows
  for (let column = 0; column <= other.length; column += 1) above[column] = column
  for (let row = 1; row <= one.length; row += 1) {
    const letter = one.charCodeAt(row - 1)
    let least = (line[0] = row)
    for (let column = 1; column <= other.length; column += 1) {
      const theirs = other.charCodeAt(column - 1)
      let edits = Math.min(at(above, column) + 1, at(line, column - 1) + 1, at(above, column - 1) + (letter === theirs ? 0 : 1))
      const isSlip = row > 1 && column > 1 && letter === other.charCodeAt(column - 2) && one.charCodeAt(row - 2) === theirs
      if (isSlip) edits = Math.min(edits, at(before, column - 2) + 1)
      line[column] = edits
      if (edits < least) least = edits
    }
    if (least > most) return most + 1
    ;[before, above, line] = [above, line, before]
  }
  return Math.min(at(above, other.length), most + 1)
}

// Three rows of the table are enough, and are used over and over: dates are compared a million times a minute.
const openRows = (length: number): [Uint16Array, Uint16Array, Uint16Array] => [new Uint16Array(length), new Uint16Array(length), new Uint16Array(length)]
let rows = openRows(64)
const at = (line: Uint16Array, place: number) => line[place] as number

export type BirthDateLikeness = 'exact' | 'dayAndMonthSwapped' | 'oneEdit' | 'twoEdits' | 'withinFiveYears' | 'different'

/** How two dates of birth, written YYYYMMDD, differ. A date a keyboard has mangled (month 13) is compared digit by digit all the same. */
export function birthDateLikeness(one: string, other: string): BirthDateLikeness {
  if (one === other) return 'exact'
  if (one.slice(0, 4) === other.slice(0, 4) && one.slice(4, 6) === other.slice(6, 8) && one.slice(6, 8) === other.slice(4, 6)) return 'dayAndMonthSwapped'
  const edits = editsBetween(one, other, 2)
  if (edits === 1) return 'oneEdit'
  if (edits === 2) return 'twoEdits'
  return Math.abs(Number(one.slice(0, 4)) - Number(other.slice(0, 4))) <= 5 ? 'withinFiveYears' : 'different'
}

export type PostcodeLikeness = 'exact' | 'oneEdit' | 'sector' | 'district' | 'different'

// Outward code, then a digit and two letters; the sector is the outward code with the digit — Royal Mail, PAF Programmers' Guide.
const britishPostcode = /^([A-Z]{1,2}\d[A-Z\d]?)(\d)[A-Z]{2}$/

/** How two postcodes, without spaces and in capitals, differ. Only British ones have sectors and districts. */
export function postcodeLikeness(one: string, other: string): PostcodeLikeness {
  if (one === other) return 'exact'
  const [mine, theirs] = [one.match(britishPostcode), other.match(britishPostcode)]
  if (mine && theirs && mine[1] === theirs[1] && mine[2] === theirs[2]) return 'sector'
  if (editsBetween(one, other, 1) === 1) return 'oneEdit'
  return mine && theirs && mine[1] === theirs[1] ? 'district' : 'different'
}

/** The share of words two addresses have in common, 0 to 1: shared words over the words of the shorter one; a typed-wrong long word counts. */
export function wordsShared(one: readonly string[], other: readonly string[]): number {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one]
  if (few.length === 0) return 0
  const shared = few.filter((word) => many.some((there) => word === there || (word.length > 4 && editsBetween(word, there, 1) === 1)))
  return shared.length / few.length
}
