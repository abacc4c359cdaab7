import { londonDate } from '@throughcare/kit/clock'
import { withRole, type Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { mustBeAt } from '@throughcare/kit/change'
import { recordIdOf } from '@throughcare/kit/ids'
import { may } from '@throughcare/kit/roles'
import type { Service } from '@throughcare/kit/principal'
import { publishAccess } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { linkNewRecords } from '../link/link-new-records.ts'
import type { IdentifierFact } from '../link/link.rules.ts'
import { checkIdentifier, type IdentifierType } from './identifier.rules.ts'
import { birthDateFault } from './person.rules.ts'
import {
  findRecord,
  findRecordsForChange,
  insertRecords,
  updateRecord,
  upsertIdentifiers,
  upsertLocations,
  type IdentityRecordRow,
  type NewIdentityRecord
} from './person.store.ts'

/** What a service believes about someone, as a caller or an importer gives it. */
export type IdentityInput = {
  sourceSystem: string
  sourceKey: string
  name: { given: string; family: string }
  birthDate: string
  birthDateIsEstimated?: boolean | null
  sex: NewIdentityRecord['sex']
  ethnicCategory?: string | null
  postcode?: string | null
  identifiers?: readonly { type: IdentifierType; value: string; isVerified?: boolean | null }[] | null
}

/** Writes down who a service believes is in front of it. Refuses an identifier or a birth date that cannot be, and a change made from an old version. */
export async function recordIdentity(
  context: Context,
  input: IdentityInput & { expectedVersion?: number | null; idempotencyKey: string }
): Promise<IdentityRecordRow> {
  may(context, 'person:write')
  return change(context, { action: 'people.record-identity', input, find: findRecord }, async (tx) => {
    const id = recordIdOf(input.sourceSystem, input.sourceKey)
    const [standing] = await findRecordsForChange(tx, [id])
    if (standing && input.expectedVersion == null)
      refuse('CONFLICT', 'This source row is already recorded. Read it, then change it with its expectedVersion.', { version: standing.version })
    if (standing) mustBeAt(standing, input.expectedVersion ?? 0)
    await recordIdentities(tx, context, [input])
    return (await findRecord(tx, id)) ?? refuse('NOT_FOUND', 'The record just written cannot be read.')
  })
}

/** The same for many at once, as importers use it: a row that stands as it was given changes nothing. Returns how many were new or changed. */
export async function recordIdentities(tx: Database, context: Context, inputs: readonly IdentityInput[]): Promise<number> {
  const { principal, clock } = context
  const service = principal.service ?? refuse('FORBIDDEN', 'Only staff of a service write down who is in front of it.')
  const candidates = inputs.map((input) =>
    toIdentity(input, { service, organisation: principal.organisation, recordedBy: principal.subject, today: londonDate(clock.now()) })
  )
  const standing = new Map(
    (
      await findRecordsForChange(
        tx,
        candidates.map(({ row }) => row.id)
      )
    ).map((row) => [row.id, row])
  )
  const added = candidates.filter(({ row }) => !standing.has(row.id))
  const changed = candidates.filter(({ row }) => differs(row, standing.get(row.id)))
  const touched = [...added, ...changed]

  await insertRecords(
    tx,
    added.map(({ row }) => row)
  )
  for (const { row } of changed) await updateRecord(tx, row)
  const origin = { organisation: principal.organisation, service, recordedBy: principal.subject, retentionClass: 'adult-mental-health' }
  await upsertIdentifiers(
    tx,
    touched.flatMap(({ row, identifiers }) => identifiers.map((identifier) => ({ ...origin, recordId: row.id, ...identifier })))
  )
  await upsertLocations(
    tx,
    touched.flatMap(({ row, postcode }) => (postcode ? [{ ...origin, recordId: row.id, postcode }] : []))
  )
  await withRole(tx, 'system-linker', async () => {
    const persons = await linkNewRecords(
      tx,
      context,
      added.map(({ row, identifiers }) => ({ recordId: row.id, familyName: row.familyName, birthDate: row.birthDate, identifiers }))
    )
    await publishAccess(tx, context, persons)
  })
  await record(
    tx,
    context,
    ...touched.map(({ row }) => ({
      type: 'people.identity-recorded' as const,
      subjectId: row.id,
      subjectVersion: (standing.get(row.id)?.version ?? 0) + 1,
      recordId: row.id,
      payload: { recordId: row.id, service }
    }))
  )
  return touched.length
}

type Origin = { service: Service; organisation: string; recordedBy: string; today: string }

function toIdentity(input: IdentityInput, { service, organisation, recordedBy, today }: Origin) {
  const given = input.name.given.trim()
  const family = input.name.family.trim()
  if (!given || !family) refuse('BAD_USER_INPUT', 'Both a given and a family name are needed. Where one is not known, write "Unknown".', { field: 'name' })
  const fault = birthDateFault(input.birthDate, today)
  if (fault) refuse('BAD_USER_INPUT', fault, { field: 'birthDate' })
  const row: NewIdentityRecord = {
    id: recordIdOf(input.sourceSystem, input.sourceKey),
    organisation,
    service,
    recordedBy,
    retentionClass: 'adult-mental-health',
    sourceSystem: input.sourceSystem,
    sourceKey: input.sourceKey,
    givenName: given,
    familyName: family,
    birthDate: input.birthDate,
    birthDateIsEstimated: input.birthDateIsEstimated ?? false,
    sex: input.sex,
    ethnicCategory: input.ethnicCategory ?? null
  }
  return { row: { ...row, id: row.id }, identifiers: toIdentifiers(input, Number(today.slice(0, 4))), postcode: input.postcode?.trim().toUpperCase() || null }
}

function toIdentifiers(input: IdentityInput, year: number): IdentifierFact[] {
  const identifiers = (input.identifiers ?? []).map(({ type, value, isVerified }) => {
    const checked = checkIdentifier(type, value, year)
    if ('fault' in checked) return refuse('BAD_USER_INPUT', checked.fault, { field: `identifiers.${type}` })
    return { type, value: checked.value, isVerified: isVerified ?? false }
  })
  return [...new Map(identifiers.map((identifier) => [`${identifier.type} ${identifier.value}`, identifier])).values()]
}

const comparedFields = ['givenName', 'familyName', 'birthDate', 'birthDateIsEstimated', 'sex', 'ethnicCategory'] as const

function differs(row: NewIdentityRecord, standing: IdentityRow | undefined): boolean {
  return standing !== undefined && comparedFields.some((field) => row[field] !== standing[field])
}

type IdentityRow = Awaited<ReturnType<typeof findRecordsForChange>>[number]
