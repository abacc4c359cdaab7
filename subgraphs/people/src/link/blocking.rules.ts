import type { ComparableIdentity } from './identity.rules.ts'
import { fullFormOf, soundOf, type NormalName } from './names.rules.ts'

/**
 * The blocking keys of a record: two records that share one are worth comparing. The letter in front is the rule. Names are keyed in
 * either order, days and months in either order, and dates by two of their three parts, so that swaps and slips still meet.
 */
export function blockingKeys(identity: ComparableIdentity): string[] {
  const { names } = identity
  const starts = unique(names.flatMap(({ first, family }) => [first.slice(0, 2), family.slice(0, 2)]))
  const sounds = unique(names.flatMap(({ first, family }) => [soundOf(first), soundOf(family)]))
  return unique([
    ...identity.identifiers.map(({ type, value }) => `i:${type}:${value}`),
    ...identity.birthDates.flatMap(({ digits, isEstimated }) => (isEstimated ? estimatedKeys(digits, sounds) : birthDateKeys(digits, starts, sounds))),
    ...names.flatMap(nameKeys),
    ...identity.postcodes.flatMap(({ value, kind }) => (kind === 'ORDINARY' ? starts.map((start) => `p:${value}:${start}`) : [])),
    ...identity.addresses.map(({ text }) => `a:${text}`),
    ...identity.towns.flatMap((town) => sounds.map((sound) => `w:${town}:${sound}`)),
    ...identity.emails.map(({ user }) => `e:${user}`),
    ...identity.phones.map((phone) => `t:${phone}`)
  ])
}

/**
 * Whether a key that many share is enough by itself: an identifier, a whole address, email or phone. Of the others, such as a whole name, a
 * birth date or a month of birth with the sound of a name, two must agree, unless few share the one.
 */
export function isEnough(key: string): boolean {
  return /^[iaet]:/.test(key)
}

const unique = (keys: readonly string[]) => [...new Set(keys.filter((key) => key !== ''))]

function birthDateKeys(digits: string, starts: readonly string[], sounds: readonly string[]): string[] {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)]
  const eitherWay = month < day ? month + day : day + month
  return [
    `d:${year}${eitherWay}`,
    ...starts.map((start) => `d:${year}${eitherWay}:${start}`),
    ...sounds.flatMap((sound) => [`ym:${year}${month}:${sound}`, `yd:${year}${day}:${sound}`, `md:${month}${day}:${sound}`])
  ]
}

function estimatedKeys(digits: string, sounds: readonly string[]): string[] {
  return [`y:${digits.slice(0, 4)}:${[...sounds].sort().join(' ')}`]
}

function nameKeys({ first, family }: NormalName): string[] {
  if (!first || !family) return []
  return [`n:${[fullFormOf(first), family].sort().join(' ')}`, soundKey(soundOf(first), soundOf(family))]
}

function soundKey(one: string, other: string): string {
  return `s:${[one, other].sort().join(' ')}`
}

/**
 * The keys of everyone whose name differs by a slip in the given or the family name: a consonant wrong, too many, missing, or before another.
 * They are for a search by name alone, which has nothing else to meet by; empty where one of the two names is missing.
 */
export function slipKeys({ names: [name] }: ComparableIdentity): string[] {
  if (!name?.first || !name.family) return []
  const [given, family] = [soundOf(name.first), soundOf(name.family)]
  return unique([...slipsOf(given).map((slip) => soundKey(slip, family)), ...slipsOf(family).map((slip) => soundKey(given, slip))])
}

const soundLetters = [...'abdfghjklmnprstvx']

// The keys grow with the length of a name, and so does the work of looking under them.
const longestSound = 20

function slipsOf(sound: string): string[] {
  if (sound.length > longestSound) return []
  const letters = [...sound]
  const within = letters.flatMap((letter, at) => [
    letters.toSpliced(at, 1),
    letters.toSpliced(at, 2, letters[at + 1] ?? '', letter),
    ...soundLetters.map((other) => letters.toSpliced(at, 1, other))
  ])
  const between = [...letters, ''].flatMap((_, at) => soundLetters.map((other) => letters.toSpliced(at, 0, other)))
  return [...within, ...between].map((slip) => slip.join(''))
}
