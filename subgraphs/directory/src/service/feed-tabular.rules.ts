import type { Joined } from './feed-mapping.rules.ts'
import type { Json } from './feed-value.rules.ts'
import { itemsOf } from './feed-items.rules.ts'
import type { FeedEntry } from './service-import.rules.ts'

/** A row of a CSV file by the names of our columns, and the line on which it ends; `raw` goes by the file's own names, in lower case. */
export type TableRow = { line: number; values: Record<string, string>; raw?: Record<string, string> }
/** The tables that a service's row points into. */
export type Tables = Partial<Record<Exclude<TableName, 'services'>, TableRow[]>>

/** The files of a tabular feed, by the names that HSDS 1.1 to 3.1, and sources of their own mind, give them. */
export const fileNames = {
  services: ['services', 'service'],
  organisations: ['organizations', 'organization', 'organisations', 'organisation'],
  identifiers: ['organization_identifiers', 'organization_identifier'],
  locations: ['locations', 'location'],
  servicesAtLocations: ['services_at_location', 'services_at_locations', 'service_at_location', 'service_at_locations'],
  addresses: ['addresses', 'address', 'physical_addresses', 'physical_address', 'postal_addresses', 'postal_address'],
  phones: ['phones', 'phone'],
  contacts: ['contacts', 'contact'],
  schedules: ['schedules', 'schedule', 'regular_schedules', 'regular_schedule'],
  holidays: ['holiday_schedules', 'holiday_schedule'],
  areas: ['service_areas', 'service_area'],
  eligibility: ['eligibility', 'eligibilities'],
  costs: ['cost_options', 'cost_option'],
  languages: ['languages', 'language'],
  accessibility: ['accessibility', 'accessibility_for_disabilities'],
  capacities: ['service_capacities', 'service_capacity'],
  units: ['units', 'unit'],
  terms: ['taxonomy_terms', 'taxonomy_term', 'taxonomy'],
  taxonomies: ['taxonomies'],
  termLinks: ['services_taxonomy', 'service_taxonomy', 'service_attributes', 'attributes', 'attribute']
} as const
export type TableName = keyof typeof fileNames

type Values = Record<string, string>

/** HSDS in tables, and its kin: a service's row, nested by its ids with those of the other files into the JSON form of HSDS 3. */
export function openTables(tables: Tables, joined: Joined): (service: TableRow) => FeedEntry {
  const nest = openNest(tables, joined)
  return ({ line, values }) => ({ line, ...nest(values) })
}

function openNest(tables: Tables, joined: Joined): (service: Values) => Omit<FeedEntry, 'line'> {
  const organisations = byFirst(tables.organisations, ['id'])
  const organisationsByName = byFirst(tables.organisations, ['name'])
  const eligibility = byAll(tables.eligibility, 'service_id')
  const identifiers = byAll(tables.identifiers, 'organization_id')
  const locations = byFirst(tables.locations, ['id'])
  const atLocations = byAll(tables.servicesAtLocations, 'service_id')
  const of = ofOwner(tables)
  const termsOf = openTerms(tables)
  const locationOf = openLocations(locations, of, joined)

  return (service) => {
    const id = service.id ?? ''
    const own = service.location_id ?? ''
    const ids = own === '' || locations.has(own) ? [own].filter(Boolean) : itemsOf(own)
    const named = [...ids.map((location_id) => ({ location_id })), ...(atLocations.get(id) ?? [])] as Values[]
    // Only a service that names no location of its own is given where the mapping says.
    const links = named.length > 0 ? named : joined('locations', 'services', service).map((location): Values => ({ location_id: location.id ?? '' }))
    const sites = onePer(links, 'location_id').flatMap((link) => siteOf(link, locationOf(link.location_id ?? ''), of))
    const organisationId = service.organization_id || links.map((link) => locations.get(link.location_id ?? '')?.organization_id).find(Boolean)
    const organisation =
      (organisationId ? (organisations.get(organisationId) ?? organisationsByName.get(organisationId)) : undefined) ??
      joined('organisations', 'services', service)[0]
    // A line of the site is the line of the service where it has none of its own.
    const ownPhones = [...of.phones('service_id', id), ...joined('phones', 'services', service)]
    const phones = ownPhones.length > 0 ? ownPhones : links.flatMap((link) => of.phones('location_id', link.location_id ?? ''))
    return {
      isOrganisationMissing: Boolean(organisationId) && !organisation,
      service: {
        ...service,
        url: service.url || service.website,
        phones,
        schedules: [...of.schedules('service_id', id), ...joined('schedules', 'services', service)],
        ...textOf(service, eligibility.get(id)),
        holiday_schedules: of.holidays('service_id', id),
        service_areas: [...of.areas('service_id', id), ...joined('areas', 'services', service), ...listed(service.service_areas)],
        cost_options: of.costs('service_id', id),
        languages: [...of.languages('service_id', id), ...joined('languages', 'services', service), ...listed(service.languages)],
        capacities: of.capacities(id),
        contacts: of.contacts('service_id', id),
        attributes: [...termsOf(service), ...joined('terms', 'services', service).map((term) => ({ taxonomy_term: term })), ...namedTerms(service.terms)],
        service_at_locations: sites,
        organization: organisation && { ...organisation, organization_identifiers: identifiers.get(organisation.id ?? '') }
      }
    }
  }
}

