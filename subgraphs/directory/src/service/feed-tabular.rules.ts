import { itemsOf } from './feed-items.rules.ts'
import type { Joined } from './feed-mapping.rules.ts'
import { openIndex, type Index, type TableRow, type Values } from './feed-rows.rules.ts'
import type { Json } from './feed-value.rules.ts'
import type { FeedEntry } from './service-import.rules.ts'

/** The tables that a service's row points into. */
export type Tables = Partial<Record<Exclude<TableName, 'services'>, TableRow[]>>

/** The files of a tabular feed, by the names that HSDS 1.1 to 3.1, and sources of their own mind, give them. */
export const fileNames = {
  services: ['services', 'service'],
  organisations: ['organizations', 'organization', 'organisations', 'organisation'],
  identifiers: ['organization_identifiers', 'organization_identifier'],
  locations: ['locations', 'location'],
  servicesAtLocations: ['services_at_location', 'services_at_locations', 'service_at_location', 'service_at_locations', 'service_locations'],
  addresses: ['addresses', 'address', 'physical_addresses', 'physical_address', 'postal_addresses', 'postal_address'],
  phones: ['phones', 'phone'],
  contacts: ['contacts', 'contact'],
  schedules: ['schedules', 'schedule', 'regular_schedules', 'regular_schedule'],
  holidays: ['holiday_schedules', 'holiday_schedule'],
  areas: ['service_areas', 'service_area'],
  eligibility: ['eligibility', 'eligibilities', 'eligibilitys'],
  costs: ['cost_options', 'cost_option'],
  languages: ['languages', 'language'],
  accessibility: ['accessibility', 'accessibility_for_disabilities'],
  capacities: ['service_capacities', 'service_capacity'],
  units: ['units', 'unit'],
  terms: ['taxonomy_terms', 'taxonomy_term', 'taxonomy'],
  taxonomies: ['taxonomies'],
  termLinks: ['services_taxonomy', 'service_taxonomy', 'service_taxonomies', 'service_attributes', 'attributes', 'attribute']
} as const
export type TableName = keyof typeof fileNames

/** HSDS in tables, and its kin: a service's row, nested by its ids with those of the other files into the JSON form of HSDS 3. */
export type OpenTables = {
  toEntry(service: TableRow): FeedEntry
  /** Rows that belong to none of the services that were read; terms, taxonomies and units, which many feeds hold whole, are none of them. */
  unused(): TableRow[]
}

const reference: readonly string[] = ['terms', 'taxonomies', 'units']

export function openTables(tables: Tables, openJoined: (use: Index['use']) => Joined): OpenTables {
  const index = openIndex()
  const nest = openNest(tables, index, openJoined(index.use))
  return {
    toEntry: ({ line, values }) => ({ line, ...nest(values) }),
    unused: () =>
      Object.entries(tables).flatMap(([name, rows]) => (reference.includes(name) ? [] : rows.filter(({ values }) => !index.isUsed(values) && isSaid(values))))
  }
}

function isSaid(values: Values): boolean {
  return Object.values(values).some((value) => value.trim() !== '')
}

