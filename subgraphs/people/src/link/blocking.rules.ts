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
  return [`n:${[fullFormOf(first), family].sort().join(' ')}`, `s:${[soundOf(first), soundOf(family)].sort().join(' ')}`]
}
