import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { room } from '@throughcare/directory'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'
import { importDirectory } from './service.import.ts'

const root = new URL('../../../../', import.meta.url)
const demo = fileURLToPath(new URL('subgraphs/directory/db/reference/demo-services.json', root))
const feeds = fileURLToPath(new URL('../shared/data/directory/feeds/', root))
const realFeeds = existsSync(feeds) || process.env.CI ? describe : describe.skip
const editor = persona('directory-editor')

let directory: TestRoom
let folder: string
let feed: string
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-23T12:00:00Z') })
  await loadReferenceData(directory.url)
  folder = await mkdtemp(join(tmpdir(), 'throughcare-feed-'))
})
beforeEach(() => void (feed = crypto.randomUUID()))
afterAll(async () => {
  await directory.close()
  await rm(folder, { recursive: true })
})

async function take(content: unknown, { name = 'feed.json', ...options }: { name?: string; feed?: string; dryRun?: boolean } = {}) {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return importDirectory({ path, url: directory.url, feed, ...options })
}
const counts = ({ read, added, changed, unchanged, withdrawn, rejected }: Awaited<ReturnType<typeof importDirectory>>) => ({
  read,
  added,
  changed,
  unchanged,
  withdrawn,
  rejected: rejected.length
})
const stored = () =>
  directory.rows<{ id: string; name: string; version: number; withdrawn_at: Date | null }>(
    'select id, name, version, withdrawn_at from directory.service where feed = $1 order by name',
    feed
  )
const item = (id: string, changes: object = {}) => ({ id, name: `Example ${id} (demo)`, status: 'active', ...changes })
const none = { read: 0, added: 0, changed: 0, unchanged: 0, withdrawn: 0, rejected: 0 }

describe('the demo directory', () => {
  test('is taken in whole, leaves an event for each service, and a rerun changes nothing', async () => {
    const { contents } = JSON.parse(await readFile(demo, 'utf8')) as { contents: object[] }

    const first = await importDirectory({ path: demo, url: directory.url })
    const again = await importDirectory({ path: demo, url: directory.url })

    expect(counts(first)).toEqual({ ...none, read: contents.length, added: contents.length })
    expect(first.warnings).toEqual([])
    expect(counts(again)).toEqual({ ...none, read: contents.length, unchanged: contents.length })
    expect(await directory.rows("select 1 from directory.outbox_event where type = 'directory.service-recorded' and actor = 'import:directory'")).toHaveLength(
      contents.length
    )
  })
})

