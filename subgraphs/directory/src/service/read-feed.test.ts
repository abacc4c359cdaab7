import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { readFeedMapping } from './read-feed-mapping.ts'
import { readFeed } from './read-feed.ts'
import type { FeedMapping } from './feed-mapping.rules.ts'
import type { FeedEntry } from './service-import.rules.ts'

const shared = fileURLToPath(new URL('../../../../../shared/data/directory/feeds/', import.meta.url))
const hsds11 = fileURLToPath(new URL('../../db/reference/mappings/hsds-1.1.json', import.meta.url))
const realFeeds = existsSync(shared) || process.env.CI ? test : test.skip

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'throughcare-test-'))))
afterEach(() => rm(folder, { recursive: true }))

/** A zip whose files are stored as they are (APPNOTE 6.3.3, sections 4.3.7, 4.3.12 and 4.3.16). */
function zipOf(files: [string, string][]): Buffer {
  let offset = 0
  const parts = files.map(([name, text]) => {
    const [title, content] = [Buffer.from(name), Buffer.from(text)]
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt32LE(crc32(content), 10)
    fields.writeUInt32LE(content.length, 14)
    fields.writeUInt32LE(content.length, 18)
    fields.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, title, content])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    offset += local.length
    return { local, central: Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, place, title]) }
  })
  const central = Buffer.concat(parts.map((part) => part.central))
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts.map((part) => part.local), central, Buffer.from('PK\x05\x06', 'latin1'), end])
}

async function fill(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
}

async function services(path: string, mapping?: FeedMapping) {
  const feed = await readFeed(path, mapping)
  const entries = (await Readable.from(feed.entries).toArray()) as (FeedEntry | null)[]
  await feed.close?.()
  return entries.map((entry) => entry?.service)
}

describe("another system's tables", () => {
  test('are read where their columns can be told: private names, ids in lists, an address in the row of its location', async () => {
    await fill({
      'services.csv': 'service_recordid,service_name,service_organization,service_locations\n1,Hub,o1,"l1,l2"\n2,Line,Example Trust,\n',
      'organizations.csv': 'organization_recordid,organization_name\no1,Example Trust\n',
      'locations.csv': 'location_recordid,location_name,address,zip\nl1,House,1 Example Street,BB1 9ZZ\nl2,Hall,,\n'
    })
    const [hub, line] = await services(folder)

    expect(hub).toMatchObject({
      name: 'Hub',
      organization: { name: 'Example Trust' },
      service_at_locations: [{ location: { name: 'House' } }, { location: { name: 'Hall' } }]
    })
    expect(hub).toMatchObject({ service_at_locations: [{ location: { addresses: [{ address_1: '1 Example Street', postal_code: 'BB1 9ZZ' }] } }, {}] })
    expect(line).toMatchObject({ name: 'Line', organization: { name: 'Example Trust' }, service_at_locations: [] })
  })

  test('are read by a mapping: files, columns, codes and joins', async () => {
    await fill({ 'angebote.csv': 'Nr;Titel;Stand;Haus\n7;Hub;offen;h1\n', 'haeuser.csv': 'Kennung;Ort\nh1;Burnley\n' })
    const [hub] = await services(folder, {
      files: { services: 'angebote.csv', locations: 'haeuser.csv' },
      columns: { 'services.id': 'Nr', 'services.name': 'Titel', 'services.status': 'Stand', 'locations.id': 'Kennung', 'locations.city': 'Ort' },
      codes: { 'services.status': { offen: 'active' } },
      joins: { 'locations.id': 'services.haus' }
    })

    expect(hub).toMatchObject({ id: '7', name: 'Hub', status: 'active', service_at_locations: [{ location: { addresses: [{ city: 'Burnley' }] } }] })
  })

  test('may keep whom a service is for in a table of its own, and be parted by tabs', async () => {
    await fill({ 'services.tsv': 'id\tname\n1\tHub\n', 'eligibility.tsv': 'id\tservice_id\teligibility\n\t1\tAdults\n\t\tNobody\n' })

    expect(await services(folder)).toMatchObject([{ name: 'Hub', eligibility_description: 'Adults' }])
  })

  test.each<[Record<string, string>, FeedMapping | undefined, string]>([
    [{ 'people.csv': 'id\n1\n' }, undefined, 'no services.csv'],
    [{ 'services.csv': 'id\n1\n' }, { files: { locations: 'houses.csv' } }, 'houses.csv']
  ])('%j with %j is refused in a sentence', async (files, mapping, words) => {
    await fill(files)

    await expect(services(folder, mapping)).rejects.toThrow(words)
  })

  realFeeds('of Florida, which are no HSDS, are read whole by the mapping that ships', async () => {
    const entries = await services(join(shared, 'florida-legal-2019'), await readFeedMapping(hsds11))

    expect(entries).toHaveLength(135)
    expect(entries.filter((entry) => !entry?.name || !entry.id || !entry.organization || entry.status !== 'active')).toEqual([])
    expect(entries.filter((entry) => (entry?.attributes as object[]).length > 0).length).toBeGreaterThan(100)
  })
})

