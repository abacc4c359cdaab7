import type { FeedEntry, FeedLocation } from './service-import.rules.ts'

/** A row of a CSV file by its columns' names in lower case, and the line on which it ends. */
export type TableRow = { line: number; values: Record<string, string> }
/** The tables that a service's row points into. */
export type Tables = Partial<Record<Exclude<TableName, 'services'>, TableRow[]>>

/** The files of a tabular feed, by the names that HSDS 1.1 to 3.1, and sources of their own mind, give them. */
export const fileNames = {
  services: ['services', 'service'],
  organisations: ['organizations', 'organization'],
  locations: ['locations', 'location'],
  servicesAtLocations: ['services_at_location', 'services_at_locations', 'service_at_location', 'service_at_locations'],
  addresses: ['addresses', 'address', 'physical_addresses'],
  phones: ['phones', 'phone'],
  contacts: ['contacts', 'contact'],
  terms: ['taxonomy', 'taxonomy_terms', 'taxonomies'],
  termLinks: ['services_taxonomy', 'service_taxonomy', 'service_attributes', 'attributes']
} as const
export type TableName = keyof typeof fileNames

/** HSDS 1.1 CSV and its kin: a service's row, joined by its ids with those of the other files. */
export function openTables(tables: Tables): (service: TableRow) => FeedEntry {
  const organisations = byFirst(tables.organisations, ['id'])
  const locations = byFirst(tables.locations, ['id'])
  const addresses = byFirst(tables.addresses, ['location_id'])
  const atLocations = byAll(tables.servicesAtLocations, ['service_id'])
  const contacts = byFirst(tables.contacts, ['service_id'])
  const phonesOfService = byAll(tables.phones, ['service_id'])
  const phonesOfLocation = byAll(tables.phones, ['location_id'])
  const termsOf = openTerms(tables)

  return ({ line, values: service }) => {
    const id = service.id ?? ''
    const atIds = [service.location_id, ...(atLocations.get(id) ?? []).map((row) => row.location_id)]
    const locationIds = [...new Set(atIds.filter((locationId) => locationId !== undefined && locationId !== ''))] as string[]
    const organisationId = service.organization_id || locationIds.map((locationId) => locations.get(locationId)?.organization_id).find(Boolean)
    const organisation = organisationId ? organisations.get(organisationId) : undefined
    const contact = contacts.get(id)
    return {
      ...ownFields(service, line),
      phone: firstVoice([...(phonesOfService.get(id) ?? []), ...locationIds.flatMap((locationId) => phonesOfLocation.get(locationId) ?? [])]),
      organisation: organisation ? { id: organisation.id, name: organisation.name, url: organisation.url || organisation.website, odsCode: null } : null,
      isOrganisationMissing: Boolean(organisationId) && !organisation,
      locations: locationIds.flatMap((locationId) => toLocation(locations.get(locationId), addresses.get(locationId)) ?? []),
      terms: termsOf(service),
      contact: contact ? { name: contact.name, email: contact.email, phone: null } : null
    }
  }
}

function ownFields(service: Record<string, string>, line: number) {
  return {
    line,
    id: service.id,
    name: service.name,
    description: service.description,
    status: service.status,
    url: service.url || service.website,
    email: service.email,
    minimumAge: service.minimum_age,
    maximumAge: service.maximum_age,
    assuredDate: service.assured_date,
    convictionExclusions: null,
    takesNoFixedAbode: null,
    referralRoute: null
  }
}

function toLocation(location: Record<string, string> | undefined, address: Record<string, string> | undefined): FeedLocation | null {
  if (!location) return null
  return {
    id: location.id,
    name: location.name,
    address: [address?.address_1, address?.address_2].filter(Boolean).join(', '),
    town: address?.city,
    postcode: address?.postal_code,
    latitude: location.latitude,
    longitude: location.longitude,
    isHidden: false
  }
}

/** Names of a service's terms, from its own column of ids (Ohana) or from a table of links. */
function openTerms({ terms, termLinks }: Tables): (service: Record<string, string>) => unknown[] {
  const names = byFirst(terms, ['id', 'taxonomy_id'])
  const links = byAll(termLinks, ['service_id', 'link_id'])
  return (service) => {
    const linked = (links.get(service.id ?? '') ?? []).map((link) => link.taxonomy_term_id || link.taxonomy_id || '')
    const ids = [...(service.taxonomy_ids ?? '').split(',').map((id) => id.trim()), ...linked].filter(Boolean)
    return ids.map((id) => names.get(id)?.name)
  }
}

function firstVoice(phones: readonly Record<string, string>[]): string | undefined {
  return phones.find(({ number, number_type, type }) => number && !/fax|tty/i.test(number_type || type || ''))?.number
}

function keyOf(values: Record<string, string>, columns: readonly string[]): string {
  return columns.map((column) => values[column]).find(Boolean) ?? ''
}

function byFirst(rows: readonly TableRow[] = [], columns: readonly string[]): Map<string, Record<string, string>> {
  const found = new Map<string, Record<string, string>>()
  for (const { values } of rows) if (!found.has(keyOf(values, columns))) found.set(keyOf(values, columns), values)
  return found
}

function byAll(rows: readonly TableRow[] = [], columns: readonly string[]): Map<string, Record<string, string>[]> {
  const found = new Map<string, Record<string, string>[]>()
  for (const { values } of rows) {
    const key = keyOf(values, columns)
    const group = found.get(key)
    if (group) group.push(values)
    else found.set(key, [values])
  }
  return found
}
