import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { toField } from '@throughcare/kit/import-report'
import { demoServicesFile } from './population/onward-referrals.ts'

type Value = string | number | null | undefined
type Address = Record<'address_1' | 'city' | 'state_province' | 'postal_code' | 'country', Value>
type Location = Record<'id' | 'name' | 'location_type' | 'latitude' | 'longitude', Value> & { addresses?: Address[] }
type DemoService = Record<'name' | 'description' | 'status' | 'url' | 'email' | 'minimum_age' | 'assured_date', Value> & {
  organization: Record<'id' | 'name' | 'description' | 'website', Value>
  service_at_locations?: { location: Location }[]
  contacts?: (Record<'name' | 'title' | 'email', Value> & { phones?: { number: string }[] })[]
  attributes?: { taxonomy_term: Record<'id' | 'name' | 'taxonomy', Value> & { code: string } }[]
}

const columns = {
  services: ['id', 'name', 'description', 'status', 'url', 'email', 'minimum_age', 'assured_date', 'organization_id'],
  organizations: ['id', 'name', 'description', 'website'],
  locations: ['id', 'name', 'location_type', 'latitude', 'longitude'],
  service_at_locations: ['id', 'service_id', 'location_id'],
  addresses: ['location_id', 'address_1', 'city', 'state_province', 'postal_code', 'country'],
  phones: ['service_id', 'number'],
  contacts: ['service_id', 'name', 'title', 'email'],
  attributes: ['link_id', 'taxonomy_term_id'],
  taxonomy_terms: ['id', 'code', 'name', 'taxonomy']
}
type Table = keyof typeof columns
type Row = [table: Table, values: Record<string, Value>]

/**
 * Writes an HSDS feed of about so many rows over all its tables: the demo's services over and over, each time under names, ids, places and an
 * organisation of their own. Answers how many rows and services it came to.
 */
export async function writeFeedTables(folder: string, atLeast: number): Promise<{ rows: number; services: number }> {
  await mkdir(folder)
  const { contents } = JSON.parse(await readFile(demoServicesFile, 'utf8')) as { contents: DemoService[] }
  const files = new Map<Table, WriteStream>()
  for (const [table, names] of Object.entries(columns) as [Table, string[]][]) {
    const file = createWriteStream(join(folder, `${table}.csv`))
    file.write(`${names.join()}\n`)
    files.set(table, file)
  }
  const terms = new Set<Value>()
  let [rows, services] = [0, 0]
  while (rows < atLeast) {
    const found = rowsOf(contents[services % contents.length] as DemoService, services).filter(
      ([table, { id }]) => table !== 'taxonomy_terms' || !terms.has(id)
    )
    for (const [table, values] of found) {
      if (table === 'taxonomy_terms') terms.add(values.id)
      const line = columns[table].map((name) => toField(values[name] ?? '')).join()
      if (!files.get(table)?.write(`${line}\n`)) await once(files.get(table) as WriteStream, 'drain')
    }
    rows += found.length
    services += 1
  }
  for (const file of files.values()) await finished(file.end())
  return { rows, services }
}

function rowsOf({ organization, service_at_locations = [], contacts = [], attributes = [], ...service }: DemoService, number: number): Row[] {
  const [service_id, organization_id] = [`service ${number}`, `organisation ${number}`]
  return [
    ['services', { ...service, id: service_id, name: `${service.name} ${number}`, organization_id }],
    ['organizations', { ...organization, id: organization_id, name: `${organization.name} ${number}` }],
    ...service_at_locations.flatMap(({ location: { addresses = [], ...location } }, place): Row[] => {
      const location_id = `place ${number} ${place}`
      return [
        ['locations', { ...location, id: location_id }],
        ['service_at_locations', { id: `site ${number} ${place}`, service_id, location_id }],
        ...addresses.map((address): Row => ['addresses', { ...address, location_id }])
      ]
    }),
    ...contacts.flatMap(({ phones = [], name, title, email }): Row[] =>
      name ? [['contacts', { service_id, name, title, email }]] : phones.map((phone): Row => ['phones', { service_id, number: phone.number }])
    ),
    ...attributes.flatMap(({ taxonomy_term: { id, code, name, taxonomy } }): Row[] => [
      ['taxonomy_terms', { id, code, name, taxonomy }],
      ['attributes', { link_id: service_id, taxonomy_term_id: id }]
    ])
  ]
}