describe('JSON feeds', () => {
  test.each([
    ['one object', item('a'), 'feed.json', 1],
    ['a list', [item('a'), item('b')], 'feed.json', 2],
    ['a page', { total_pages: 1, contents: [item('a')] }, 'feed.json', 1],
    ['an ORUK 1.0 page', { totalPages: 1, content: [item('a')] }, 'feed.json', 1],
    ['one service a line', `${JSON.stringify(item('a'))}\n\n${JSON.stringify(item('b'))}\n`, 'feed.ndjson', 2]
  ])('%s is read', async (_, content, name, added) => {
    expect(counts(await take(content, { name }))).toEqual({ ...none, read: added, added })
  })

  test('a folder of saved pages is one feed, whole when every page is there', async () => {
    const pages = join(folder, crypto.randomUUID())
    const page = (number: number, ...contents: object[]) =>
      writeFile(join(pages, `page-${number}.json`), JSON.stringify({ total_pages: 10, page_number: number, contents }))
    await mkdir(pages)
    for (let number = 1; number <= 10; number += 1) await page(number, item(`p${number}`), item(`q${number}`))
    const options = { path: pages, url: directory.url, feed }

    const whole = await importDirectory(options)
    await page(9, item('p9'))
    const shorter = await importDirectory(options)
    await rm(join(pages, 'page-10.json'))

    expect(counts(whole)).toEqual({ ...none, read: 20, added: 20 })
    expect(counts(shorter)).toEqual({ ...none, read: 19, unchanged: 19, withdrawn: 1 })
    expect(counts(await importDirectory(options))).toEqual({ ...none, read: 17, unchanged: 17 })
  })

  test('bad entries are listed by line and field, and the others are taken', async () => {
    const outcome = await take([item('a'), { id: 'b' }, 'text'])

    expect(counts(outcome)).toEqual({ ...none, read: 3, added: 1, rejected: 2 })
    expect(outcome.rejected.map(({ line, field }) => [line, field])).toEqual([
      [2, 'name'],
      [3, '']
    ])
  })

  test('an entry told twice is one service: what it said first is taken, and that is said', async () => {
    const outcome = await take([item('a'), item('a', { name: 'Example Second (demo)' })])

    expect(counts(outcome)).toEqual({ ...none, read: 2, added: 1, unchanged: 1 })
    expect(outcome.warnings.filter(({ field }) => field === 'id')).toMatchObject([{ line: 2 }])
    expect(await stored()).toMatchObject([{ name: 'Example a (demo)' }])
  })

  test.each([
    ['empty', '', 'feed.json is empty.'],
    ['no JSON', 'id,name\na,Example', 'The file is not JSON.'],
    ['followed by more', '[] x', 'The file is not JSON.']
  ])('a file that is %s is told of, and nothing is withdrawn', async (_, content, words) => {
    await take([item('a'), item('b')])

    await expect(take(content)).rejects.toThrow(words)
    expect((await stored()).every(({ withdrawn_at }) => withdrawn_at === null)).toBe(true)
  })

  test('a page may say how many pages there are below its services, and begin with a byte order mark', async () => {
    const { contents, total_pages } = { contents: [item('a'), item('b')], total_pages: 2 }
    await take([item('a'), item('b'), item('c')])

    expect(counts(await take(`\uFEFF${JSON.stringify({ contents, total_pages })}`))).toEqual({ ...none, read: 2, unchanged: 2 })
  })

  test('a feed of more than one chunk is taken in whole, and a service is told from one in an earlier chunk', async () => {
    const many = Array.from({ length: 501 }, (_, number) => item(`${number}`))

    expect(counts(await take([...many, item('0')]))).toEqual({ ...none, read: 502, added: 501, unchanged: 1 })
  })

  test('bad entries are listed by line and field, and the others are taken', async () => {
    const outcome = await take([item('a'), { id: 'b' }, 'text'])

    expect(counts(outcome)).toEqual({ ...none, read: 3, added: 1, rejected: 2 })
    expect(outcome.rejected.map(({ line, field }) => [line, field])).toEqual([
      [2, 'name'],
      [3, '']
    ])
  })

  test('a dry run says what would happen and writes nothing', async () => {
    expect(counts(await take([item('a')], { dryRun: true }))).toEqual({ ...none, read: 1, added: 1 })
    expect(await stored()).toEqual([])
  })

  test('what changed is written, what did not is left alone', async () => {
    await take([item('a'), item('b')])

    expect(counts(await take([item('a'), item('b', { status: 'inactive' })]))).toEqual({ ...none, read: 2, changed: 1, unchanged: 1 })
    expect(await stored()).toMatchObject([{ version: 1 }, { version: 2 }])
  })

  test('a service missing from a later whole feed is withdrawn, kept, and comes back when it is listed again', async () => {
    await take([item('a'), item('b'), item('c')])

    const without = await take([item('a'), item('b')])
    const withdrawn = await stored()
    const again = await take([item('a'), item('b'), item('c')])

    expect(counts(without)).toEqual({ ...none, read: 2, unchanged: 2, withdrawn: 1 })
    expect(withdrawn.map(({ withdrawn_at }) => withdrawn_at !== null)).toEqual([false, false, true])
    expect(counts(again)).toEqual({ ...none, read: 3, unchanged: 2, changed: 1 })
    expect((await stored()).every(({ withdrawn_at }) => withdrawn_at === null)).toBe(true)
  })

  test.each([
    ['one page of several', { total_pages: 2, contents: [item('a'), item('b')] }],
    ['another feed', [item('d')]],
    ['a feed that lost more than half', [item('a')]],
    ['a feed with an entry that was refused this time', [item('a'), item('b'), { id: 'c' }]]
  ])('nothing is withdrawn by %s', async (what, content) => {
    await take([item('a'), item('b'), item('c')])

    expect((await take(content, { feed: what === 'another feed' ? `${feed} too` : feed })).withdrawn).toBe(0)
    expect((await stored()).every(({ withdrawn_at }) => withdrawn_at === null)).toBe(true)
  })

  test('a feed cannot change the service of another, nor an organisation of the reference data', async () => {
    const id = 'ac148810-d857-441c-9679-408f346de14b'
    await take([item(id)])
    const identifier = { identifier_scheme: 'GB-NHS', identifier: 'RW5' }
    const theft = item(id, { name: 'Example Theft (demo)' })
    const claim = item('x', { organization: { id: 'o', name: 'Example Claim (demo)', organization_identifiers: [identifier] } })

    const outcome = await take([theft, claim], { feed: `${feed} too` })

    expect(counts(outcome)).toEqual({ ...none, read: 2, added: 1, rejected: 1 })
    expect(await directory.rows("select name from directory.organisation where id = 'RW5'")).toEqual([
      { name: 'Lancashire & South Cumbria NHS Foundation Trust' }
    ])
  })

  test('an entry that an editor changed is kept, and the importer says so', async () => {
    await take([item('a')])
    const id = (await stored())[0]?.id
    const input = {
      serviceId: id,
      expectedVersion: 1,
      name: 'Example Kept (demo)',
      status: 'ACTIVE',
      needCodes: ['housing'],
      idempotencyKey: crypto.randomUUID()
    }
    await directory.ask(editor, 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }', { input })

    const outcome = await take([item('a', { description: 'News.' })])

    expect(counts(outcome)).toEqual({ ...none, read: 1, unchanged: 1 })
    expect(outcome.warnings).toMatchObject([{ line: 1, reason: expect.stringContaining('editor') }])
    expect(await stored()).toMatchObject([{ name: 'Example Kept (demo)', version: 2 }])
  })

  test('a location that was hidden once is never opened by a feed', async () => {
    const at = (throughcare_is_hidden: boolean, description: string) =>
      item('a', { description, service_at_locations: [{ location: { id: 'l', throughcare_is_hidden } }] })
    await take([at(true, 'First.')])
    await take([at(false, 'Second.')])

    expect(await directory.rows('select is_hidden from directory.location where feed = $1', feed)).toEqual([{ is_hidden: true }])
  })

  test('what is no JSON stops the import with one clear sentence', async () => {
    await expect(take('<html>')).rejects.toThrow('The file is not JSON')
  })
})

