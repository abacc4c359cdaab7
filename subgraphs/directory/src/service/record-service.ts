import { randomUUID } from 'node:crypto'
import { mustBeAt } from '@throughcare/kit/change'
import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { coverageOf, type AreaOf } from '../position/coverage.rules.ts'
import { findAreas } from '../position/position.store.ts'
import { putOnMap, writeLocations } from '../location/location.store.ts'
import { findSites, writeSites } from '../location/site.store.ts'
import { toSites, type SiteInput } from '../location/to-sites.ts'
import { findNeeds } from '../need/need.store.ts'
import { indexServices } from '../search/search-index.store.ts'
import { toSchedules, type ScheduleInput } from '../opening/to-schedules.ts'
import { findOrganisations } from '../organisation/organisation.store.ts'
import { keepChanges } from '../service-change/keep-changes.ts'
import { toldPlaces } from '../service-change/service-change.rules.ts'
import { idOfPart } from './service-parts.rules.ts'
import { whyNotRecord } from './service.rules.ts'
import { findService, findServicesForChange, writeStaffContacts, type ServiceRow, type StaffContactRow } from './service.store.ts'
import { writeServices } from './write-services.ts'

const editable = [
  ...(['organisationId', 'description', 'minimumAge', 'maximumAge', 'url', 'email', 'phone', 'eligibility', 'applicationProcess', 'alert'] as const),
  ...(['convictionExclusions', 'takesNoFixedAbode', 'takesUnder18', 'takesSex', 'referralRoute', 'needsConsent', 'waitingDays', 'bankHolidays'] as const)
]

/** Left out: as it stands. Null: emptied. */
type Editable = Partial<Pick<ServiceRow, (typeof editable)[number]>>

export type ServiceInput = Pick<ServiceRow, 'name' | 'status' | 'needCodes'> &
  Editable & {
    serviceId?: string | null
    expectedVersion?: number | null
    schedules?: ScheduleInput[] | null
    serviceAreas?: string[] | null
    languages?: string[] | null
    locations?: SiteInput[] | null
    staffContact?: { name?: string | null; email?: string | null; phone?: string | null } | null
    idempotencyKey: string
  }

/** Writes an entry of the directory, new or changed. An entry of a feed that an editor changes is kept here from then on. */
export async function recordService(context: Context, input: ServiceInput): Promise<ServiceRow> {
  may(context, 'directory:write')
  return change(context, { action: 'directory.record-service', input, find: findService }, (tx) => writeService(tx, context, input))
}

/** The same inside a change of another verb, which has asked whether the caller may. */
export async function writeService(tx: Database, context: Context, input: Omit<ServiceInput, 'idempotencyKey'>): Promise<ServiceRow> {
  const standing = input.serviceId == null ? null : await findStanding(tx, input.serviceId, input.expectedVersion)
  const known = new Set((await findNeeds(tx)).map(({ code }) => code))
  const entry = { ...toEntry(context, standing, input), ...toLists(input, await findAreas(tx)) }
  const whyNot = whyNotRecord(entry, known)
  if (whyNot) refuse('BAD_USER_INPUT', whyNot)
  if (entry.organisationId !== null && (await findOrganisations(tx, [entry.organisationId])).length === 0)
    refuse('BAD_USER_INPUT', 'The directory does not know that organisation.', { field: 'organisationId' })
  const held = input.locations ? await findSites(tx, [entry.id]) : []
  const sites = input.locations ? await toSites(tx, entry.id, { standing: held, inputs: input.locations }) : null
  await writeLocations(
    tx,
    (sites ?? []).map(({ location }) => location)
  )
  await writeServices(tx, [entry])
  const places = (of: typeof held) => (sites ? { locations: toldPlaces(of) } : {})
  await keepChanges(tx, standing ? [{ ...standing, ...places(held) }] : [], [{ ...entry, ...places(sites ?? []) }])
  if (sites)
    await writeSites(
      tx,
      [entry.id],
      sites.map(({ site }) => site)
    )
  await putOnMap(
    tx,
    (sites ?? []).map(({ location }) => location.id)
  )
  await indexServices(tx, [entry.id])
  if (input.staffContact !== undefined) await writeStaffContacts(tx, [toStaffContact(entry.id, input.staffContact)])
  await record(tx, context, serviceEvent(entry))
  return entry
}

