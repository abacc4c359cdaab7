import { isoInstant } from '@throughcare/kit/clock'
import { withRole } from '@throughcare/kit/db'
import { sourceIdOf } from '@throughcare/kit/ids'
import type { Importer, Taken } from '@throughcare/kit/import'
import {
  findCode,
  findDay,
  findInstant,
  findItems,
  findText,
  inColumn,
  readCode,
  readDay,
  readText,
  readYes,
  refuseColumn
} from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import { publishAccess, toNewcomer } from '../access/publish-access.ts'
import { record } from '../change.ts'
import { findStandingConsents, insertConsents, type NewConsent } from '../consent/consent.store.ts'
import { consentEvent, toConsent } from '../consent/record-consent.ts'
import type { Context } from '../context.ts'
import { linkAwaiting, linkLater } from '../link/link-later.ts'
import { findPersonsOf } from '../link/link.store.ts'
import { writeFlags, type ToldFlag } from '../restriction/write-flags.ts'
import { toIdentity, type Identity, type IdentityInput } from './to-identity.ts'
import { ethnicityCodes } from './ethnicity.rules.ts'
import { findStanding, whoseAccess, writeIdentities } from './write-identities.ts'

// Who one service believes is in front of it, and what they decided about sharing: one row a record. See record-identity.ts, record-consent.ts.

type PersonRow = { id: string; identity: Identity; consents: (NewConsent & { id: string })[]; places: ToldFlag[] }

const sexes = { M: 'MALE', F: 'FEMALE', N: 'NOT_KNOWN', NS: 'NOT_SPECIFIED' } as const
const genderIdentities = ['FEMALE', 'MALE', 'NON_BINARY', 'SELF_DESCRIBED', 'NOT_STATED', 'NOT_KNOWN'] as const
const addressKinds = ['HOME', 'NO_FIXED_ABODE', 'PRISON', 'HOSTEL'] as const
const capacities = ['HAD_CAPACITY', 'LACKED_CAPACITY_BEST_INTERESTS', 'COMPETENT_CHILD', 'PARENTAL_RESPONSIBILITY'] as const
const decisions = ['GIVEN', 'REFUSED', 'WITHDRAWN', 'OBJECTED'] as const
const purposes = { consent_sister_service: 'SHARE_SISTER_SERVICE', consent_onward_service: 'SHARE_ONWARD_SERVICE' } as const
const ethnicityColumns = { ethnic_category: 'NHS_2001', cjs_ethnicity: 'CJS_16_PLUS_1' } as const
const identifierColumns = {
  nhs_number: 'NHS_NUMBER',
  prison_number: 'PRISON_NUMBER',
  pnc: 'PNC',
  cro: 'CRO',
  crn: 'CRN',
  national_insurance_number: 'NATIONAL_INSURANCE_NUMBER'
} as const

const columns: Column[] = [
  { name: 'source_system', about: 'the system the row comes from, such as "custody-lancashire"', isRequired: true },
  { name: 'source_key', about: "that system's own key of the person; with source_system it names the identity record", isRequired: true },
  { name: 'given_name', about: 'given name, or "Unknown"', isRequired: true },
  { name: 'family_name', about: 'family name, or "Unknown"', isRequired: true },
  { name: 'aliases', items: 'given/family', about: 'other names, each given/family, separated by ";"' },
  { name: 'birth_date', about: 'YYYY-MM-DD', isRequired: true },
  { name: 'birth_date_estimated', about: 'Y where the date is estimated' },
  { name: 'other_birth_dates', about: 'other dates the person has given, separated by ";"' },
  { name: 'sex', about: 'M, F, N (not known) or NS (not specified)', isRequired: true },
  { name: 'gender_identity', about: genderIdentities.join(', ') },
  { name: 'ethnic_category', about: `NHS 2001 code: ${ethnicityCodes('NHS_2001').join(' ')} (Z not stated, 99 not known); empty: not recorded` },
  { name: 'cjs_ethnicity', about: `or, instead, the criminal justice code: ${ethnicityCodes('CJS_16_PLUS_1').join(' ')}` },
  { name: 'address_lines', about: 'house and street of where the person lives or stays' },
  { name: 'town', about: 'its town' },
  { name: 'postcode', about: 'its postcode, or the first half' },
  { name: 'address_kind', about: `${addressKinds.join(', ')}; empty: as the postcode says` },
  { name: 'location_sensitive', about: 'Y where nobody outside the team may know where the person is; N where somebody asked and nobody needs to fear' },
  { name: 'nhs_number', about: 'ten digits' },
  { name: 'nhs_number_verified', about: 'Y where the number was traced and verified' },
  { name: 'prison_number', about: 'such as A1234BC' },
  { name: 'pnc', about: 'PNC id, such as 2002/0073319Z' },
  { name: 'cro', about: 'CRO number, such as 065656/91H' },
  { name: 'crn', about: "probation's case reference number, such as X123456" },
  { name: 'national_insurance_number', about: 'two letters, six digits, a letter' },
  { name: 'keep_malformed', about: 'Y to keep numbers that break their published shape, as text that links nobody; otherwise such a row is rejected' },
  { name: 'consent_sister_service', about: `what the person decided on sharing with the sister service: ${decisions.join(', ')}` },
  { name: 'consent_sister_service_on', about: 'when: YYYY-MM-DD, or a time with its offset' },
  { name: 'consent_onward_service', about: 'the same on sharing with services they are referred to' },
  { name: 'consent_onward_service_on', about: 'when' },
  { name: 'consent_capacity', about: `in what capacity the person decided: ${capacities.join(', ')}; under 16 needed, from 16 presumed` }
]

