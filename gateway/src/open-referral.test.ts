import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { openPromise } from 'yauzl'
import { openDoor, standIn, type TestDoor } from '@throughcare/test/support/door'

let asked: { path: string; parameters: string; role: string }[] = []
let added = ''
let door: TestDoor
beforeAll(async () => {
  const directory = standIn('directory', async ({ variables }, { role }) => {
    const { path, parameters } = variables as { path: string; parameters: string }
    asked.push({ path, parameters, role })
    if (path === '/nothing') return { data: { openReferral: '404\n{"status":404}' }, released: [] }
    if (path === '/broken') return { data: null, released: [] }
    const { page: number, format } = JSON.parse(parameters) as { page?: string; format?: string }
    const page = Number(number ?? 1)
    if (path === 'tabular')
      return { data: { openReferral: `200\n${JSON.stringify({ columns: { services: ['id', 'name'] }, description: { resources: ['x'] } })}` }, released: [] }
    if (format === 'tabular') {
      const contents =
        path === 'services'
          ? [
              ['services', null, [String(page), added]],
              ['services', 'the same', ['4', 'a, "b"']]
            ]
          : []
      return { data: { openReferral: `200\n${JSON.stringify({ total_pages: 3, contents })}` }, released: [] }
    }
    return { data: { openReferral: `200\n${JSON.stringify({ total_pages: 3, contents: [{ id: page }] })}` }, released: [] }
  })
  door = await openDoor({ directory })
})
beforeEach(() => {
  asked = []
  added = ''
})
afterAll(() => door.close())

const get = (path: string, init: RequestInit = {}) => fetch(`${door.url}/open-referral${path}`, init)

describe('the open feed over HTTP', () => {
  test('is read without signing in, from any page, as the public', async () => {
    const response = await get('/services?page=2&search=food', { headers: { origin: 'https://elsewhere.example.org' } })

    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
    expect(response.headers.get('content-type')).toContain('application/json')
    expect(asked).toEqual([{ path: '/services', parameters: '{"page":"2","search":"food"}', role: 'public' }])
  })

  test('a token makes no difference: it is the public that is answered', async () => {
    await get('/services', { headers: { authorization: 'Bearer nonsense' } })

    expect(asked[0]?.role).toBe('public')
  })

  test('what a reader holds already is not sent again, and anything else is', async () => {
    const tag = (await get('/services')).headers.get('etag') ?? ''

    const [same, other] = [await get('/services', { headers: { 'if-none-match': tag } }), await get('/services?page=2', { headers: { 'if-none-match': tag } })]

    expect([same.status, await same.text()]).toEqual([304, ''])
    expect(other.status).toBe(200)
  })

  test('what is not there is 404, also where a reader says that it holds it; a room that fails is 503', async () => {
    const missing = await get('/nothing')

    expect([missing.status, await missing.json()]).toEqual([404, { status: 404 }])
    expect((await get('/nothing', { headers: { 'if-none-match': missing.headers.get('etag') ?? '' } })).status).toBe(404)
    expect((await get('/broken')).status).toBe(503)
  })

  test.each(['POST', 'PUT', 'DELETE'])('%s is refused', async (method) => {
    expect((await get('/services', { method })).status).toBe(405)
    expect(asked).toEqual([])
  })

  test('a browser that asks whether it may is told so', async () => {
    expect((await get('/services', { method: 'OPTIONS' })).headers.get('access-control-allow-methods')).toBe('GET, HEAD')
  })

  test('all of it comes one service a line, over all pages', async () => {
    const response = await get('/services.ndjson')

    expect((await response.text()).trim().split('\n')).toEqual(['{"id":1}', '{"id":2}', '{"id":3}'])
    expect(asked.map(({ parameters }) => (JSON.parse(parameters) as { page: string }).page)).toEqual(['1', '2', '3'])
  })

  test('all of it comes as tables in an archive too, which is not sent again to whoever holds it', async () => {
    const response = await get('/tabular.zip')
    const files = await unpack(Buffer.from(await response.arrayBuffer()))
    const again = await get('/tabular.zip', { headers: { 'if-none-match': response.headers.get('etag') ?? '' } })

    expect([response.headers.get('content-type'), response.headers.get('access-control-allow-origin')]).toEqual(['application/zip', '*'])
    expect(files.get('services.csv')).toBe('id,name\n1,\n4,"a, ""b"""\n2,\n3,\n')
    expect(JSON.parse(files.get('datapackage.json') ?? '')).toEqual({ resources: ['x'] })
    expect(new Set(asked.map(({ role }) => role))).toEqual(new Set(['public']))
    expect(again.status).toBe(304)
  })

  test('what else changes in the feed changes the tag of the tables', async () => {
    const tag = (await get('/tabular.zip', { method: 'HEAD' })).headers.get('etag') ?? ''
    added = 'new'

    expect((await get('/tabular.zip', { headers: { 'if-none-match': tag } })).status).toBe(200)
  })
})

/** The texts of an archive by name. */
async function unpack(bytes: Buffer): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-test-'))
  try {
    const path = join(folder, 'feed.zip')
    await writeFile(path, bytes)
    const archive = await openPromise(path)
    const files = new Map<string, string>()
    for await (const entry of archive.eachEntry()) files.set(entry.fileName, await text(await archive.openReadStreamPromise(entry)))
    return files
  } finally {
    await rm(folder, { recursive: true })
  }
}