realFeeds('real feeds of HSDS 1.1', () => {
  test('Illinois Legal Aid Online: 430 rows, one of them blank, 340 others of organisations it does not hold', async () => {
    const options = { path: join(feeds, 'ilao-hsds1.1-2019'), url: directory.url }
    const first = await importDirectory(options)
    const again = await importDirectory(options)

    expect(counts(first)).toEqual({ ...none, read: 430, added: 429, rejected: 1 })
    expect(first.rejected).toMatchObject([{ line: 651, field: 'name' }])
    expect(first.warnings.filter(({ field }) => field === 'organization_id')).toHaveLength(340)
    expect(first.warnings.filter(({ field }) => field === 'status')).toHaveLength(429)
    expect(counts(again)).toEqual({ ...none, read: 430, unchanged: 429, rejected: 1 })
  })

  test("Ohana's sample: 23 services with their organisations, phones and towns; terms become needs", async () => {
    const outcome = await importDirectory({ path: join(feeds, 'ohana-sample'), url: directory.url })

    expect(counts(outcome)).toEqual({ ...none, read: 23, added: 23 })
    expect(await directory.rows("select status, count(*)::int from directory.service where feed = 'ohana-sample' group by 1 order by 1")).toEqual([
      { status: 'ACTIVE', count: 21 },
      { status: 'DEFUNCT', count: 1 },
      { status: 'INACTIVE', count: 1 }
    ])
    const [passport] = await directory.rows<{ need_codes: string[]; url: string | null; town: string }>(
      "select need_codes, url, town from directory.service join directory.service_at_location at on at.service_id = service.id join directory.location on location.id = at.location_id where service.name = 'Passport Photos'"
    )
    expect(passport).toMatchObject({ url: null, town: expect.any(String) })
    expect(await directory.rows("select 1 from directory.location where feed = 'ohana-sample' and latitude is not null")).toEqual([])
    expect(await directory.rows("select 1 from directory.service where feed = 'ohana-sample' and organisation_id is null")).toEqual([])
  })
})

test('a service of a name that stands already is taken all the same, with a remark; staff see which others it may be', async () => {
  const name = 'Example Twin (demo)'
  await take([item('one', { name }), item('lone')], { feed: 'first' })
  const { added, warnings } = await take([item('two', { name: 'example twin, (DEMO)' }), item('other')], { feed: 'second' })

  expect(added).toBe(2)
  expect(warnings).toEqual([{ line: 1, field: 'name', reason: expect.stringContaining('nothing was joined') }])
  const question = 'query { services(where: { text: "example twin" }, first: 2) { edges { node { feed possibleDuplicates { feed } } } } }'
  const { data } = await directory.ask(editor, question)
  expect(data?.services.edges.map(({ node }: { node: object }) => node)).toEqual(
    expect.arrayContaining([
      { feed: 'first', possibleDuplicates: [{ feed: 'second' }] },
      { feed: 'second', possibleDuplicates: [{ feed: 'first' }] }
    ])
  )
})
