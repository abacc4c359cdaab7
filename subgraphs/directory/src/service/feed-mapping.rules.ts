import { itemsOf } from './feed-items.rules.ts'
import type { Index, TableRow } from './feed-rows.rules.ts'
import { fileNames, type TableName, type Tables } from './feed-tabular.rules.ts'

/**
 * How the files of another system are read, where our names (those of HSDS) do not do: `files` says which file is which table, `columns`
 * from which of their columns ours is read (several are put together), `codes` what their values are with us ("" is an empty field), and
 * `joins` which column of a table holds what another column of its services or locations names.
 */
export type FeedMapping = {
  files?: Partial<Record<TableName, string>>
  /** `services.name`: theirs. */
  columns?: Record<string, string | string[]>
  /** `services.status`: theirs: ours. */
  codes?: Record<string, Record<string, string>>
  /** `locations.organization_id`: `services.organization_id`. */
  joins?: Record<string, string>
}

/** A mapping with the tables that a data package (frictionless, as HSDS describes its tables) calls by a name of its own; what the mapping says goes first. */
export function withPackage(mapping: FeedMapping, resources: readonly { name: string; path: string }[]): FeedMapping {
  const files = Object.fromEntries(
    resources.flatMap(({ name, path }) => tableNames.flatMap((table) => (fileNames[table].some((stem) => stem === name.toLowerCase()) ? [[table, path]] : [])))
  ) as FeedMapping['files']
  return files && Object.keys(files).length > 0 ? { ...mapping, files: { ...files, ...mapping.files } } : mapping
}

const tableNames = Object.keys(fileNames) as TableName[]
const isTable = (name: string | undefined): name is TableName => tableNames.some((known) => known === name)
const isColumn = (path: string) => /^\w+\.[^.]+$/.test(path) && isTable(path.split('.')[0])

/** Why a mapping cannot be used, in sentences; empty where it can. */
export function faultsOfMapping(mapping: FeedMapping): string[] {
  const { files = {}, columns = {}, codes = {}, joins = {} } = mapping
  const parents = ['services', 'locations']
  return [
    ...Object.keys(mapping).flatMap((key) =>
      ['files', 'columns', 'codes', 'joins'].includes(key) ? [] : [`"${key}" is none of files, columns, codes and joins.`]
    ),
    ...Object.keys(files).flatMap((name) => (isTable(name) ? [] : [`"${name}" is no table. The tables are ${tableNames.join(', ')}.`])),
    ...[...Object.keys(columns), ...Object.keys(codes), ...Object.keys(joins), ...Object.values(joins)].flatMap((path) =>
      isColumn(path) ? [] : [`"${path}" is no column of a table. Write it as services.name.`]
    ),
    ...Object.values(joins).flatMap((path) =>
      parents.includes(String(path).split('.')[0] ?? '') ? [] : [`"${path}" is no column of services or locations, and only to those is joined.`]
    )
  ]
}

/** The names of a file's columns as ours, as far as they can be told: `service_name` of a service is its name, `organization_uuid` an organisation's id. */
export function ownColumns(table: TableName, given: readonly string[]): string[] {
  const names = given.map((name) => name.replace(/[\s-]+/g, '_'))
  const stems = [...fileNames[table]].sort((one, other) => other.length - one.length)
  const plain = names.map((name) => {
    const stem = ofStandard.has(name) ? undefined : stems.find((known) => name.startsWith(`${known}_`))
    const rest = (stem ? name.slice(stem.length + 1) : name).replace(/^(uu|record_?)id$/, 'id')
    const told = rest.replace(/_(uuid|record_?id)$/, '_id')
    return aliases[told] ?? told
  })
  // Beside a record id, by which the other tables go, an id is no more than the number of the row (Washington's feed).
  const isNumbered = names.includes('id') && names.some((name, place) => /record_?id$/.test(name) && plain[place] === 'id')
  if (isNumbered) return plain.map((name, place) => (names[place] === 'id' ? 'row_id' : name))
  // What is called so already goes before what might be meant by it.
  return plain.map((name, place) => (name !== names[place] && (names.includes(name) || plain.indexOf(name) !== place) ? (names[place] ?? name) : name))
}

