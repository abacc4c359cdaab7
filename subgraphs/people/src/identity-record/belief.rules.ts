import type { Address } from './address.rules.ts'
import type { EthnicityCodeList } from './ethnicity.rules.ts'
import { keyOfIdentifier, type IdentifierFact } from './identifier.rules.ts'

export type Name = { given: string; family: string }

/** What a service believes about who is in front of it: one version of an identity record. */
export type Belief = {
  givenName: string
  familyName: string
  aliases: Name[]
  birthDate: string
  birthDateIsEstimated: boolean
  otherBirthDates: string[]
  sex: 'MALE' | 'FEMALE' | 'NOT_KNOWN' | 'NOT_SPECIFIED'
  genderIdentity: 'FEMALE' | 'MALE' | 'NON_BINARY' | 'SELF_DESCRIBED' | 'NOT_STATED' | 'NOT_KNOWN' | null
  ethnicityCodeList: EthnicityCodeList | null
  ethnicityCode: string | null
  identifiers: IdentifierFact[]
  addresses: Address[]
}

type List = 'aliases' | 'otherBirthDates' | 'identifiers' | 'addresses'

/** A belief as it is told: a list that is null, like any other field that is null, is not spoken of. */
export type GivenBelief = Omit<Belief, List> & { [Field in List]: Belief[Field] | null }

/** How a telling bears on what stood: a person says the whole, a source system only ever adds and corrects. */
export type Telling = 'whole' | 'additions'

/** What is believed after a telling: what was not spoken of stays. */
export function nextBelief(standing: Belief, given: GivenBelief, telling: Telling): Belief {
  return {
    ...given,
    genderIdentity: given.genderIdentity ?? standing.genderIdentity,
    ethnicityCodeList: given.ethnicityCode === null ? standing.ethnicityCodeList : given.ethnicityCodeList,
    ethnicityCode: given.ethnicityCode ?? standing.ethnicityCode,
    aliases: nextList(keyOfName, telling, [standing.aliases, given.aliases]),
    otherBirthDates: nextList((date) => date, telling, [standing.otherBirthDates, given.otherBirthDates]),
    identifiers: nextList(keyOfIdentifier, telling, [standing.identifiers, given.identifiers]).map((identifier) =>
      stillVerified(identifier, standing, telling)
    ),
    addresses: nextList(keyOfAddress, telling, [standing.addresses, given.addresses])
  }
}

/** The first belief of a record. */
export function firstBelief(given: GivenBelief): Belief {
  return {
    ...given,
    aliases: given.aliases ?? [],
    otherBirthDates: given.otherBirthDates ?? [],
    identifiers: given.identifiers ?? [],
    addresses: given.addresses ?? []
  }
}

/** True when both say the same, field by field. */
export function isSameBelief(one: Belief, other: Belief): boolean {
  return (Object.keys(one) as (keyof Belief)[]).every((field) => isSame(one[field], other[field]))
}

/** True when two fields say the same, in whatever order the database gives an item's keys back. */
export function isSame(one: Belief[keyof Belief], other: Belief[keyof Belief]): boolean {
  return JSON.stringify(one, itemKeys) === JSON.stringify(other, itemKeys)
}

const itemKeys = ['given', 'family', 'type', 'value', 'source', 'isVerified', 'isWellFormed', 'kind', 'lines', 'town', 'postcode', 'from', 'until']

/** Additions come first, as the newest; of two with one key the given one holds. */
function nextList<Item>(keyOf: (item: Item) => string, telling: Telling, [standing, given]: [Item[], Item[] | null]): Item[] {
  if (given === null) return standing
  if (telling === 'whole') return given
  const said = new Map(given.map((item) => [keyOf(item), item]))
  const known = new Set(standing.map(keyOf))
  return [...given.filter((item) => !known.has(keyOf(item))), ...standing.map((item) => said.get(keyOf(item)) ?? item)]
}

/** A source that repeats a number without having it traced does not undo that it was verified. */
function stillVerified(identifier: IdentifierFact, standing: Belief, telling: Telling): IdentifierFact {
  const before = standing.identifiers.find((item) => keyOfIdentifier(item) === keyOfIdentifier(identifier))
  return telling === 'additions' && before?.isVerified ? { ...identifier, isVerified: true } : identifier
}

/** What tells one name of a person from another: case does not. */
export function keyOfName({ given, family }: Name): string {
  return `${given} ${family}`.toLowerCase()
}

/** What tells one place from another. */
export function keyOfAddress({ kind, lines, postcode }: Address): string {
  return [kind, lines, postcode].join('\n').toLowerCase()
}
