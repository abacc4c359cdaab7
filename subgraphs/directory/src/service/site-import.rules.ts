import { sourceIdOf } from '@throughcare/kit/ids'
import { coordinateFault, tidyPostcode } from '../location/location.rules.ts'
import { plainText } from './feed-text.rules.ts'
import { asObject, listOf, numberOf, truthOf, type Json, type Warn } from './feed-value.rules.ts'
import { schedulesOf } from './schedule-import.rules.ts'
import { accessibilityOf, keptUuid } from './service-parts.rules.ts'

export type CleanSite = ReturnType<typeof cleanSite>

type SiteWarning = { looksLikeRefuge: boolean; warn: Warn }

/** Where a service is given: at its sites, and at locations that a feed hangs on the service itself. */
export function sitesOf(service: Json, about: SiteWarning): CleanSite[] {
  const { warn } = about
  const bare = listOf(service, 'locations', { warn }).map((location): Json => ({ location }))
  return [...listOf(service, 'service_at_locations', { warn }), ...bare].flatMap((site) => {
    const location = asObject(site.location)
    if (!location) warn('service_at_locations', 'The feed does not hold this location, so the site was left out.')
    return location ? [cleanSite(site, location, about)] : []
  })
}

/** What is said of a place to hide: a refuge, a safe house. */
const hidingPlace = /\b(refuges?|safe[ -]?houses?)\b/i

export function speaksOfRefuge(...texts: unknown[]): boolean {
  return texts.some((text) => hidingPlace.test(plainText(text) ?? ''))
}

/** A service that speaks of a refuge is taken for one: its locations are hidden even where the feed does not say so. */
function cleanSite(site: Json, location: Json, { looksLikeRefuge, warn }: SiteWarning) {
  const { address, ...where } = addressOf(location, warn)
  const isSaidHidden = truthOf(location.throughcare_is_hidden) === true
  const isRefuge = looksLikeRefuge || speaksOfRefuge(location.name, location.description)
  if (isRefuge && !isSaidHidden) warn('location', 'The service looks like a refuge, so its location is hidden from the public.')
  const place = { name: plainText(location.name), address, town: where.town }
  const own = schedulesOf(fromOruk1(site), warn)
  return {
    sourceId: plainText(location.id) ?? sourceIdOf('location', '', JSON.stringify([place, where.written])),
    siteId: keptUuid(site.id),
    siteDescription: plainText(site.description),
    schedules: own.length > 0 ? own : schedulesOf(location, warn),
    ...place,
    kind: kindOf(location, warn),
    description: plainText(location.description),
    county: where.county,
    country: where.country,
    postcode: where.written === null ? null : tidyPostcode(where.written),
    ...coordinatesOf(location, warn),
    transport: plainText(location.transportation),
    accessibility: accessibilityOf(location, warn),
    isHidden: isSaidHidden || isRefuge
  }
}

/** The first address of a location; it has room for one. */
function addressOf(location: Json, warn: Warn) {
  const [address, ...others] = [...listOf(location, 'addresses', { warn, word: 'address_1' }), ...listOf(location, 'physical_addresses', { warn })]
  if (others.length > 0) warn('addresses', 'Several addresses stand here; the first was taken.')
  const street = [address?.attention, address?.address_1, address?.address_2].flatMap((part) => plainText(part) ?? []).join(', ')
  return {
    address: street || null,
    town: plainText(address?.city),
    county: plainText(address?.state_province),
    country: plainText(address?.country),
    written: plainText(address?.postal_code)
  }
}

const kinds = { physical: 'PHYSICAL', postal: 'POSTAL', virtual: 'VIRTUAL' } as const

function kindOf(location: Json, warn: Warn) {
  const told = plainText(location.location_type)?.toLowerCase()
  const kind = Object.entries(kinds).find(([name]) => name === told)?.[1]
  if (told !== undefined && !kind) warn('location_type', 'This is no kind of location that is known, so it was taken for a place to go to.')
  return kind ?? 'PHYSICAL'
}

function coordinatesOf(location: Json, warn: Warn): { latitude: number | null; longitude: number | null } {
  const [latitude, longitude] = [numberOf(location.latitude, warn, 'latitude'), numberOf(location.longitude, warn, 'longitude')]
  const fault = coordinateFault(latitude, longitude)
  if (fault) warn('latitude', `${fault} They were left out.`)
  return fault ? { latitude: null, longitude: null } : { latitude, longitude }
}

/** ORUK 1.0 calls the hours of a site by one name for each. */
function fromOruk1(site: Json): Json {
  const { regular_schedule: regular, holiday_schedule: holidays, ...rest } = site
  return regular || holidays ? { regular_schedules: regular, holiday_schedules: holidays, ...rest } : site
}
