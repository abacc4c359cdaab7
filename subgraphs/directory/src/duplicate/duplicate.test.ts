import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { room } from '@throughcare/directory'
import { persona, practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'
import { importDirectory } from '../service/service.import.ts'

const ask = 'query ($id: ID!) { service(id: $id) { duplicateSuggestions { reasons service { name feed } } possibleDuplicates { name } } }'

let directory: TestRoom
let folder: string
beforeAll(async () => {
  directory = await openTestRoom(room)
  await loadReferenceData(directory.url)
  folder = await mkdtemp(join(tmpdir(), 'throughcare-duplicates-'))
})
afterAll(async () => {
  await directory.close()
  await rm(folder, { recursive: true })
})

type Given = { name: string; phone?: string; url?: string; charity?: string; company?: string; postcode?: string; status?: string }
let feeds = 0
/** Takes entries in as a feed of their own. */
async function take(...given: Given[]): Promise<string> {
  const feed = `duplicate-${(feeds += 1)}`
  const items = given.map(({ name, phone, url, charity, company, postcode, status = 'active' }, place) => ({
    ...{ id: `${place}`, name, status, url, phones: phone ? [{ id: 'p', number: phone }] : [] },
    organization: {
      ...{ id: `organisation-${place}`, name: `Run by ${feed} ${place}`, description: 'Invented.' },
      organization_identifiers: [
        ...(charity ? [{ id: 'c', identifier_scheme: 'GB-CHC', identifier_type: 'charity', identifier: charity }] : []),
        ...(company ? [{ id: 'h', identifier_scheme: 'GB-COH', identifier_type: 'company', identifier: company }] : [])
      ]
    },
    service_at_locations: postcode
      ? [
          {
            id: 's',
            location: {
              id: `location-${place}`,
              location_type: 'physical',
              addresses: [{ address_1: '1 Example Road', city: 'Burnley', postal_code: postcode }]
            }
          }
        ]
      : []
  }))
  await writeFile(join(folder, 'feed.json'), JSON.stringify(items))
  const { rejected } = await importDirectory({ path: join(folder, 'feed.json'), url: directory.url, feed })
  expect(rejected).toEqual([])
  return feed
}

async function suggestedFor(name: string): Promise<[string, string[]][]> {
  const [{ id } = { id: '' }] = await directory.rows<{ id: string }>('select id from directory.service where name = $1 order by feed limit 1', name)
  const { data, errors } = await directory.ask(practitioner, ask, { id })
  expect(errors).toEqual([])
  const suggestions = data?.service.duplicateSuggestions as { reasons: string[]; service: { name: string } }[]
  expect(data?.service.possibleDuplicates).toEqual(suggestions.map(({ service }) => ({ name: service.name })))
  return suggestions.map(({ reasons, service }) => [service.name, reasons])
}

describe('another entry is suggested as the same service', () => {
  test.each<[string, Given, Given, string]>([
    ['the same telephone', { name: 'Alder (demo)', phone: '01632 960001' }, { name: 'Beech (demo)', phone: '+44 (0)1632 960 001' }, 'SAME_PHONE'],
    [
      'the same web page',
      { name: 'Cedar (demo)', url: 'https://www.example.org/c/' },
      { name: 'Damson (demo)', url: 'http://example.org/c' },
      'SAME_WEB_ADDRESS'
    ],
    ['the same charity', { name: 'Elder (demo)', charity: '1234567' }, { name: 'Fir (demo)', charity: ' 1234567' }, 'SAME_REGISTERED_NUMBER'],
    ['the same company', { name: 'Gorse (demo)', company: '01234567' }, { name: 'Hazel (demo)', company: '1234567' }, 'SAME_REGISTERED_NUMBER'],
    [
      'the same postcode and nearly the same name',
      { name: 'Ivy Night Shelter (demo)', postcode: 'BB11 9ZZ' },
      { name: 'Night Shelter Ivy (demo)', postcode: 'bb119zz' },
      'SAME_POSTCODE_AND_LIKE_NAME'
    ]
  ])('for %s', async (_, one, other, reason) => {
    await take(one)
    await take(other)

    expect(await suggestedFor(one.name)).toEqual([[other.name, [reason]]])
    expect(await suggestedFor(other.name)).toEqual([[one.name, [reason]]])
  })

  test('for its name and its telephone at once, first of all', async () => {
    await take({ name: 'Juniper (demo)', phone: '01632 960002' })
    await take({ name: 'Larch (demo)', phone: '01632 960002' })
    await take({ name: 'JUNIPER - (demo)', phone: '01632960002' })

    expect(await suggestedFor('Juniper (demo)')).toEqual([
      ['JUNIPER - (demo)', ['SAME_NAME', 'SAME_PHONE']],
      ['Larch (demo)', ['SAME_PHONE']]
    ])
  })
})

describe('nothing is suggested', () => {
  test('for what entries of one source have in common, but for the name', async () => {
    const alike = { phone: '01632 960003', url: 'https://maple.example.org', charity: '7654321', postcode: 'BB11 8ZZ' }
    await take({ name: 'Maple Hub Monday (demo)', ...alike }, { name: 'Maple Hub Tuesday (demo)', ...alike })

    expect(await suggestedFor('Maple Hub Monday (demo)')).toEqual([])
  })

  test('for a postcode alone, nor for a name that is near alone', async () => {
    await take({ name: 'Nutmeg Kitchen (demo)', postcode: 'BB11 7ZZ' }, { name: 'Olive Night Shelter (demo)', postcode: 'BB11 6ZZ' })
    await take({ name: 'Poplar Advice (demo)', postcode: 'BB11 7ZZ' }, { name: 'Night Shelter Olive (demo)', postcode: 'LA1 6ZZ' })

    expect([await suggestedFor('Nutmeg Kitchen (demo)'), await suggestedFor('Olive Night Shelter (demo)')]).toEqual([[], []])
  })

  test('of what its source no longer lists', async () => {
    await take({ name: 'Quince (demo)', phone: '01632 960004' })
    const feed = await take({ name: 'Rowan (demo)', phone: '01632 960004' })
    await directory.rows('update directory.service set withdrawn_at = now() where feed = $1', feed)

    expect(await suggestedFor('Quince (demo)')).toEqual([])
  })
})

test('what is changed here is compared as it is now, and entries written down here with each other too', async () => {
  const editor = persona('directory-editor')
  const record = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id version } }'
  const write = async (input: object) => {
    const entry = { status: 'ACTIVE', needCodes: ['housing'], idempotencyKey: crypto.randomUUID(), ...input }
    return (await directory.ask(editor, record, { input: entry })).data?.recordService as { id: string; version: number }
  }
  const { id, version } = await write({ name: 'Sorrel (demo)', phone: '01632 960005' })
  await write({ name: 'Thistle (demo)', phone: '01632 960006' })
  const before = await suggestedFor('Thistle (demo)')
  await write({ serviceId: id, expectedVersion: version, name: 'Sorrel (demo)', phone: '01632 960006' })

  expect(before).toEqual([])
  expect(await suggestedFor('Thistle (demo)')).toEqual([['Sorrel (demo)', ['SAME_PHONE']]])
})

