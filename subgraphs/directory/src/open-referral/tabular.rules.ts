import type { Json } from './hsds.rules.ts'

// The open feed in the tabular form of HSDS 3.1: a file a table, a line a row, described by a data package (frictionless). Whatever is
// nested in a document becomes rows that name it.

/** The columns of each table, those of HSDS 3.1 that are ever filled here, and our own. */
export const columnsOf = {
  services: [
    ...['id', 'organization_id', 'name', 'alternate_name', 'description', 'url', 'email', 'status', 'interpretation_services', 'application_process'],
    ...['fees_description', 'accreditations', 'eligibility_description', 'minimum_age', 'maximum_age', 'assured_date', 'assurer_email', 'alert'],
    ...['last_modified', 'throughcare_conviction_exclusions', 'throughcare_takes_no_fixed_abode', 'throughcare_takes_under_18', 'throughcare_takes_sex'],
    ...['throughcare_referral_route', 'throughcare_needs_consent', 'throughcare_waiting_days', 'throughcare_bank_holidays']
  ],
  organizations: ['id', 'name', 'description', 'email', 'website'],
  organization_identifiers: ['id', 'organization_id', 'identifier_scheme', 'identifier_type', 'identifier'],
  service_at_location: ['id', 'service_id', 'location_id', 'description'],
  locations: ['id', 'location_type', 'name', 'description', 'transportation', 'latitude', 'longitude'],
  addresses: ['id', 'location_id', 'address_1', 'city', 'state_province', 'postal_code', 'country', 'address_type'],
  accessibility: ['id', 'location_id', 'description', 'details', 'url'],
  phones: ['id', 'service_id', 'number', 'extension', 'type', 'description'],
  schedules: [
    ...['id', 'service_id', 'service_at_location_id', 'valid_from', 'valid_to', 'dtstart', 'until', 'count', 'wkst', 'freq', 'interval', 'byday'],
    ...['bymonthday', 'opens_at', 'closes_at', 'notes', 'throughcare_is_closed']
  ],
  service_areas: ['id', 'service_id', 'name', 'description', 'extent', 'extent_type', 'uri'],
  cost_options: ['id', 'service_id', 'valid_from', 'valid_to', 'option', 'currency', 'amount', 'amount_description'],
  languages: ['id', 'service_id', 'name', 'code', 'note'],
  attributes: ['id', 'link_id', 'taxonomy_term_id', 'link_type', 'link_entity', 'value'],
  taxonomies: ['id', 'name', 'description'],
  taxonomy_terms: ['id', 'code', 'name', 'description', 'taxonomy', 'taxonomy_id', 'term_uri'],
  service_capacities: ['id', 'service_id', 'unit_id', 'available', 'maximum', 'updated', 'description'],
  units: ['id', 'name']
} satisfies Record<string, string[]>

type TableName = keyof typeof columnsOf
type Row = { table: TableName; values: Json }

export const tableNames = Object.keys(columnsOf) as TableName[]

/** A row as it goes to whoever puts the tables together: its table, what tells it from a row that comes again, its fields. */
export type TabularRow = [table: TableName, key: string | null, fields: string[]]

/** The rows of an item of one of the feed's lists; of one that has no tables, none. */
export function toTabularRows(list: string, item: Json): TabularRow[] {
  const rows: Row[] =
    list === 'services' ? rowsOfService(item) : list === 'organizations' ? rowsOfOrganisation(item) : isFlat(list) ? [{ table: list, values: item }] : []
  return rows.map((row) => [row.table, keyOf(row), fieldsOf(row)])
}

function isFlat(list: string): list is 'taxonomies' | 'taxonomy_terms' {
  return list === 'taxonomies' || list === 'taxonomy_terms'
}

const partsOf = { phones: 'phones', schedules: 'schedules', service_areas: 'service_areas', cost_options: 'cost_options', languages: 'languages' } as const

/** The rows of a service in full. A location comes with each of its services: whoever writes the rows keeps the first. */
function rowsOfService(service: Json): Row[] {
  const service_id = service.id
  return [
    { table: 'services', values: service },
    ...Object.values(partsOf).flatMap((table) => listIn(service, table).map((part): Row => ({ table, values: { ...part, service_id } }))),
    ...listIn(service, 'service_at_locations').flatMap((site) => rowsOfSite(site, service_id)),
    ...listIn(service, 'attributes').map((attribute): Row => {
      const values = { ...attribute, link_id: service_id, link_entity: 'service', taxonomy_term_id: (attribute.taxonomy_term as Json).id }
      return { table: 'attributes', values }
    }),
    ...listIn(service, 'capacities').flatMap((capacity): Row[] => [
      { table: 'service_capacities', values: { ...capacity, service_id, unit_id: (capacity.unit as Json).id } },
      { table: 'units', values: capacity.unit as Json }
    ])
  ]
}

function rowsOfSite(site: Json, service_id: unknown): Row[] {
  const location = site.location as Json
  const location_id = location.id
  return [
    { table: 'service_at_location', values: { ...site, service_id, location_id } },
    ...listIn(site, 'schedules').map((schedule): Row => ({ table: 'schedules', values: { ...schedule, service_at_location_id: site.id } })),
    { table: 'locations', values: location },
    ...(['addresses', 'accessibility'] as const).flatMap((table) => listIn(location, table).map((part): Row => ({ table, values: { ...part, location_id } })))
  ]
}

function rowsOfOrganisation(organisation: Json): Row[] {
  const identifiers = listIn(organisation, 'organization_identifiers')
  return [
    { table: 'organizations', values: organisation },
    ...identifiers.map((identifier): Row => ({ table: 'organization_identifiers', values: { ...identifier, organization_id: organisation.id } }))
  ]
}

function listIn(owner: Json, name: string): Json[] {
  return (owner[name] ?? []) as Json[]
}

/** The values of a row in the order of its table's columns; what is not known is an empty field. */
function fieldsOf({ table, values }: Row): string[] {
  return columnsOf[table].map((column) => String(values[column] ?? ''))
}

/** What tells a row from any other of the feed, where the same one may come again; null where it never does. */
function keyOf({ table, values }: Row): string | null {
  const isShared = ['locations', 'addresses', 'accessibility', 'units'].includes(table)
  return isShared ? `${table} ${String(values.id)} ${String(values.location_id ?? '')}` : null
}

/** The description of the tables that goes with them. */
export function describePackage(): Json {
  return {
    name: 'throughcare-open-referral',
    profile: 'tabular-data-package',
    resources: tableNames.map((name) => ({
      ...{ name, path: `${name}.csv`, profile: 'tabular-data-resource', format: 'csv', encoding: 'utf-8' },
      schema: { fields: columnsOf[name].map((column) => ({ name: column, type: 'string' })), primaryKey: 'id' }
    }))
  }
}
