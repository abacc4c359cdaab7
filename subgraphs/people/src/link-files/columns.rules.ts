import type { GivenIdentity } from '../link/identity.rules.ts'
import { checkIdentifier, type IdentifierType } from '../identity-record/identifier.rules.ts'

/** What a column of a file can mean, for `--help`. A list of columns gives several values, but for an address, whose parts it gives. */
export const columnKeys = {
  id: 'the record’s own id, once in its file; must be there',
  givenName: 'given name or names',
  familyName: 'family name',
  aliasGivenName: 'given name of an alias or former name; a list for several',
  aliasFamilyName: 'family name of an alias, in the same order',
  birthDate: 'YYYY-MM-DD, YYYYMMDD or DD/MM/YYYY; a list for several',
  birthDateEstimated: 'Y where the date of birth is an estimate',
  sex: 'M or F, male or female, 1 or 2; anything else is not known',
  postcode: 'postcode; NFA or ZZ99 3VZ for no fixed abode; a list for several',
  postcodeKind: 'PRISON, HOSTEL or NFA where the postcode is one of those',
  address: 'address; a list for its parts, such as number and street',
  town: 'town or suburb',
  email: 'email address',
  phone: 'phone number',
  nhsNumber: 'NHS number',
  nhsNumberVerified: 'Y where the NHS number was traced and verified; two different ones are two people',
  prisonNumber: 'prison (NOMIS) number',
  pnc: 'PNC id',
  cro: 'CRO number',
  otherId: 'any other number of the person’s own, such as a national id'
}

export type ColumnKey = keyof typeof columnKeys

/** Which columns of a file hold what; read from JSON. */
export type ColumnMap = Partial<Record<ColumnKey, readonly string[]>> & { id: readonly string[] }

/** Reads a column map, or says what is wrong with it, naming the key. */
export function readColumnMap(json: string): ColumnMap | { fault: string } {
  let given: unknown
  try {
    given = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch {
    return { fault: 'is not JSON. Write an object such as {"id": "record_id", "givenName": "first_name"}.' }
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { fault: 'must be one object, such as {"id": "record_id"}.' }
  const entries = Object.entries(given)
  const unknown = entries.find(([key]) => !Object.hasOwn(columnKeys, key))
  if (unknown) return { fault: `has the key "${unknown[0]}", which means nothing here. Keys are: ${Object.keys(columnKeys).join(', ')}.` }
  const wrong = entries.find(([, value]) => !isColumnName(value) && !(Array.isArray(value) && value.length > 0 && value.every(isColumnName)))
  if (wrong) return { fault: `gives no column for the key "${wrong[0]}". Write the column's name, or a list of names.` }
  if (!entries.some(([key]) => key === 'id')) return { fault: 'lacks the key "id". Name the column that holds the id of each record.' }
  if (Array.isArray((given as { id: unknown }).id)) return { fault: 'gives a list for the key "id". Name the one column that holds the id of each record.' }
  const map: Partial<Record<ColumnKey, readonly string[]>> = Object.fromEntries(entries.map(([key, value]): [string, string[]] => [key, [value].flat()]))
  return { ...map, id: map.id ?? [] }
}

function isColumnName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

const yes = /^(y|yes|true|1|verified)$/i

/** What a row says of someone. `year`: this year, to read two-digit years by. */
export function toGivenIdentity(map: ColumnMap, row: Readonly<Record<string, string>>, year: number): GivenIdentity {
  const all = (key: ColumnKey) => (map[key] ?? []).map((column) => row[column]?.trim() ?? '')
  const first = (key: ColumnKey) => all(key)[0] ?? ''
  const some = (key: ColumnKey) => all(key).filter((value) => value !== '')
  const [aliasGiven, aliasFamily] = [all('aliasGivenName'), all('aliasFamilyName')]
  const aliases = Array.from({ length: Math.max(aliasGiven.length, aliasFamily.length) }, (_, at) => ({ given: aliasGiven[at], family: aliasFamily[at] }))
  const isEstimated = yes.test(first('birthDateEstimated'))
  const number = (key: ColumnKey, type: IdentifierType) => some(key).flatMap((value) => identifierOf(type, value, year))
  return {
    id: first('id'),
    names: [{ given: all('givenName').join(' '), family: all('familyName').join(' ') }, ...aliases],
    birthDates: some('birthDate').map((date) => ({ date, isEstimated })),
    sex: sexOf(first('sex')),
    postcodes: some('postcode').map((value) => ({ value, kind: kindOf(first('postcodeKind')) })),
    addresses: [some('address').join(' ')],
    towns: some('town'),
    emails: some('email'),
    phones: some('phone'),
    identifiers: [
      ...number('nhsNumber', 'NHS_NUMBER').map((item) => ({ ...item, isVerified: yes.test(first('nhsNumberVerified')) })),
      ...number('prisonNumber', 'PRISON_NUMBER'),
      ...number('pnc', 'PNC'),
      ...number('cro', 'CRO'),
      ...some('otherId').map((value) => ({ type: 'OTHER', value }))
    ]
  }
}

// A number that breaks its published shape proves nothing.
function identifierOf(type: IdentifierType, value: string, year: number): { type: string; value: string }[] {
  const checked = checkIdentifier(type, value, year)
  return 'fault' in checked ? [] : [{ type, value: checked.value }]
}

function sexOf(text: string): GivenIdentity['sex'] {
  if (/^(m|male|1)$/i.test(text)) return 'MALE'
  return /^(f|female|2)$/i.test(text) ? 'FEMALE' : null
}

function kindOf(text: string) {
  if (/^prison$/i.test(text)) return 'PRISON'
  if (/^hostel$/i.test(text)) return 'HOSTEL'
  return /^(nfa|no[ _]fixed[ _]abode)$/i.test(text) ? 'NO_FIXED_ABODE' : 'ORDINARY'
}