function openNest(tables: Tables, index: Index, joined: Joined): (service: Values) => Omit<FeedEntry, 'line'> {
  const [eligibility, identifiers] = [index.byAll(tables.eligibility, 'service_id'), index.byAll(tables.identifiers, 'organization_id')]
  const locations = index.byFirst(tables.locations, ['id'])
  const atLocations = index.byAll(tables.servicesAtLocations, 'service_id')
  const of = ofOwner(tables, index)
  const termsOf = openTerms(tables, index)
  const locationOf = openLocations(locations, of, joined)
  const organisationOf = openOrganisations(tables, index)

  return (service) => {
    const id = service.id ?? ''
    const own = service.location_id ?? ''
    const ids = own === '' || locations.has(own) ? [own].filter(Boolean) : itemsOf(own)
    const named = [...ids.map((location_id) => ({ location_id })), ...atLocations.get(id)] as Values[]
    // Only a service that names no location of its own is given where the mapping says.
    const links = named.length > 0 ? named : joined('locations', 'services', service).map((location): Values => ({ location_id: location.id ?? '' }))
    const sites = onePer(links, 'location_id').map((link) => siteOf(link, locationOf(link.location_id ?? ''), of))
    const organisationId = service.organization_id || links.map((link) => locations.get(link.location_id ?? '')?.organization_id).find(Boolean)
    const organisation = organisationOf(organisationId) ?? joined('organisations', 'services', service)[0]
    // A line of the site is the line of the service where it has none of its own.
    const ownPhones = distinct([...of.phones('service_id', id), ...of.named('phones', service), ...joined('phones', 'services', service)])
    const phones = ownPhones.length > 0 ? ownPhones : links.flatMap((link) => of.phones('location_id', link.location_id ?? ''))
    const flat = links.length === 0 ? siteInRow(service) : []
    return {
      isOrganisationMissing: Boolean(organisationId) && !organisation,
      service: {
        ...withoutPlace(withoutLists(service), flat),
        url: service.url || service.website,
        phones: phones.length > 0 ? phones : phoneInRow(service),
        schedules: distinct([...of.schedules('service_id', id), ...of.named('schedules', service), ...joined('schedules', 'services', service)]),
        ...textOf(service, eligibility.get(id)),
        holiday_schedules: of.holidays('service_id', id),
        service_areas: [...of.areas('service_id', id), ...joined('areas', 'services', service), ...listed(service.service_areas)],
        cost_options: of.costs('service_id', id),
        languages: [...of.languages('service_id', id), ...joined('languages', 'services', service), ...listed(service.languages)],
        capacities: of.capacities(id),
        contacts: distinct([...of.contacts('service_id', id), ...of.named('contacts', service)]),
        attributes: [...termsOf(service), ...joined('terms', 'services', service).map((term) => ({ taxonomy_term: term })), ...namedTerms(service.terms)],
        service_at_locations: flat.length > 0 ? flat : sites,
        organization: organisation && { ...organisation, organization_identifiers: identifiers.get(organisation.id ?? '') }
      }
    }
  }
}

/** An organisation by its id or its name; of a list of them the first that is held. */
function openOrganisations({ organisations }: Tables, index: Index): (named: string | undefined) => Values | undefined {
  const [byId, byName] = [index.byFirst(organisations, ['id']), index.byFirst(organisations, ['name'])]
  const find = (name: string) => byId.get(name) ?? byName.get(name)
  return (named) => (named ? (find(named) ?? itemsOf(named).map(find).find(Boolean)) : undefined)
}

type Owned = ReturnType<typeof ofOwner>
type Listing = 'phones' | 'schedules' | 'contacts' | 'addresses'

/** Rows of the child tables by whose they are: a service, a site or a location. */
function ofOwner(tables: Tables, index: Index) {
  const open = (rows: readonly TableRow[] | undefined, columns: readonly string[]) => {
    const indexes = new Map(columns.map((column) => [column, index.byAll(rows, column)]))
    return (column: string, id: string) => indexes.get(column)?.get(id) ?? []
  }
  const owners = ['service_id', 'service_at_location_id', 'location_id']
  const units = index.byFirst(tables.units, ['id'])
  const capacities = index.byAll(tables.capacities, 'service_id')
  const listings: readonly Listing[] = ['phones', 'schedules', 'contacts', 'addresses']
  const byId = new Map(listings.map((table) => [table, index.byFirst(tables[table], ['id'])]))
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
    capacities: (id: string): Json[] => capacities.get(id).map((row) => ({ ...row, unit: units.get(row.unit_id ?? '') })),
    /** The rows that an owner names by their ids, in a column that is called as they are. */
    named: (table: Listing, owner: Values): Values[] => namedIn(table, owner).flatMap((id) => present(byId.get(table)?.get(id)))
  }
}

function present(values: Values | undefined): Values[] {
  return values ? [values] : []
}

function namedIn(table: Listing, owner: Values): string[] {
  return fileNames[table].flatMap((stem) => itemsOf(owner[stem]))
}

