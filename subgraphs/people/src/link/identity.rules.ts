import { normaliseName, wordsOf, type NormalName } from './names.rules.ts'

/** What is said of a place. A prison's or a hostel's postcode is shared by many, and "no fixed abode" by all who have none. */
export type PlaceKind = 'ORDINARY' | 'NO_FIXED_ABODE' | 'HOSTEL' | 'PRISON'

/** What a record says of someone, as the room or a file has it. Whatever is left out is missing, and missing is no evidence. */
export type GivenIdentity = {
  id: string
  /** The name first, then aliases and former names. */
  names: readonly { given?: string | null; family?: string | null }[]
  /** YYYY-MM-DD, YYYYMMDD or DD/MM/YYYY; the one believed first. */
  birthDates?: readonly { date: string; isEstimated?: boolean }[]
  sex?: 'MALE' | 'FEMALE' | null
  postcodes?: readonly { value: string; kind?: PlaceKind }[]
  /** An address in one text: number, street, locality. */
  addresses?: readonly string[]
  towns?: readonly string[]
  emails?: readonly string[]
  phones?: readonly string[]
  /** In canonical form. A type that the model does not name is compared as any other number would be. */
  identifiers?: readonly { type: string; value: string; isVerified?: boolean }[]
}

/** A date of birth as it is compared: YYYYMMDD. */
export type ComparableDate = { digits: string; isEstimated: boolean }

export type ComparableIdentifier = { type: string; value: string; isVerified: boolean }

/** A record in the form in which it is compared and blocked; made once, so that comparing is cheap. */
export type ComparableIdentity = {
  id: string
  names: readonly NormalName[]
  birthDates: readonly ComparableDate[]
  sex: 'MALE' | 'FEMALE' | null
  postcodes: readonly { value: string; kind: PlaceKind }[]
  addresses: readonly { text: string; words: readonly string[] }[]
  towns: readonly string[]
  emails: readonly { whole: string; user: string }[]
  phones: readonly string[]
  identifiers: readonly ComparableIdentifier[]
}

/** Puts a record in the form in which it is compared. */
export function normaliseIdentity(given: GivenIdentity): ComparableIdentity {
  return {
    id: given.id,
    names: distinct(
      given.names.flatMap((name) => normaliseName(name) ?? []),
      (name) => `${name.given} ${name.family}`
    ),
    birthDates: distinct(
      (given.birthDates ?? []).flatMap(({ date, isEstimated }) => toDate(date, isEstimated ?? false)),
      ({ digits }) => digits
    ),
    sex: given.sex ?? null,
    postcodes: distinct(
      (given.postcodes ?? []).flatMap(({ value, kind }) => toPostcode(value, kind)),
      ({ value }) => value
    ),
    addresses: distinct(
      (given.addresses ?? []).map(wordsOf).flatMap((words) => (words.length > 0 ? { text: words.join(''), words } : [])),
      ({ text }) => text
    ),
    towns: distinct((given.towns ?? []).map((town) => wordsOf(town).join('')).filter(Boolean), String),
    emails: distinct((given.emails ?? []).flatMap(toEmail), ({ whole }) => whole),
    phones: distinct(
      // Nine digits: what is left of a British number without +44 or 0, so that both ways of writing it agree.
      (given.phones ?? []).map((phone) => phone.replace(/\D/g, '').slice(-9)).filter((digits) => digits.length >= 6),
      String
    ),
    identifiers: distinct(
      (given.identifiers ?? []).flatMap(({ type, value, isVerified }) =>
        value.trim() === '' ? [] : { type, value: value.replace(/[\s-]/g, '').toUpperCase(), isVerified: isVerified ?? false }
      ),
      ({ type, value }) => `${type} ${value}`
    )
  }
}

// The first of January is what is written when only a year or an age is known, so it says no more than an estimate does.
function toDate(text: string, isEstimated: boolean): ComparableDate[] {
  const [, day, month, year] = text.trim().match(/^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/) ?? []
  const digits = year ? `${year}${month?.padStart(2, '0')}${day?.padStart(2, '0')}` : text.replace(/\D/g, '').slice(0, 8)
  if (digits.length !== 8 || /^(0{8}|19000101)$/.test(digits)) return []
  return [{ digits, isEstimated: isEstimated || digits.endsWith('0101') }]
}

// ZZ99 3VZ (no fixed abode) and its neighbours are what the NHS writes where there is no address — ODS, pseudo postcodes.
function toPostcode(text: string, kind: PlaceKind = 'ORDINARY'): { value: string; kind: PlaceKind }[] {
  const value = text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (/^(NFA|NOFIXEDABODE)$/.test(value) || value.startsWith('ZZ99')) return [{ value: 'ZZ993VZ', kind: 'NO_FIXED_ABODE' }]
  return value.length < 3 ? [] : [{ value, kind }]
}

function toEmail(text: string): { whole: string; user: string }[] {
  const whole = text.trim().toLowerCase()
  const user = whole.split('@')[0] ?? ''
  return user === '' ? [] : [{ whole, user }]
}

function distinct<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  if (values.length < 2) return [...values]
  const first = new Map<string, T>()
  for (const value of values) if (!first.has(keyOf(value))) first.set(keyOf(value), value)
  return [...first.values()]
}