type Owned = ReturnType<typeof ofOwner>

/** Rows of the child tables by whose they are: a service, a site or a location. */
function ofOwner(tables: Tables) {
  const open = (rows: readonly TableRow[] | undefined, columns: readonly string[]) => {
    const indexes = new Map(columns.map((column) => [column, byAll(rows, column)]))
    return (column: string, id: string) => (id === '' ? [] : (indexes.get(column)?.get(id) ?? []))
  }
  const owners = ['service_id', 'service_at_location_id', 'location_id']
  const units = byFirst(tables.units, ['id'])
  const capacities = open(tables.capacities, ['service_id'])
  return {
    phones: open(tables.phones, owners),
    schedules: open(tables.schedules, owners),
    holidays: open(tables.holidays, owners),
    areas: open(tables.areas, owners),
    costs: open(tables.costs, ['service_id']),
    languages: open(tables.languages, ['service_id', 'location_id']),
    accessibility: open(tables.accessibility, ['location_id']),
    addresses: open(tables.addresses, ['location_id']),
    contacts: open(tables.contacts, ['service_id']),
    capacities: (id: string): Json[] => capacities('service_id', id).map((row) => ({ ...row, unit: units.get(row.unit_id ?? '') }))
  }
}

function openLocations(locations: ReadonlyMap<string, Values>, of: Owned, joined: Joined): (id: string) => Json | null {
  return (id) => {
    const location = locations.get(id)
    if (!location) return null
    return {
      ...location,
      addresses: [...of.addresses('location_id', id), ...joined('addresses', 'locations', location), ...addressIn(location)],
      accessibility: [...of.accessibility('location_id', id), ...(location.accessibility ? [{ description: location.accessibility }] : [])],
      schedules: [...of.schedules('location_id', id), ...joined('schedules', 'locations', location)],
      holiday_schedules: of.holidays('location_id', id)
    }
  }
}

function siteOf(link: Values, location: Json | null, of: Owned): Json[] {
  if (!location) return []
  const id = link.id ?? ''
  return [{ ...link, location, schedules: of.schedules('service_at_location_id', id), holiday_schedules: of.holidays('service_at_location_id', id) }]
}

/** A column that holds a list in one field (Ohana) as the rows that HSDS would have. */
function listed(value: string | undefined): Json[] {
  return itemsOf(value).map((name) => ({ name }))
}

/** Terms that a column names in words, rather than by the ids of a table. */
function namedTerms(value: string | undefined): Json[] {
  return itemsOf(value).map((name) => ({ taxonomy_term: { name } }))
}

/** HSDS 1.1 keeps whom a service is for in a table of its own. */
function textOf(service: Values, rows: readonly Values[] = []): Json {
  const told = rows.map((row) => row.eligibility || row.description || row.name || '').filter(Boolean)
  return told.length > 0 ? { eligibility_description: [service.eligibility_description || service.eligibility || '', ...told].filter(Boolean).join('; ') } : {}
}

/** A location that holds its address in its own row. */
function addressIn(location: Values): Json[] {
  const columns = ['address_1', 'address_2', 'city', 'state_province', 'postal_code', 'country']
  const street = location.address_1 || location.address || ''
  const isGiven = street !== '' || Boolean(location.postal_code) || Boolean(location.city)
  return isGiven ? [{ ...Object.fromEntries(columns.map((column) => [column, location[column]])), address_1: street }] : []
}

/** A service's terms as HSDS 3 attributes, from its own column of ids (Ohana) or from a table of links. */
function openTerms({ terms, taxonomies, termLinks }: Tables): (service: Values) => Json[] {
  const known = byFirst(terms, ['id', 'taxonomy_id'])
  const names = byFirst(taxonomies, ['id'])
  const links = [byAll(termLinks, 'service_id'), byAll(termLinks, 'link_id')]
  const toTerm = (id: string): Json | null => {
    const term = known.get(id) ?? names.get(id)
    return term ? { ...term, id, taxonomy: names.get(term.taxonomy_id ?? '')?.name ?? term.taxonomy } : null
  }
  return (service) => {
    const linked = links.flatMap((index) => index.get(service.id ?? '') ?? [])
    const own = itemsOf(service.taxonomy_ids).map((id) => ({ taxonomy_term_id: id }))
    return [...own, ...linked].flatMap((link: Values) => {
      const term = toTerm(link.taxonomy_term_id || link.taxonomy_id || '')
      return term ? [{ ...link, taxonomy_term: term }] : []
    })
  }
}

function onePer(rows: readonly Values[], column: string): Values[] {
  return [...new Map(rows.filter((row) => row[column]).map((row) => [row[column], row])).values()]
}

function byFirst(rows: readonly TableRow[] = [], columns: readonly string[]): Map<string, Values> {
  const found = new Map<string, Values>()
  for (const { values } of rows) {
    const key = columns.map((column) => values[column]).find(Boolean) ?? ''
    if (!found.has(key)) found.set(key, values)
  }
  return found
}

function byAll(rows: readonly TableRow[] = [], column: string): Map<string, Values[]> {
  const found = new Map<string, Values[]>()
  for (const { values } of rows) {
    const key = values[column]
    if (!key) continue
    const group = found.get(key)
    if (group) group.push(values)
    else found.set(key, [values])
  }
  return found
}