/** What a column that lists rows of another table holds are their ids, and nothing that a service says. */
function withoutLists(service: Values): Values {
  const lists = (['phones', 'schedules', 'contacts', 'addresses'] as const).flatMap((table): readonly string[] => fileNames[table])
  return Object.fromEntries(Object.entries(service).filter(([name]) => !lists.includes(name) && name !== 'taxonomy'))
}

function openLocations(locations: ReturnType<Index['byFirst']>, of: Owned, joined: Joined): (id: string) => Json | null {
  return (id) => {
    const location = locations.get(id)
    if (!location) return null
    const addresses = distinct([...of.addresses('location_id', id), ...of.named('addresses', location), ...joined('addresses', 'locations', location)])
    return {
      ...withoutLists(location),
      addresses: addresses.length > 0 ? addresses : addressIn(location),
      accessibility: [...of.accessibility('location_id', id), ...(location.accessibility ? [{ description: location.accessibility }] : [])],
      schedules: distinct([...of.schedules('location_id', id), ...of.named('schedules', location), ...joined('schedules', 'locations', location)]),
      holiday_schedules: of.holidays('location_id', id)
    }
  }
}

function siteOf(link: Values, location: Json | null, of: Owned): Json {
  const id = link.id ?? ''
  return { ...link, location, schedules: of.schedules('service_at_location_id', id), holiday_schedules: of.holidays('service_at_location_id', id) }
}

function distinct(rows: readonly Values[]): Values[] {
  return [...new Set(rows)]
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

/** A table by itself often says in a service's own row where it is and on which number it is rung. */
function siteInRow(service: Values): Json[] {
  const addresses = addressIn(service)
  const { latitude, longitude } = service
  return addresses.length > 0 ? [{ location: { id: service.id || service.name, addresses, latitude, longitude } }] : []
}

function phoneInRow(service: Values): Json[] {
  const numbers = [service.phone, service.phones, service.telephone].filter((value) => /(?:\d[^\d]*){6}/.test(value ?? ''))
  return numbers.slice(0, 1).map((number) => ({ number }))
}

/** What the row says of its place, and its number, is told there; it is nothing that a service says. */
function withoutPlace(service: Values, flat: readonly Json[]): Values {
  const told = [...(flat.length > 0 ? [...addressColumns, 'address', 'latitude', 'longitude'] : []), ...(phoneInRow(service).length > 0 ? ['telephone'] : [])]
  return Object.fromEntries(Object.entries(service).filter(([name]) => !told.includes(name)))
}

const addressColumns = ['address_1', 'address_2', 'city', 'state_province', 'postal_code', 'country']

/** A location that holds its address in its own row. */
function addressIn(location: Values): Json[] {
  const columns = addressColumns
  const street = location.address_1 || location.address || ''
  const isGiven = street !== '' || Boolean(location.postal_code) || Boolean(location.city)
  return isGiven ? [{ ...Object.fromEntries(columns.map((column) => [column, location[column]])), address_1: street }] : []
}

/** A service's terms as HSDS 3 attributes, from its own column of ids (Ohana) or from a table of links. */
function openTerms({ terms, taxonomies, termLinks }: Tables, index: Index): (service: Values) => Json[] {
  const known = index.byFirst(terms, ['id', 'taxonomy_id'])
  const names = index.byFirst(taxonomies, ['id'])
  const links = [index.byAll(termLinks, 'service_id'), index.byAll(termLinks, 'link_id')]
  const toTerm = (id: string): Json | null => {
    const term = known.get(id) ?? names.get(id)
    return term ? { ...term, id, taxonomy: names.get(term.taxonomy_id ?? '')?.name ?? term.taxonomy } : null
  }
  return (service) => {
    const linked = distinct(links.flatMap((rows) => rows.get(service.id ?? '')))
    const own = [...itemsOf(service.taxonomy_ids), ...itemsOf(service.taxonomy)].map((id) => ({ taxonomy_term_id: id }))
    return [...own, ...linked].map((link: Values) => ({ ...link, taxonomy_term: toTerm(link.taxonomy_term_id || link.taxonomy_id || '') }))
  }
}

function onePer(rows: readonly Values[], column: string): Values[] {
  return [...new Map(rows.filter((row) => row[column]).map((row) => [row[column], row])).values()]
}