/** Takes in people as one service records them: first every row, each a person of its own; then they are linked. */
export const identityRecordImporter: Importer<Context, PersonRow> = {
  columns,
  chunksAtOnce: 2,
  afterwards: { name: 'linked', run: linkAwaiting },
  columnOf: {
    name: 'family_name',
    birthDate: 'birth_date',
    otherBirthDates: 'other_birth_dates',
    'addresses.postcode': 'postcode',
    ...Object.fromEntries(Object.entries(identifierColumns).map(([column, type]) => [`identifiers.${type}`, column]))
  },
  readRow,
  importRows
}

function readRow(fields: Fields, context: Pick<Context, 'principal' | 'clock'>): PersonRow {
  const identity = toIdentity(
    {
      sourceSystem: readText(fields, 'source_system', 100),
      sourceKey: readText(fields, 'source_key', 100),
      name: { given: readText(fields, 'given_name'), family: readText(fields, 'family_name') },
      aliases: readAliases(fields),
      birthDate: readDay(fields, 'birth_date'),
      birthDateIsEstimated: readYes(fields, 'birth_date_estimated'),
      otherBirthDates: partsOf(fields, 'other_birth_dates')?.map((day) => readDay({ other_birth_dates: day }, 'other_birth_dates')) ?? null,
      sex: sexes[readCode(fields, 'sex', ['M', 'F', 'N', 'NS'])],
      genderIdentity: findCode(fields, 'gender_identity', genderIdentities),
      ethnicity: readEthnicity(fields),
      addresses: readAddress(fields),
      identifiers: readIdentifiers(fields)
    },
    context
  )
  const { id } = identity.origin
  const isSensitive = findCode(fields, 'location_sensitive', ['Y', 'N'])
  const places: ToldFlag[] = isSensitive ? [{ recordId: id, state: isSensitive === 'Y' ? 'SENSITIVE' : 'CLEAR' }] : []
  return { id, identity, consents: readConsents(fields, identity, context), places }
}

function readAliases(fields: Fields): IdentityInput['aliases'] {
  return (
    partsOf(fields, 'aliases')?.map((part) => {
      const [given, family, ...more] = part.split('/').map((name) => name.trim())
      return given && family && more.length === 0
        ? { given, family }
        : refuseColumn('aliases', 'An alias is written given/family, and aliases are separated by ";".')
    }) ?? null
  )
}

function readEthnicity(fields: Fields): IdentityInput['ethnicity'] {
  const given = (['ethnic_category', 'cjs_ethnicity'] as const).flatMap((column) => {
    const code = findCode(fields, column, ethnicityCodes(ethnicityColumns[column]))
    return code ? [{ codeList: ethnicityColumns[column], code }] : []
  })
  return given.length > 1 ? refuseColumn('cjs_ethnicity', 'Give ethnicity in one code list, not in both.') : given[0]
}

function readAddress(fields: Fields): IdentityInput['addresses'] {
  const [lines, town, postcode] = [findText(fields, 'address_lines'), findText(fields, 'town', 100), findText(fields, 'postcode', 10)]
  const kind = findCode(fields, 'address_kind', addressKinds)
  return lines || town || postcode || kind ? [{ kind, lines, town, postcode }] : null
}

