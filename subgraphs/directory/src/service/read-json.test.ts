import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { readFeed } from './read-feed.ts'
import type { FeedItem } from './service-import.rules.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'throughcare-json-'))))
afterEach(() => rm(folder, { recursive: true }))

async function read(path: string) {
  const feed = await readFeed(path)
  const told: unknown[] = []
  for await (const item of feed.entries) told.push('service' in item ? item.service.name : `${item.line}: ${item.reason}`)
  await feed.close?.()
  return { told, isWhole: feed.isWhole(), remarks: feed.remarks.map(({ reason }) => reason) }
}

async function readFile(name: string, content: unknown) {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content))
  return read(path)
}

const item = (name: string) => ({ id: name, name, status: 'active' })

describe('a JSON file', () => {
  test.each([
    ['of services under that name', { services: [item('a'), item('b')] }, ['a', 'b'], true],
    ['of organisations with their services', [{ id: 'o', name: 'Trust', services: [item('a'), item('b')] }], ['a', 'b'], true],
    ['of one service a line', `${JSON.stringify(item('a'))}\n${JSON.stringify(item('b'))}\n`, ['a', 'b'], true],
    ['of two lists, one after the other', `${JSON.stringify([item('a')])}\n${JSON.stringify([item('b')])}`, ['a', 'b'], true],
    ['of a list that is wrapped twice', { meta: {}, data: { services: [item('a'), item('b')] } }, ['a', 'b'], true],
    ['of a page that is wrapped', { response: { total_pages: 2, results: [item('a')] } }, ['a'], false],
    ['of a single service', item('a'), ['a'], false],
    ['of a page of several', { total_pages: 2, contents: [item('a')] }, ['a'], false]
  ])('%s is read; whole: %#', async (_, content, told, isWhole) => {
    expect(await readFile('feed.json', content)).toMatchObject({ told, isWhole })
  })

  test('an organisation goes with each of the services it lists', async () => {
    const path = join(folder, 'feed.json')
    await writeFile(path, JSON.stringify([{ id: 'o', name: 'Trust', services: [item('a')] }]))
    const [first] = (await Readable.from((await readFeed(path)).entries).toArray()) as FeedItem[]

    expect(first).toMatchObject({ service: { organization: { id: 'o', name: 'Trust' } }, isOrganisationMissing: false })
  })

  test('that breaks off is taken as far as it goes; the rest is one row refused, and it withdraws nothing', async () => {
    const whole = JSON.stringify([item('a'), item('b'), item('c')])

    expect(await readFile('feed.json', whole.slice(0, -12))).toEqual({
      told: ['a', 'b', expect.stringMatching(/^3: From here on/)],
      isWhole: false,
      remarks: []
    })
  })

  test.each([
    ['an organisation', { id: 'o', name: 'Trust', website: 'http://example.org' }],
    ['a term of a taxonomy', { id: 't', name: 'Housing', description: 'A home', taxonomy: 'x' }],
    ['a location', { id: 'l', name: 'House', latitude: 53 }],
    ['the root of a feed', { version: 'HSDS-UK-3.0', openapi_url: 'x' }]
  ])('that holds %s is no feed of services', async (kind, content) => {
    expect((await readFile('feed.json', [content])).told).toEqual([`1: This is ${kind}, not a service.`])
  })

  test('of a term that is none by the standard, what it lacks is told too', async () => {
    const { told } = await readFile('feed.json', [{ id: 't', name: 'Housing', term_uri: 'example_org' }])

    expect(told).toEqual([
      '1: This is a term of a taxonomy, not a service. It has no description, and needs one. Its term_uri is no web address: give it whole, with https://.'
    ])
  })

  test.each([
    ['feed.json', ''],
    ['feed.json', ' \n'],
    ['feed.ndjson', '\n'],
    ['services.csv', '']
  ])('%s that holds %p is empty, and that is said', async (name, content) => {
    await expect(readFile(name, content)).rejects.toThrow(`${name} is empty.`)
  })

  test('that gzip packed is refused in a sentence', async () => {
    await expect(readFile('feed.json.gz', gzipSync('[]'))).rejects.toThrow('packed by gzip')
  })
})

test('one service a line: a bad line is refused by its number, a list in a line is its services', async () => {
  const lines = ['', JSON.stringify(item('a')), '{"id":"b"', JSON.stringify([item('c'), 7])]

  expect((await readFile('feed.ndjson', lines.join('\r\n'))).told).toEqual([
    'a',
    expect.stringMatching(/^3: This line is not JSON/),
    'c',
    '4: This is no service.'
  ])
})

test('a crawl that was saved whole: the services are read, and what else lies there is passed over and said', async () => {
  const pages = join(folder, 'crawl')
  await mkdir(pages)
  const page = (number: number) => ({ total_pages: 2, page_number: number, contents: [item(`s${number}`)] })
  const files = { 'services-1': page(1), 'services-2': page(2), organizations: [item('o')], 'taxonomy_terms-1': [item('t')], root: { version: '3.0' } }
  for (const [name, content] of Object.entries(files)) await writeFile(join(pages, `${name}.json`), JSON.stringify(content))
  for (const name of ['.DS_Store', 'README.md', '._services-1.json']) await writeFile(join(pages, name), 'x')

  const { told, isWhole, remarks } = await read(pages)

  expect(told).toEqual(['s1', 's2'])
  expect(remarks).toEqual([
    expect.stringContaining('organizations.json'),
    expect.stringContaining('taxonomy_terms-1.json'),
    expect.stringContaining('root.json')
  ])
  expect(isWhole).toBe(false)
})
