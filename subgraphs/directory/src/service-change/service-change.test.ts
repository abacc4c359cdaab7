import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { room } from '@throughcare/directory'
import { persona, practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'
import { importDirectory } from '../service/service.import.ts'

const editor = persona('directory-editor')
const everyone = persona('analyst', { role: 'public', subject: 'public' })
const changes = 'query ($id: ID!) { service(id: $id) { changes { version changedAt changedBy fields { field before after } } } }'
const record = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id version } }'
const assure = 'mutation ($input: AssureServiceInput!) { assureService(input: $input) { id version } }'

let directory: TestRoom
let folder: string
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-23T12:00:00Z') })
  await loadReferenceData(directory.url)
  folder = await mkdtemp(join(tmpdir(), 'throughcare-changes-'))
})
afterAll(async () => {
  await directory.close()
  await rm(folder, { recursive: true })
})

const entry = (changed: object = {}) => ({
  name: 'Example Hub (demo)',
  status: 'ACTIVE',
  needCodes: ['housing'],
  idempotencyKey: crypto.randomUUID(),
  ...changed
})
const recorded = async (input: object) => {
  const { data, errors } = await directory.ask(editor, record, { input })
  expect(errors).toEqual([])
  return data?.recordService as { id: string; version: number }
}
const changesOf = async (id: string) => {
  const { data, errors } = await directory.ask(practitioner, changes, { id })
  expect(errors).toEqual([])
  return (data?.service as { changes: unknown[] }).changes
}

test('who changed what of an entry is kept, newest first; a new one was not changed', async () => {
  const { id } = await recorded(entry())
  expect(await changesOf(id)).toEqual([])

  await recorded(entry({ serviceId: id, expectedVersion: 1, phone: '01632 960001', status: 'TEMPORARILY_CLOSED' }))
  await directory.ask(editor, assure, { input: { serviceId: id, expectedVersion: 2, idempotencyKey: crypto.randomUUID() } })

  const by = { changedAt: '2026-11-23T12:00:00.000Z', changedBy: editor.subject }
  expect(await changesOf(id)).toEqual([
    { version: 3, ...by, fields: [{ field: 'assuredDate', before: 'null', after: '"2026-11-23"' }] },
    {
      ...{ version: 2, ...by },
      fields: expect.arrayContaining([
        { field: 'status', before: '"ACTIVE"', after: '"TEMPORARILY_CLOSED"' },
        { field: 'phone', before: 'null', after: '"01632 960001"' }
      ])
    }
  ])
})

test('where an editor says that it is given is among what changed', async () => {
  const { id } = await recorded(entry({ locations: [{ town: 'Burnley', postcode: 'BB11 9ZZ' }] }))
  await recorded(entry({ serviceId: id, expectedVersion: 1, locations: [{ town: 'Lancaster', postcode: 'LA1 9ZZ' }] }))

  const place = (town: string, postcode: string) => JSON.stringify([{ name: null, address: null, town, postcode }])
  expect(await changesOf(id)).toMatchObject([
    { version: 2, fields: [{ field: 'locations', before: place('Burnley', 'BB11 9ZZ'), after: place('Lancaster', 'LA1 9ZZ') }] }
  ])
})

test('what a feed changes, and that it no longer lists an entry, is told of the feed', async () => {
  const item = (id: string, description: string) => ({ id, name: `Example ${id} (demo)`, status: 'active', description })
  const take = async (...items: object[]) => {
    await writeFile(join(folder, 'feed.json'), JSON.stringify(items))
    return importDirectory({ path: join(folder, 'feed.json'), url: directory.url, feed: 'changing', clock: { now: () => new Date('2026-11-23T12:00:00Z') } })
  }
  await take(item('a', 'First.'), item('b', 'First.'))
  await take(item('a', 'First.'), item('b', 'Second.'))
  await take(item('a', 'First.'))
  const [{ id: kept } = { id: '' }, { id } = { id: '' }] = await directory.rows<{ id: string }>(
    "select id from directory.service where feed = 'changing' order by name"
  )

  expect(await changesOf(kept)).toEqual([])
  expect(await changesOf(id)).toMatchObject([
    { version: 3, changedBy: 'import:directory', fields: [{ field: 'withdrawnAt', before: 'null' }] },
    { version: 2, changedBy: 'import:directory', fields: [{ field: 'description', before: '"First."', after: '"Second."' }] }
  ])
})

test('where a feed says that an entry is given, and when it is open there, is among what changed', async () => {
  const site = (postcode: string, dtstart?: string) => ({
    id: 'site-1',
    location: {
      id: 'location-1',
      location_type: 'physical',
      name: 'Example House',
      addresses: [{ address_1: '1 Example Road', city: 'Burnley', postal_code: postcode }]
    },
    ...(dtstart ? { schedules: [{ id: 'hours-1', freq: 'WEEKLY', byday: 'MO', opens_at: '09:00', closes_at: '17:00', dtstart }] } : {})
  })
  const take = async (...sites: object[]) => {
    const item = { id: 'sited', name: 'Example Sited (demo)', status: 'active', service_at_locations: sites }
    await writeFile(join(folder, 'sited.json'), JSON.stringify([item]))
    return importDirectory({ path: join(folder, 'sited.json'), url: directory.url, feed: 'sited', clock: { now: () => new Date('2026-11-23T12:00:00Z') } })
  }
  await take(site('BB11 1AA'))
  await take(site('BB11 2BB'))
  await take(site('BB11 2BB', '2026-01-05'))
  await take()
  const [{ id } = { id: '' }] = await directory.rows<{ id: string }>("select id from directory.service where feed = 'sited'")

  const told = (await changesOf(id)) as { version: number; fields: { field: string; before: string; after: string }[] }[]
  const places = told.map(({ version, fields }) => [version, ...fields.map(({ field, before, after }) => [field, JSON.parse(before), JSON.parse(after)])])
  const at = (postcode: string) => expect.objectContaining({ name: 'Example House', postcode })
  const open = expect.objectContaining({ postcode: 'BB11 2BB', schedules: [expect.objectContaining({ opensAt: '09:00' })] })
  expect(places).toEqual([
    [4, ['locations', [open], []]],
    [3, ['locations', [at('BB11 2BB')], [open]]],
    [2, ['locations', [at('BB11 1AA')], [at('BB11 2BB')]]]
  ])
})

test('the public is not told who changed what, nor do the rows leave the database for them', async () => {
  const { id } = await recorded(entry())

  const { errors } = await directory.ask(everyone, changes, { id })

  expect(errors).toMatchObject([{ code: 'FORBIDDEN' }])
})