/** Why a file of services cannot be read: no column of it, nor its mapping, says what a service is called. Null where one does. */
export function whyNameless(
  { file, ours, theirs }: { file: string; ours: readonly string[]; theirs: readonly string[] },
  { columns = {} }: FeedMapping
): string | null {
  if (ours.includes('name') || columns['services.name'] !== undefined) return null
  const told = theirs.filter(Boolean).slice(0, 30).join(', ')
  return `${file.replace(/^.*[\\/]/, '')} has no column for the name of a service; its columns are ${told}. Call that one name, or say by a mapping file which it is.`
}

/** Columns of HSDS that begin as their table is called and are no short form. */
const ofStandard = new Set(['service_areas', 'location_type', 'address_type', 'address_1', 'address_2', 'taxonomy_id', 'taxonomy_detail', 'language_code'])

const aliases: Record<string, string> = {
  ...{ organization: 'organization_id', organizations: 'organization_id', organisation: 'organization_id', organisation_id: 'organization_id' },
  ...{ service: 'service_id', services: 'service_id' },
  ...{ location: 'location_id', locations: 'location_id', min_age: 'minimum_age', max_age: 'maximum_age', website: 'url', phone_number: 'number' },
  ...{ web_site: 'url', web_address: 'url', e_mail: 'email', email_address: 'email', tel: 'telephone', telephone_number: 'telephone' },
  ...{
    postcode: 'postal_code',
    post_code: 'postal_code',
    zip: 'postal_code',
    zip_code: 'postal_code',
    zipcode: 'postal_code',
    street: 'address_1',
    line_1: 'address_1',
    address_line_1: 'address_1',
    address1: 'address_1',
    line_2: 'address_2',
    address_line_2: 'address_2',
    address2: 'address_2'
  },
  ...{ county: 'state_province', state: 'state_province', town: 'city', lat: 'latitude', lng: 'longitude', lon: 'longitude', long: 'longitude' }
}

/** Reads the rows of a table by a mapping: our columns out of theirs, then our codes for theirs. */
export function openMapping(table: TableName, { columns = {}, codes = {} }: FeedMapping): (row: TableRow) => TableRow {
  const own = (paths: readonly string[]) => paths.flatMap((path) => (path.startsWith(`${table}.`) ? [path.slice(table.length + 1)] : []))
  const read = own(Object.keys(columns)).map((name) => ({
    name,
    theirs: [columns[`${table}.${name}`] ?? []].flat().map((column) => column.trim().toLowerCase())
  }))
  const coded = own(Object.keys(codes)).map((name) => ({
    name,
    ours: new Map(Object.entries(codes[`${table}.${name}`] ?? {}).map(([theirs, ours]) => [theirs.trim().toLowerCase(), ours]))
  }))
  return ({ line, values, raw = values }) => {
    const given = { ...values }
    for (const { name, theirs } of read) given[name] = theirs.flatMap((column) => raw[column]?.trim() || []).join('; ')
    // A value without a code stays as it is: what becomes of it is for the rules that clean every feed.
    for (const { name, ours } of coded) given[name] = ours.get((given[name] ?? '').trim().toLowerCase()) ?? given[name] ?? ''
    return { line, values: given }
  }
}

/** Rows of a table that a row of its parent names, beyond those that name it. */
export type Joined = (table: keyof Tables, parent: 'services' | 'locations', values: Record<string, string>) => Record<string, string>[]

export function openJoins(tables: Tables, { joins = {} }: FeedMapping, use: Index['use']): Joined {
  const opened = Object.entries(joins).map(([child, by]) => {
    const [table = '', column = ''] = child.split('.')
    const [parent = '', key = ''] = by.split('.')
    const rows = Map.groupBy(
      (tables[table as keyof Tables] ?? []).map(({ values }) => values),
      (values) => values[column] ?? ''
    )
    return { table, parent, key, rows }
  })
  return (table, parent, values) =>
    opened.flatMap((join) => {
      if (join.table !== table || join.parent !== parent) return []
      const named = values[join.key] ?? ''
      // An id may hold a comma; only what is no id as a whole is a list.
      const found = named === '' ? [] : (join.rows.get(named) ?? itemsOf(named).flatMap((item) => join.rows.get(item) ?? []))
      use(found)
      return found
    })
}
