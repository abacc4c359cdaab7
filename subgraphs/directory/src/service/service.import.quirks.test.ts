import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { room } from '@throughcare/directory'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'
import { importDirectory } from './service.import.ts'

let directory: TestRoom
let folder: string
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-23T12:00:00Z') })
  await loadReferenceData(directory.url)
  folder = await mkdtemp(join(tmpdir(), 'throughcare-quirks-'))
})
afterAll(async () => {
  await directory.close()
  await rm(folder, { recursive: true })
})

async function take(content: unknown, feed: string) {
  const path = join(folder, `${feed}.json`)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return importDirectory({ path, url: directory.url, feed })
}
const item = (id: unknown, changes: object = {}) => ({ id, name: `Example ${String(id)} (demo)`, status: 'active', ...changes })
const names = async (feed: string) =>
  (await directory.rows<{ name: string }>('select name from directory.service where feed = $1 order by name', feed)).map(({ name }) => name)

test('what no text can be, or no index can hold, is mended and said', async () => {
  const words = Array.from({ length: 4_000 }, () => crypto.randomUUID()).join(' ')
  const { read, added, warnings } = await take(
    [
      item('a', { name: 'Half a \ud800 pair (demo)', service_areas: [{ name: '\udc00' }] }),
      item('b', { name: words }),
      item('c', { description: words, attributes: [{ taxonomy_term: { name: words } }] })
    ],
    'mended'
  )

  expect([read, added]).toEqual([3, 3])
  expect(warnings.map(({ line, field }) => `${line} ${field}`)).toEqual([
    ...['1 name', '1 service_areas', '2 name', '2 name', '3 description', '3 attributes.taxonomy_term.name']
  ])
  expect((await names('mended')).map(({ length }) => length).sort((one, other) => one - other)).toEqual([16, 20, expect.any(Number)])
})

test('an entry that the database cannot hold is refused alone, and those beside it are taken', async () => {
  const identifier = Array.from({ length: 100 }, () => crypto.randomUUID()).join('')
  const organization = { name: 'Example Trust (demo)', organization_identifiers: [{ identifier_scheme: 'GB-NHS', identifier }] }
  const { read, added, rejected } = await take([item('a'), item('b', { organization }), item('c')], 'held')

  expect([read, added]).toEqual([3, 2])
  expect(rejected).toEqual([{ line: 2, field: '', reason: expect.stringContaining('cannot hold this entry') }])
  expect(await names('held')).toEqual(['Example a (demo)', 'Example c (demo)'])
})

test('an id in the shape of a UUID is kept, whatever version it claims', async () => {
  const id = '11111111-1111-0111-1111-111111111111'
  const { added } = await take([item(id)], 'shape')

  expect(added).toBe(1)
  expect(await directory.rows('select 1 from directory.service where id = $1', id)).toHaveLength(1)
})

test('services without an id that are called the same are told apart by where they are given, and a rerun changes nothing', async () => {
  const at = (postal_code: string) => ({
    id: '',
    name: 'Example Pantry (demo)',
    status: 'active',
    service_at_locations: [{ location: { addresses: [{ postal_code }] } }]
  })
  const feed = [at('BB1 9ZZ'), at('LA1 9ZZ'), { ...at('LA1 9ZZ'), description: 'Another.' }, at('BB1 9ZZ')]

  expect(await take(feed, 'pantries')).toMatchObject({ read: 4, added: 3, unchanged: 1, rejected: [] })
  expect(await take(feed, 'pantries')).toMatchObject({ read: 4, added: 0, changed: 0, unchanged: 4 })
})

test('a feed that breaks off is taken as far as it goes, and withdraws nothing', async () => {
  const whole = [item('a'), item('b'), item('c')]
  await take(whole, 'broken')

  const { read, unchanged, withdrawn, rejected } = await take(JSON.stringify(whole).slice(0, -12), 'broken')

  expect({ read, unchanged, withdrawn, rejected: rejected.length }).toEqual({ read: 3, unchanged: 2, withdrawn: 0, rejected: 1 })
})

test('a field for which there is no place is said once, with how many entries had it', async () => {
  const { warnings } = await take([item('a', { wait_time: '2 weeks', logo: '' }), item('b', { wait_time: 'long' })], 'unplaced')

  expect(warnings.filter(({ line }) => line === 0)).toEqual([
    { line: 0, field: 'wait_time', reason: 'The directory has no place for this, so it was left out of 2 entries.' }
  ])
})

test('what a feed did not change keeps its places, though another entry beside it changed', async () => {
  const at = (id: string) => [{ location: { id, name: `Example house ${id}` } }]
  const places = async () =>
    directory.rows(
      "select service.name, location.name as place from directory.service join directory.service_at_location as at on at.service_id = service.id and at.is_current join directory.location on location.id = at.location_id where service.feed = 'placed' order by 1"
    )
  const same = item('same', { service_at_locations: at('one') })
  await take([same, item('other', { service_at_locations: at('two') })], 'placed')

  expect(await take([same, item('other', { service_at_locations: at('three') })], 'placed')).toMatchObject({ changed: 1, unchanged: 1 })
  expect(await places()).toEqual([
    { name: 'Example other (demo)', place: 'Example house three' },
    { name: 'Example same (demo)', place: 'Example house one' }
  ])
})

test('a feed whose entry is refused for another feed has that one keep its places', async () => {
  const id = crypto.randomUUID()
  await take([item(id, { service_at_locations: [{ location: { id: 'kept' } }] })], 'first')

  await take([item(id), item('b')], 'second')

  expect(await directory.rows('select 1 from directory.service_at_location where service_id = $1 and is_current', id)).toHaveLength(1)
})

test('a location that a feed moves takes every service given there with it, also one that did not change', async () => {
  const at = (postal_code: string) => [{ location: { id: 'shared', addresses: [{ city: 'Example', postal_code }] } }]
  const reach = async () =>
    (
      await directory.rows<{ name: string }>(
        "select name from directory.service join directory.indexed_service on service_id = service.id join directory.service_reach using (number) where feed = 'moving' and need_code = '' and is_current and reach like '@%' and north > 54 order by name"
      )
    ).map(({ name }) => name)
  const stays = item('stays', { service_at_locations: at('BB1 9ZZ') })
  await take([stays, item('moves', { service_at_locations: at('BB1 9ZZ') })], 'moving')
  expect(await reach()).toEqual([])

  await take([stays, item('moves', { service_at_locations: at('LA9 9ZZ') })], 'moving')

  expect(await reach()).toEqual(['Example moves (demo)', 'Example stays (demo)'])
})
