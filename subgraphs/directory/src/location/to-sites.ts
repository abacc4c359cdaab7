import { randomUUID } from 'node:crypto'
import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import type { Schedule } from '../opening/schedule.rules.ts'
import { toSchedules, type ScheduleInput } from '../opening/to-schedules.ts'
import { findAllPlaces } from '../place/place.store.ts'
import { coordinateFault, placeIdOf, tidyPostcode } from './location.rules.ts'
import type { LocationRow } from './location.store.ts'
import type { Site } from './site.store.ts'

export type SiteInput = { id?: string | null; isHidden?: boolean | null; schedules?: ScheduleInput[] | null } & Partial<
  Pick<LocationRow, 'name' | 'address' | 'town' | 'postcode' | 'latitude' | 'longitude'>
>

/** The sites an editor gives for a service. Refuses a location that is not the service's own; a hidden one stays hidden unless that is said. */
export async function toSites(
  tx: Database,
  serviceId: string,
  { standing, inputs }: { standing: readonly Site[]; inputs: readonly SiteInput[] }
): Promise<Site[]> {
  const places = await findAllPlaces(tx)
  return inputs.map(({ id, isHidden, schedules, ...input }, position) => {
    const own = id == null ? undefined : standing.find(({ location }) => location.id === id)
    if (id != null && !own) refuse('BAD_USER_INPUT', 'A location may be changed only through a service that is given there.', { field: 'locations' })
    const [latitude, longitude] = [input.latitude ?? null, input.longitude ?? null]
    const fault = coordinateFault(latitude, longitude)
    if (fault) refuse('BAD_USER_INPUT', fault, { field: 'locations' })
    const where = { town: input.town?.trim() || null, postcode: input.postcode ? tidyPostcode(input.postcode) : null }
    const location: LocationRow = {
      ...(own?.location ?? emptyLocation),
      id: own?.location.id ?? randomUUID(),
      name: input.name ?? null,
      address: input.address ?? null,
      ...where,
      latitude,
      longitude,
      placeId: placeIdOf(where, places),
      isHidden: isHidden ?? own?.location.isHidden ?? false
    }
    return { location, site: { ...toSite(own, schedules), serviceId, locationId: location.id, position } }
  })
}

const emptyLocation: Omit<LocationRow, 'id' | 'isHidden'> = {
  ...{ name: null, kind: 'PHYSICAL', description: null, address: null, town: null, county: null, country: null, postcode: null },
  ...{ latitude: null, longitude: null, spot: null, transport: null, accessibility: [], placeId: null, feed: null, retentionClass: 'operational' }
}

function toSite(own: Site | undefined, schedules: readonly ScheduleInput[] | null | undefined) {
  const standing: readonly Schedule[] = own?.site.schedules ?? []
  return {
    id: own?.site.id ?? randomUUID(),
    isCurrent: true,
    description: own?.site.description ?? null,
    schedules: schedules === undefined ? [...standing] : toSchedules(schedules ?? []),
    retentionClass: 'operational'
  }
}
