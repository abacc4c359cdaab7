import type { Address } from '../identity-record/address.rules.ts'
import { keyOfAddress, keyOfName } from '../identity-record/belief.rules.ts'
import { keyOfIdentifier } from '../identity-record/identifier.rules.ts'
import type { IdentityRecordRow } from '../identity-record/identity-record.store.ts'

/** A person as the caller may see them: at least one readable record, the newest first. */
export type PersonView = {
  id: string
  /** Every record of the person, readable or not; it travels between rooms and is never shown. */
  recordIds: string[]
  records: [IdentityRecordRow, ...IdentityRecordRow[]]
  releasedRecordIds: string[]
}

/** Why one record's value is believed rather than another's, strongest first. */
export type Because = 'ALL_AGREE' | 'VERIFIED_NHS_NUMBER' | 'NOT_ESTIMATED' | 'MOST_RECORDS' | 'NEWEST'

/** The record whose value of a field is believed, why, and how many readable records say otherwise. */
export type Best = { record: IdentityRecordRow; because: Because; differing: number }

export type PersonField = keyof typeof valueOf

// What a record says of a field, or null where it says nothing: a value that is not known is no value.
const valueOf = {
  name: ({ givenName, familyName }: IdentityRecordRow) => (isKnown(givenName) || isKnown(familyName) ? `${givenName} ${familyName}`.toLowerCase() : null),
  birthDate: ({ birthDate }: IdentityRecordRow) => birthDate,
  sex: ({ sex }: IdentityRecordRow) => (sex === 'NOT_KNOWN' || sex === 'NOT_SPECIFIED' ? null : sex),
  genderIdentity: ({ genderIdentity }: IdentityRecordRow) => (genderIdentity === 'NOT_KNOWN' || genderIdentity === 'NOT_STATED' ? null : genderIdentity),
  ethnicity: ({ ethnicityCodeList, ethnicityCode }: IdentityRecordRow) =>
    ethnicityCode === null || ['Z', '99', 'NS'].includes(ethnicityCode) ? null : `${ethnicityCodeList} ${ethnicityCode}`
} as const satisfies Record<string, (record: IdentityRecordRow) => string | null>

function isKnown(name: string): boolean {
  return name.toLowerCase() !== 'unknown'
}

/**
 * The best value of a field and where it comes from: from a record whose NHS number was verified before any other, a date that was told
 * before an estimate, then what most records say, then the newest. Latest-wins alone loses a better verified value (HMPPS, Core Person
 * Record). Null where no record says anything.
 */
export function bestOf(records: readonly IdentityRecordRow[], field: PersonField): Best | null {
  const byValue = Map.groupBy(records, valueOf[field])
  const groups = [...byValue].flatMap(([value, group]) => (value === null ? [] : [toGroup(group, field)]))
  const [winner, second] = groups.toSorted((one, other) => comparisons.map(([, compare]) => compare(one, other)).find((result) => result !== 0) ?? 0)
  if (!winner) return null
  const decided = second && comparisons.find(([, compare]) => compare(winner, second) !== 0)
  return { record: winner.best, because: decided?.[0] ?? 'ALL_AGREE', differing: groups.reduce((sum, group) => sum + group.count, 0) - winner.count }
}

type Group = { best: IdentityRecordRow; isVerified: boolean; isTold: boolean; count: number }

function toGroup(records: IdentityRecordRow[], field: PersonField): Group {
  const [best] = records.toSorted((one, other) => Number(hasVerifiedNhsNumber(other)) - Number(hasVerifiedNhsNumber(one)) || byAge(one, other))
  if (!best) throw new Error('A group without a record.')
  return {
    best,
    isVerified: records.some(hasVerifiedNhsNumber),
    isTold: field !== 'birthDate' || records.some((record) => !record.birthDateIsEstimated),
    count: records.length
  }
}

const comparisons: [Because, (one: Group, other: Group) => number][] = [
  ['VERIFIED_NHS_NUMBER', (one, other) => Number(other.isVerified) - Number(one.isVerified)],
  ['NOT_ESTIMATED', (one, other) => Number(other.isTold) - Number(one.isTold)],
  ['MOST_RECORDS', (one, other) => other.count - one.count],
  ['NEWEST', (one, other) => byAge(one.best, other.best)]
]

function hasVerifiedNhsNumber({ identifiers }: IdentityRecordRow): boolean {
  return identifiers.some(({ type, isVerified }) => type === 'NHS_NUMBER' && isVerified)
}

/** Newest first, then by id, so that the order is stable. */
export function byAge(one: IdentityRecordRow, other: IdentityRecordRow): number {
  return other.recordedAt.getTime() - one.recordedAt.getTime() || one.id.localeCompare(other.id)
}

/** Names other than the one believed, each once: aliases, and what other records call the person. */
export function otherNamesOf({ records }: Pick<PersonView, 'records'>): { given: string; family: string }[] {
  const best = bestOf(records, 'name')?.record ?? records[0]
  const all = records.flatMap(({ givenName, familyName, aliases }) => [{ given: givenName, family: familyName }, ...aliases])
  const byKey = new Map(all.map((name) => [keyOfName(name), name]))
  byKey.delete(keyOfName({ given: best.givenName, family: best.familyName }))
  return [...byKey.values()]
}

/** The numbers of all records, each once; where records disagree whether one was verified, it was. */
export function identifiersOf({ records }: Pick<PersonView, 'records'>): IdentityRecordRow['identifiers'] {
  const byKey = new Map<string, IdentityRecordRow['identifiers'][number]>()
  for (const identifier of records.flatMap((record) => record.identifiers)) {
    const key = keyOfIdentifier(identifier)
    const known = byKey.get(key)
    byKey.set(key, known?.isVerified ? known : identifier)
  }
  return [...byKey.values()]
}

/** A place of a person: as the newest record that names it says, and on how many records it stands. */
export type PlaceOfPerson = { address: Address; record: IdentityRecordRow; records: number }

/** The places of a person by all given records, each once: what holds today before what is past, then since when, then the newest record. */
export function addressesOf(given: readonly { record: IdentityRecordRow; addresses: readonly Address[] }[], today: string): PlaceOfPerson[] {
  const all = given.flatMap(({ record, addresses }) => addresses.map((address) => ({ record, address })))
  const places = [...Map.groupBy(all, ({ address }) => keyOfAddress(address)).values()].flatMap((told) => {
    const [newest] = told.toSorted((one, other) => byAge(one.record, other.record))
    return newest ? [{ ...newest, records: new Set(told.map(({ record }) => record.id)).size }] : []
  })
  const isPast = ({ address }: PlaceOfPerson) => Number(address.until !== null && address.until < today)
  const since = ({ address }: PlaceOfPerson) => address.from ?? ''
  return places.toSorted((one, other) => isPast(one) - isPast(other) || since(other).localeCompare(since(one)) || byAge(one.record, other.record))
}