function readIdentifiers(fields: Fields): IdentityInput['identifiers'] {
  const keepIfMalformed = readYes(fields, 'keep_malformed')
  const given = (Object.keys(identifierColumns) as (keyof typeof identifierColumns)[]).flatMap((column) => {
    const value = findText(fields, column)
    const isVerified = column === 'nhs_number' && readYes(fields, 'nhs_number_verified')
    return value ? [{ type: identifierColumns[column], value, source: fields.source_system ?? null, isVerified, keepIfMalformed }] : []
  })
  return given.length > 0 ? given : null
}

function partsOf(fields: Fields, column: string): string[] | null {
  const parts = findItems(fields, column)
  return parts.length > 0 ? parts : null
}

function readConsents(fields: Fields, { origin: { id: recordId }, belief }: Identity, context: Pick<Context, 'principal' | 'clock'>): PersonRow['consents'] {
  const birthDate = belief.birthDate
  const capacity = findCode(fields, 'consent_capacity', capacities)
  return (['consent_sister_service', 'consent_onward_service'] as const).flatMap((column) => {
    const decision = findCode(fields, column, decisions)
    const on = `${column}_on`
    if (!decision) return fields[on] ? refuseColumn(column, `${on} says when, but ${column} does not say what was decided.`) : []
    const decidedAt = readMoment(fields, on) ?? refuseColumn(on, `${on} is empty. Say when the person decided.`)
    const id = sourceIdOf('consent', recordId, `${column} ${decision} ${isoInstant(decidedAt)}`)
    const input = { identityRecordId: recordId, birthDate, purpose: purposes[column], decision, decidedAt, capacity }
    return [inColumn(on, () => toConsent(id, input, context))]
  })
}

function readMoment(fields: Fields, column: string): Date | null {
  if (fields[column]?.includes('T')) return findInstant(fields, column)
  const day = findDay(fields, column)
  return day === null ? null : new Date(`${day}T00:00:00Z`)
}

async function importRows(context: Context, rows: readonly PersonRow[]): Promise<Taken> {
  const tx = context.db
  const given = rows.map((row) => row.identity)
  const standing = await findStanding(
    tx,
    given.map(({ origin }) => origin.id)
  )
  const identities = await writeIdentities(tx, context, { given, standing, telling: 'additions' })
  const ofLinks = whoseAccess(identities, await withRole(tx, 'system-linker', () => linkLater(tx, context, identities.subjects)))
  const consents = await findNewConsents(tx, rows, identities.added)
  const flags = await writeFlags(
    context,
    rows.flatMap((row) => row.places)
  )
  const byRecord = Map.groupBy(consents, (row) => row.recordId)
  const flagsOf = Map.groupBy(flags, (row) => row.recordId)
  const newcomers = new Map(
    ofLinks.newcomers.map((row) => [row.id, { ...toNewcomer(row, (byRecord.get(row.id) ?? []).map(toFact)), flags: flagsOf.get(row.id) ?? [] }])
  )
  const ofOthers = [...consents, ...flags].filter((row) => !newcomers.has(row.recordId))
  await insertConsents(tx, consents)
  await withRole(tx, 'system-linker', async () =>
    publishAccess(tx, context, { persons: [...ofLinks.persons, ...newcomers.values(), ...(await personsOf(tx, ofOthers))] })
  )
  await record(tx, context, ...identities.events, ...consents.map(consentEvent))

  const decidedAnew = new Set([...consents, ...flags].map((row) => row.recordId))
  const changed = rows.filter(({ id }) => !identities.added.has(id) && (identities.changed.has(id) || decidedAnew.has(id)))
  return { added: identities.added.size, changed: changed.length }
}

/** The decisions that are not written down yet; of a record that is new, none is. */
async function findNewConsents(tx: Context['db'], rows: readonly PersonRow[], added: ReadonlySet<string>): Promise<PersonRow['consents']> {
  const ofStanding = rows.flatMap((row) => (added.has(row.id) ? [] : row.consents))
  const standing = await findStandingConsents(
    tx,
    ofStanding.map((row) => row.id)
  )
  return rows.flatMap((row) => row.consents).filter((row) => !standing.has(row.id))
}

async function personsOf(tx: Context['db'], decided: readonly { recordId: string }[]): Promise<Iterable<string>> {
  const recordIds = decided.map((row) => row.recordId)
  return recordIds.length > 0 ? (await findPersonsOf(tx, recordIds)).values() : []
}

function toFact({ purpose, decision, decidedAt, until = null }: NewConsent) {
  return { purpose, decision, decidedAt, until }
}
