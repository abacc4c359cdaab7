import { randomUUID } from 'node:crypto'
import { mustBeAt } from '@throughcare/kit/change'
import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { toLocations, type LocationInput } from '../location/to-locations.ts'
import { writeLocations } from '../location/location.store.ts'
import { findNeeds } from '../need/need.store.ts'
import { findOrganisations } from '../organisation/organisation.store.ts'
import { whyNotRecord } from './service.rules.ts'
import { findService, findServicesForChange, writeServices, writeStaffContacts, type ServiceRow, type StaffContactRow } from './service.store.ts'

/** Left out: as it stands. Null: emptied. */
type Editable = Partial<
  Pick<
    ServiceRow,
    'organisationId' | 'description' | 'minimumAge' | 'maximumAge' | 'url' | 'email' | 'phone' | 'convictionExclusions' | 'takesNoFixedAbode' | 'referralRoute'
  >
>

export type ServiceInput = Pick<ServiceRow, 'name' | 'status' | 'needCodes'> &
  Editable & {
    serviceId?: string | null
    expectedVersion?: number | null
    locations?: LocationInput[] | null
    staffContact?: { name?: string | null; email?: string | null; phone?: string | null } | null
    idempotencyKey: string
  }

/** Writes an entry of the directory, new or changed. An entry of a feed that an editor changes is kept here from then on. */
export async function recordService(context: Context, input: ServiceInput): Promise<ServiceRow> {
  may(context, 'directory:write')
  return change(context, { action: 'directory.record-service', input, find: findService }, async (tx) => {
    const standing = input.serviceId == null ? null : await findStanding(tx, input.serviceId, input.expectedVersion)
    const known = new Set((await findNeeds(tx)).map(({ code }) => code))
    const entry = toEntry(context, standing, input)
    const whyNot = whyNotRecord(entry, known)
    if (whyNot) refuse('BAD_USER_INPUT', whyNot)
    if (entry.organisationId !== null && (await findOrganisations(tx, [entry.organisationId])).length === 0)
      refuse('BAD_USER_INPUT', 'The directory does not know that organisation.', { field: 'organisationId' })
    const locations = input.locations ? await toLocations(tx, entry.locationIds, input.locations) : null
    const row = locations ? { ...entry, locationIds: locations.map(({ id }) => id) } : entry
    await writeLocations(tx, locations ?? [])
    await writeServices(tx, [row])
    if (input.staffContact !== undefined) await writeStaffContacts(tx, [toStaffContact(row.id, input.staffContact)])
    await record(tx, context, serviceEvent(row))
    return row
  })
}

async function findStanding(tx: Database, id: string, expectedVersion: number | null | undefined): Promise<ServiceRow> {
  const [standing] = await findServicesForChange(tx, [id])
  if (!standing) return refuse('NOT_FOUND', 'There is no service with that id.')
  if (expectedVersion == null) refuse('BAD_USER_INPUT', 'A change needs the expectedVersion you read.', { field: 'expectedVersion' })
  mustBeAt(standing, expectedVersion ?? 0)
  return standing
}

const editable = [
  'organisationId',
  'description',
  'minimumAge',
  'maximumAge',
  'url',
  'email',
  'phone',
  'convictionExclusions',
  'takesNoFixedAbode',
  'referralRoute'
] as const

function toEntry({ principal, clock }: Context, standing: ServiceRow | null, input: ServiceInput): ServiceRow {
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
    recordedAt: clock.now(),
    recordedBy: principal.subject
  }
}

/** An entry of which nothing is known yet. */
export const emptyEntry: Omit<ServiceRow, 'id' | 'version' | 'name' | 'status' | 'needCodes' | 'recordedAt' | 'recordedBy'> = {
  ...{ description: null, organisationId: null, minimumAge: null, maximumAge: null, url: null, email: null, phone: null },
  ...{ convictionExclusions: null, takesNoFixedAbode: null, referralRoute: null, locationIds: [], assuredDate: null },
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
