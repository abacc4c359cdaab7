import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse } from 'graphql'
import { persona } from '@throughcare/test/support/personas'
import { refuse } from './errors.ts'
import { openLog } from './log.ts'
import { systemPrincipal, type Principal } from './principal.ts'
import { remoteRoom } from './remote-room.ts'
import { feedReader, type Room } from './room.ts'
import { serveRoom } from './serve.ts'
import { makeKeyFile, openKeyRing, openVerifier, signRequest } from './signature.ts'

const keys = makeKeyFile(['gateway', 'attic', 'journeys'])
const gateway = openKeyRing(keys, 'gateway')
const practitioner = persona('ld-practitioner')
const start = { xid: '0', id: '0' }

/** A room that answers whatever it is asked, so that only the door can say no. */
function openAttic(): Room & { asked: string[] } {
  const asked: string[] = []
  return {
    name: 'attic',
    asked,
    answer: async ({ query }, principal) => {
      parse(query)
      asked.push(principal.subject)
      if (query.includes('refused')) refuse('NOT_FOUND', 'There is no such box, or none you may open.')
      if (query.includes('broken')) throw new Error('the password of the database is hunter2')
      return { data: { box: 'open' }, released: ['a-record'] }
    },
    feed: async (reader, after) => (asked.push(`feed for ${reader}`), { events: [], cursor: after, isLast: true }),
    checkReady: async () => {},
    close: async () => {}
  }
}

let attic: ReturnType<typeof openAttic>
let server: Server
let url: string
beforeEach(async () => {
  attic = openAttic()
  server = await serveRoom(attic, { port: 0, verify: openVerifier(openKeyRing(keys, 'attic'), 'attic'), log: openLog('test', 'silent') })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const request = (query: string) => JSON.stringify({ query, requestId: 'r-1' })
const sign = (path: string, body: string, principal: Principal = practitioner) => signRequest(gateway, { method: 'POST', path, body, room: 'attic', principal })

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })
  return { status: response.status, body: (await response.json()) as { data?: unknown; error?: { code: string; message: string } } }
}

describe('a room over HTTP', () => {
  test.each(['{ box }', '{ _service { sdl } }', '{ __schema { types { name } } }', '{ _entities(representations: []) { __typename } }'])(
    'answers nothing that is not signed: %s',
    async (query) => {
      const { status, body } = await post('/graphql', request(query))

      expect([status, body.error?.code, body.data]).toEqual([401, 'UNAUTHENTICATED', undefined])
      expect(attic.asked).toEqual([])
    }
  )

  test('gives no feed that is not signed', async () => {
    expect((await post('/feed', JSON.stringify({ after: start }))).status).toBe(401)
    expect(attic.asked).toEqual([])
  })

  test('answers what is signed, as the principal it was signed for', async () => {
    const body = request('{ box }')

    expect(await post('/graphql', body, await sign('/graphql', body))).toEqual({ status: 200, body: { data: { box: 'open' }, released: ['a-record'] } })
    expect(attic.asked).toEqual([practitioner.subject])
  })

  test('takes a signature for the graph for nothing else', async () => {
    const body = JSON.stringify({ after: start })

    expect((await post('/feed', body, await sign('/graphql', body, feedReader('journeys')))).status).toBe(401)
  })

  test('gives its feed to readers of feeds only', async () => {
    const body = JSON.stringify({ after: start })
    const asStaff = await post('/feed', body, await sign('/feed', body))
    const asReader = await post('/feed', body, await sign('/feed', body, systemPrincipal('system-reader', 'journeys')))

    expect([asStaff.status, asStaff.body.error?.code]).toEqual([403, 'FORBIDDEN'])
    expect(asReader.status).toBe(200)
    expect(attic.asked).toEqual(['feed for journeys'])
  })

  test('gives a room its feed under the name of its key, whatever it asks for', async () => {
    const journeys = remoteRoom('attic', url, openKeyRing(keys, 'journeys'))

    await expect(journeys.feed('journeys', start)).resolves.toEqual({ events: [], cursor: start, isLast: true })
    await expect(journeys.feed('audit', start)).rejects.toThrow('This room answers only requests signed')
    await expect(journeys.answer({ query: '{ box }', requestId: 'r' }, practitioner)).rejects.toThrow('This room answers only requests signed')
    await journeys.close()
  })

  test('tells a refusal as it is, and of a fault only that there was one', async () => {
    const [refused, broken] = [request('{ refused }'), request('{ broken }')]
    const first = await post('/graphql', refused, await sign('/graphql', refused))
    const second = await post('/graphql', broken, await sign('/graphql', broken))

    expect(first).toEqual({ status: 404, body: { error: { code: 'NOT_FOUND', message: 'There is no such box, or none you may open.' } } })
    expect(second).toEqual({ status: 503, body: { error: { code: 'UNAVAILABLE', message: 'The room could not answer.' } } })
  })

  test.each(['not json', '{}', '{"query":1}', '[]', 'null'])('answers a signed body that is no request with JSON, not a fault: %s', async (body) => {
    const { status, body: answer } = await post('/graphql', body, await sign('/graphql', body))

    expect([status, answer.error?.code]).toEqual([400, 'BAD_USER_INPUT'])
  })

  test('says that it lives, and that there is nothing elsewhere', async () => {
    const live = await fetch(`${url}/health/live`)
    const elsewhere = await fetch(`${url}/graphiql`)

    expect([live.status, await live.json()]).toEqual([200, { live: true }])
    expect([elsewhere.status, elsewhere.headers.get('content-type'), elsewhere.headers.get('x-powered-by')]).toEqual([
      404,
      expect.stringContaining('json'),
      null
    ])
  })

  test('answers a body over 2 MB with JSON', async () => {
    const { status, body } = await post('/graphql', 'x'.repeat(2 * 1024 * 1024 + 1))

    expect([status, body.error?.code]).toEqual([413, 'BAD_USER_INPUT'])
  })
})