describe('a zip', () => {
  const table = 'id,name\n1,Hub\n'
  async function zip(files: [string, string][]): Promise<string> {
    const path = join(folder, 'feed.zip')
    await writeFile(path, zipOf(files))
    return path
  }

  test.each<[string, [string, string][]]>([
    ['of tables', [['services.csv', table]]],
    [
      'with a folder in it, and what a Mac leaves there',
      [
        ['feed/services.csv', table],
        ['__MACOSX/feed/._services.csv', 'x'],
        ['read.me', 'x']
      ]
    ],
    [
      'with the same note in two folders',
      [
        ['README.txt', 'x'],
        ['feed/services.csv', table],
        ['feed/README.txt', 'x']
      ]
    ],
    ['of a page', [['page.json', '{"contents":[{"id":"1","name":"Hub"}]}']]],
    ['of one service a line', [['feed.ndjson', '{"id":"1","name":"Hub"}\n']]]
  ])('%s is read, and nothing of it is left behind', async (_, files) => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('throughcare-unpacked-'))

    expect(await services(await zip(files))).toMatchObject([{ id: '1', name: 'Hub' }])
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('throughcare-unpacked-'))).toEqual(before)
  })

  test.each<[string, [string, string][], string]>([
    [
      'with two files of one name',
      [
        ['a/services.csv', table],
        ['b/services.csv', table]
      ],
      'two files of one name'
    ],
    ['that would write elsewhere', [['../../services.csv', table]], 'cannot be read'],
    ['without services', [['people.csv', table]], 'no services.csv'],
    [
      'that holds another',
      [
        ['feed.zip', 'x'],
        ['readme.txt', 'x']
      ],
      'another zip'
    ],
    ['that is a workbook', [['[Content_Types].xml', 'x']], 'workbook of Excel'],
    ['that is empty', [], 'nothing in it']
  ])('%s is refused in a sentence', async (_, files, words) => {
    await expect(services(await zip(files))).rejects.toThrow(words)
  })

  test('that is broken is refused in a sentence', async () => {
    const path = join(folder, 'feed.zip')
    await writeFile(path, zipOf([['services.csv', table]]).subarray(0, 60))

    await expect(services(path)).rejects.toThrow('cannot be read')
  })
})

describe('a mapping file', () => {
  test.each([
    ['{', 'not JSON'],
    ['[]', 'not written as it must be'],
    ['{"columns":{"services.name":7}}', 'columns.services.name'],
    ['{"columns":{"name":"title"}}', 'no column of a table']
  ])('%p is refused in a sentence', async (text, words) => {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'mapping.json'), text)

    await expect(readFeedMapping(join(folder, 'mapping.json'))).rejects.toThrow(words)
  })

  test('that is not there is refused in a sentence', async () => {
    await expect(readFeedMapping(join(folder, 'nothing.json'))).rejects.toThrow('no mapping file')
  })
})