test('many entries cost as many statements as one', async () => {
  const ids = (await directory.rows<{ id: string }>('select id from directory.service order by name limit 10')).map(({ id }) => id)
  const question = 'query ($them: [_Any!]!) { _entities(representations: $them) { ... on Service { duplicateSuggestions { reasons } } } }'
  const statementsOf = async (asked: readonly string[]) => {
    directory.statements()
    const { errors } = await directory.ask(practitioner, question, { them: asked.map((id) => ({ __typename: 'Service', id })) })
    expect(errors).toEqual([])
    return directory.statements().length
  }

  expect(await statementsOf(ids)).toBe(await statementsOf(ids.slice(0, 1)))
})

test('the public is not told', async () => {
  const [{ id } = { id: '' }] = await directory.rows<{ id: string }>('select id from directory.service limit 1')

  expect((await directory.ask(persona('analyst', { role: 'public', subject: 'public' }), ask, { id })).errors).toMatchObject([{ code: 'FORBIDDEN' }])
})

test('entries from before the keys were kept get from the migration what a feed would give them', async () => {
  await take(
    { name: 'Old hub', phone: '+44 (0)1254 123456', url: 'HTTPS://www.example.org/Help/index.html', charity: 'GB-CHC-01 234 567', company: 'n/a' },
    { name: 'Old house', url: 'https://www.example.org/start/default.aspx#top', charity: 'SC012345', company: '01234567' }
  )
  const keys = async () => ({
    services: await directory.rows('select id, phone_key, web_key from directory.service order by id'),
    organisations: await directory.rows('select id, charity_number, company_number from directory.organisation order by id')
  })
  const fromFeeds = await keys()
  await directory.rows('update directory.service set phone_key = null, web_key = null')
  await directory.rows('update directory.organisation set charity_number = null, company_number = null')
  const migration = await readFile(join(import.meta.dirname, '../../db/migrations/0013_compare_entries.sql'), 'utf8')
  for (const statement of migration.split('--> statement-breakpoint').filter((text) => text.trim().startsWith('UPDATE'))) await directory.rows(statement)

  expect(await keys()).toEqual(fromFeeds)
  expect(fromFeeds.services).toContainEqual(expect.objectContaining({ phone_key: '01254123456', web_key: 'example.org/help' }))
  expect(fromFeeds.organisations).toContainEqual(expect.objectContaining({ charity_number: 'SC12345', company_number: '1234567' }))
})
