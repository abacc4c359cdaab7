import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { room } from '@throughcare/directory'
import { toField } from '@throughcare/kit/import-report'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'
import { importDirectory } from '../service/service.import.ts'
import { columnsOf, describePackage, tableNames, type TabularRow } from './tabular.rules.ts'

const demo = fileURLToPath(new URL('../../db/reference/demo-services.json', import.meta.url))
const everyone = persona('analyst', { role: 'public', subject: 'public' })
const question = 'query ($path: String!, $parameters: String!) { openReferral(path: $path, parameters: $parameters) }'

const schedule = {
  freq: 'MONTHLY',
  byday: '1SA',
  opens_at: '09:00',
  closes_at: '17:00',
  dtstart: '2026-01-01',
  interval: 2,
  wkst: 'MO',
  notes: 'Ring, "first"'
}
const site = {
  ...{ description: 'By the lift', schedules: [schedule] },
  location: {
    id: 'house',
    name: 'House',
    latitude: 53.75,
    longitude: -2.48,
    addresses: [{ address_1: '1 Example Street', city: 'Burnley' }],
    accessibility: [{ description: 'Ramp' }]
  }
}
const rich = {
  ...{ id: 'rich', name: 'Example, "Rich" (demo)', description: 'First; second', status: 'temporarily closed', minimum_age: 18, assured_date: '2026-11-01' },
  ...{ throughcare_conviction_exclusions: [], throughcare_takes_no_fixed_abode: false, throughcare_waiting_days: 0, throughcare_referral_route: 'DROP_IN' },
  phones: [
    { number: '+44 1632 960001', extension: 5, type: 'voice' },
    { number: '01632 960002', type: 'fax' }
  ],
  schedules: [schedule, { valid_from: '2026-12-25', valid_to: '2026-12-26', throughcare_is_closed: true }],
  service_areas: [{ name: 'Lancashire', extent: '{"type":"Point"}', extent_type: 'geojson' }],
  cost_options: [{ option: 'Adults', amount: 3.5, currency: 'gbp' }],
  languages: [{ name: 'Urdu', code: 'ur' }],
  attributes: [
    { link_type: 'need', taxonomy_term: { code: 'housing' } },
    { value: '2', taxonomy_term: { name: 'Hats', taxonomy: 'Theirs', code: 'h' } }
  ],
  capacities: [{ unit: { name: 'beds' }, available: 0, maximum: 3, updated: '2026-11-01' }],
  organization: { name: 'Example Trust (demo)', website: 'https://example.org', organization_identifiers: [{ identifier_scheme: 'GB-CHC', identifier: '1' }] },
  service_at_locations: [site, { location: { ...site.location, id: 'hall', name: 'Hall' } }]
}

let folder: string
let first: TestRoom
let second: TestRoom
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughcare-tabular-'))
  const [one, other] = await Promise.all([openTestRoom(room), openTestRoom(room)])
  ;[first, second] = [one, other]
  for (const { url } of [first, second]) await loadReferenceData(url)
})
afterAll(async () => {
  await Promise.all([first.close(), second.close()])
  await rm(folder, { recursive: true })
})

async function list<Item = unknown>(at: TestRoom, path: string, parameters: object = {}): Promise<Item[]> {
  const { data } = await at.ask(everyone, question, { path, parameters: JSON.stringify({ full: 'true', per_page: '500', ...parameters }) })
  return (JSON.parse(String(data?.openReferral).split(/\n(.*)/s)[1] ?? '') as { contents: Item[] }).contents
}

test('the tables of the open feed say all that it says: read again they give the same bytes', async () => {
  await writeFile(join(folder, 'rich.json'), JSON.stringify([rich, { ...rich, id: 'beside', name: 'Example Beside (demo)' }]))
  await importDirectory({ path: demo, url: first.url })
  expect((await importDirectory({ path: join(folder, 'rich.json'), url: first.url })).warnings).toEqual([])
  const given = await list(first, 'services')
  const rows = new Map<string, TabularRow>()
  for (const path of ['services', 'organizations', 'taxonomies', 'taxonomy_terms'])
    for (const row of await list<TabularRow>(first, path, { format: 'tabular' })) if (!rows.has(row[1] ?? '')) rows.set(row[1] ?? String(rows.size), row)
  const places = [...rows.values()].flatMap(([table, , fields]) => (table === 'locations' ? [fields[0]] : []))
  expect(new Set(places).size).toBe(places.length)
  await mkdir(join(folder, 'tables'))
  for (const table of tableNames) {
    const lines = [columnsOf[table], ...[...rows.values()].flatMap(([name, , fields]) => (name === table ? [fields] : []))]
    await writeFile(join(folder, 'tables', `${table}.csv`), lines.map((fields) => `${fields.map(toField).join(',')}\n`).join(''))
  }
  await writeFile(join(folder, 'tables', 'datapackage.json'), JSON.stringify(describePackage()))

  const { read, added, rejected } = await importDirectory({ path: join(folder, 'tables'), url: second.url })

  expect({ read, added, rejected }).toEqual({ read: given.length, added: given.length, rejected: [] })
  expect(await list(second, 'services')).toEqual(given)
  expect(JSON.stringify(await list(second, 'services'))).toBe(JSON.stringify(given))
})

test('every table is described, and nothing of staff has a column', () => {
  expect((describePackage().resources as { name: string; path: string }[]).map(({ name, path }) => [name, path])).toEqual(
    tableNames.map((name) => [name, `${name}.csv`])
  )
  expect(tableNames).not.toContain('contacts')
})
