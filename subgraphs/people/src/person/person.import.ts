import { withRole } from '@throughcare/kit/db'
import { sourceIdOf } from '@throughcare/kit/ids'
import type { Importer, Taken } from '@throughcare/kit/import'
import { findCode, findDay, findInstant, findText, inColumn, readCode, readDay, readText, readYes, refuseColumn } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import { publishAccess } from '../access/publish-access.ts'
import { record } from '../change.ts'
import { findStandingConsents, insertConsents, type NewConsent } from '../consent/consent.store.ts'
import { consentEvent, personsOf, toConsent } from '../consent/record-consent.ts'
import type { Context } from '../context.ts'
import { toIdentity, type Identity } from './to-identity.ts'
import { toNewcomer, writeIdentities } from './write-identities.ts'

// Who one service believes is in front of it, and what they decided about sharing: one row a record. See record-identity.ts, record-consent.ts.

type PersonRow = { id: string; identity: Identity; consents: (NewConsent & { id: string })[] }

const sexes = { M: 'MALE', F: 'FEMALE', N: 'NOT_KNOWN', NS: 'NOT_SPECIFIED' } as const
const ethnicCategories = 'A B C D E F G H J K L M N P R S Z 99'.split(' ')
const decisions = ['GIVEN', 'REFUSED', 'WITHDRAWN', 'OBJECTED'] as const
const purposes = { consent_sister_service: 'SHARE_SISTER_SERVICE', consent_onward_service: 'SHARE_ONWARD_SERVICE' } as const

const columns: Column[] = [
  { name: 'source_system', about: 'the system the row comes from, such as "custody-lancashire"', isRequired: true },
  { name: 'source_key', about: "that system's own key of the person; with source_system it names the identity record", isRequired: true },
  { name: 'given_name', about: 'given name, or "Unknown"', isRequired: true },
  { name: 'family_name', about: 'family name, or "Unknown"', isRequired: true },
  { name: 'birth_date', about: 'YYYY-MM-DD', isRequired: true },
  { name: 'birth_date_estimated', about: 'Y where the date is estimated' },
  { name: 'sex', about: 'M, F, N (not known) or NS (not specified)', isRequired: true },
  { name: 'ethnic_category', about: `NHS 2001 code: ${ethnicCategories.join(' ')} (Z not stated, 99 not known); empty: not recorded` },
  { name: 'postcode', about: 'where the person lives or stays' },
  { name: 'nhs_number', about: 'ten digits' },
  { name: 'nhs_number_verified', about: 'Y where the number was traced and verified' },
  { name: 'prison_number', about: 'such as A1234BC' },
  { name: 'pnc', about: 'PNC id, such as 2002/0073319Z' },
  { name: 'consent_sister_service', about: `what the person decided on sharing with the sister service: ${decisions.join(', ')}` },
  { name: 'consent_sister_service_on', about: 'when: YYYY-MM-DD, or a time with its offset' },
  { name: 'consent_onward_service', about: 'the same on sharing with services they are referred to' },
  { name: 'consent_onward_service_on', about: 'when' }
]

/** Takes in people as one service records them. */
export const personImporter: Importer<Context, PersonRow> = {
  columns,
  chunksAtOnce: 2,
  columnOf: {
    name: 'family_name',
    birthDate: 'birth_date',
    'identifiers.NHS_NUMBER': 'nhs_number',
    'identifiers.PRISON_NUMBER': 'prison_number',
    'identifiers.PNC': 'pnc'
  },
  readRow,
  importRows
}

function readRow(fields: Fields, context: Pick<Context, 'principal' | 'clock'>): PersonRow {
  const [nhsNumber, prisonNumber, pnc] = [findText(fields, 'nhs_number'), findText(fields, 'prison_number'), findText(fields, 'pnc')]
  const identity = toIdentity(
    {
      sourceSystem: readText(fields, 'source_system', 100),
      sourceKey: readText(fields, 'source_key', 100),
      name: { given: readText(fields, 'given_name'), family: readText(fields, 'family_name') },
      birthDate: readDay(fields, 'birth_date'),
      birthDateIsEstimated: readYes(fields, 'birth_date_estimated'),
      sex: sexes[readCode(fields, 'sex', ['M', 'F', 'N', 'NS'])],
      ethnicCategory: findCode(fields, 'ethnic_category', ethnicCategories),
      postcode: findText(fields, 'postcode', 10),
      identifiers: [
        ...(nhsNumber ? [{ type: 'NHS_NUMBER' as const, value: nhsNumber, isVerified: readYes(fields, 'nhs_number_verified') }] : []),
        ...(prisonNumber ? [{ type: 'PRISON_NUMBER' as const, value: prisonNumber }] : []),
        ...(pnc ? [{ type: 'PNC' as const, value: pnc }] : [])
      ]
    },
    context
  )
  const { id } = identity.row
  return { id, identity, consents: readConsents(fields, id, context) }
}

function readConsents(fields: Fields, recordId: string, context: Pick<Context, 'principal' | 'clock'>): PersonRow['consents'] {
  return (['consent_sister_service', 'consent_onward_service'] as const).flatMap((column) => {
    const decision = findCode(fields, column, decisions)
    const on = `${column}_on`
    if (!decision) return fields[on] ? refuseColumn(column, `${on} says when, but ${column} does not say what was decided.`) : []
    const decidedAt = readMoment(fields, on) ?? refuseColumn(on, `${on} is empty. Say when the person decided.`)
    const id = sourceIdOf('consent', recordId, `${column} ${decision} ${decidedAt.toISOString()}`)
    return [inColumn(on, () => toConsent(id, { identityRecordId: recordId, purpose: purposes[column], decision, decidedAt }, context))]
  })
}

function readMoment(fields: Fields, column: string): Date | null {
  if (fields[column]?.includes('T')) return findInstant(fields, column)
  const day = findDay(fields, column)
  return day === null ? null : new Date(`${day}T00:00:00Z`)
}

async function importRows(context: Context, rows: readonly PersonRow[]): Promise<Taken> {
  const tx = context.db
  const identities = await writeIdentities(
    tx,
    context,
    rows.map((row) => row.identity)
  )
  const consents = await findNewConsents(tx, rows, identities.added)
  const byRecord = Map.groupBy(consents, (row) => row.recordId)
  const newcomers = new Map(identities.newcomers.map((row) => [row.id, toNewcomer(row, (byRecord.get(row.id) ?? []).map(toFact))]))
  const ofOthers = consents.filter((row) => !newcomers.has(row.recordId))
  await insertConsents(tx, consents)
  await withRole(tx, 'system-linker', async () =>
    publishAccess(tx, context, [...identities.persons, ...newcomers.values(), ...(ofOthers.length > 0 ? await personsOf(tx, ofOthers) : [])])
  )
  await record(tx, context, ...identities.events, ...consents.map(consentEvent))

  const decidedAnew = new Set(consents.map((row) => row.recordId))
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

function toFact({ purpose, decision, decidedAt, until = null }: NewConsent) {
  return { purpose, decision, decidedAt, until }
}