async function findStanding(tx: Database, id: string, expectedVersion: number | null | undefined): Promise<ServiceRow> {
  const [standing] = await findServicesForChange(tx, [id])
  if (!standing) return refuse('NOT_FOUND', 'There is no service with that id.')
  if (expectedVersion == null) refuse('BAD_USER_INPUT', 'A change needs the expectedVersion you read.', { field: 'expectedVersion' })
  mustBeAt(standing, expectedVersion ?? 0)
  return standing
}

function toEntry({ principal, clock }: Context, standing: ServiceRow | null, input: Omit<ServiceInput, 'idempotencyKey'>): ServiceRow {
  const given = Object.fromEntries(editable.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]]))) as Editable
  return {
    ...(standing ?? emptyEntry),
    ...given,
    id: standing?.id ?? randomUUID(),
    version: (standing?.version ?? 0) + 1,
    name: input.name.trim(),
    status: input.status,
    needCodes: [...new Set(input.needCodes)],
    isKeptHere: standing !== null && standing.feed !== null,
    modifiedAt: clock.now(),
    recordedAt: clock.now(),
    recordedBy: principal.subject
  }
}

/** The lists an editor gives as words; what is left out stays as it is. */
function toLists(
  { schedules, serviceAreas, languages }: Pick<ServiceInput, 'schedules' | 'serviceAreas' | 'languages'>,
  areas: readonly AreaOf[]
): Partial<ServiceRow> {
  const named = (kind: string, names: readonly string[]) => names.map((name) => ({ id: idOfPart(kind, null, { name: name.trim() }), name: name.trim() }))
  const given = serviceAreas && named('service-area', serviceAreas).map((area) => ({ ...area, description: null, extent: null, extentType: null, uri: null }))
  return {
    ...(schedules === undefined ? {} : { schedules: toSchedules(schedules ?? []) }),
    ...(serviceAreas === undefined ? {} : { serviceAreas: given ?? [], coverage: coverageOf(given ?? [], areas) }),
    ...(languages === undefined ? {} : { languages: named('language', languages ?? []).map((language) => ({ ...language, code: null, note: null })) })
  }
}

/** An entry of which nothing is known yet. */
export const emptyEntry: Omit<ServiceRow, 'id' | 'version' | 'name' | 'status' | 'needCodes' | 'modifiedAt' | 'recordedAt' | 'recordedBy'> = {
  ...{ alternateName: null, description: null, organisationId: null, minimumAge: null, maximumAge: null, url: null, email: null, phone: null },
  ...{ eligibility: null, applicationProcess: null, fees: null, accreditations: null, alert: null, interpretation: null },
  ...{ otherPhones: [], schedules: [], bankHolidays: null, serviceAreas: [], coverage: null, costs: [], languages: [], terms: [], capacities: [] },
  ...{ convictionExclusions: null, takesNoFixedAbode: null, takesUnder18: null, takesSex: null, referralRoute: null, needsConsent: null },
  ...{ waitingDays: null, assuredDate: null, assuredBy: null },
  ...{ feed: null, sourceId: null, feedDigest: null, isKeptHere: false, withdrawnAt: null, retentionClass: 'operational' }
}

function toStaffContact(serviceId: string, contact: ServiceInput['staffContact']): StaffContactRow {
  return { serviceId, name: contact?.name ?? null, email: contact?.email ?? null, phone: contact?.phone ?? null, retentionClass: 'operational' }
}

export function serviceEvent({ id, version, organisationId, status, withdrawnAt }: ServiceRow) {
  return {
    type: 'directory.service-recorded' as const,
    subjectId: id,
    subjectVersion: version,
    recordId: null,
    payload: { serviceId: id, organisationId, status, isWithdrawn: withdrawnAt !== null }
  }
}
