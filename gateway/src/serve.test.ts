import { answering, openDoor, standIn, type TestDoor } from '@throughcare/test/support/door'
import { persona } from '@throughcare/test/support/personas'

const recordId = 'a7b0a5a6-6a0c-4f3e-8d59-3f6d1f1c0001'
const person = { people: { edges: [{ node: { id: recordId, name: { family: 'Personson' } } }] } }
const people = '{ people(where: { familyName: "Personson", birthDate: "1990-01-01" }) { edges { node { id name { family } } } } }'

let isAuditDown = false
let audited: unknown[] = []
let door: TestDoor
beforeAll(async () => {
  const audit = standIn('audit', async ({ variables }) => {
    if (isAuditDown) throw new Error('no connection')
    audited.push(variables?.input)
    return { data: { recordOperation: 'r' }, released: [] }
  })
  door = await openDoor({ people: standIn('people', answering(person, [recordId])), audit })
})
afterAll(() => door.close())
beforeEach(() => {
  isAuditDown = false
  audited = []
})

const json = { 'content-type': 'application/json' }
const isJson = expect.stringContaining('application/json')

/** A document whose one field is asked for 2^levels times, in a few hundred bytes. */
function doubling(levels: number): string {
  const fragments = Array.from({ length: levels }, (_, level) => `fragment f${level} on Viewer { ...f${level + 1} ...f${level + 1} }`)
  return `{ viewer { ...f0 } } ${fragments.join(' ')} fragment f${levels} on Viewer { role }`
}

describe('a document that would take the house down', () => {
  // One that is planned before it is refused takes minutes, at the second of these sizes for ever.
  test.each([10, 20])('of %i levels of doubling fragments is refused before it is worked on', async (levels) => {
    const { status, data, errors } = await door.ask(doubling(levels))

    expect([status, data, errors.length]).toEqual([400, null, 1])
  })

  test('is told from an honest one of the same kind', async () => {
    expect((await door.ask(doubling(3))).errors.filter(({ code }) => code === 'GRAPHQL_VALIDATION_FAILED')).toEqual([])
  })

  test('that names a key of the plans as its alias is refused', async () => {
    const { status, errors } = await door.ask('{ people(where: {}) { edges { node { recordIds: id } } } }')

    expect([status, errors[0]?.code, errors[0]?.message]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED', expect.stringContaining('Choose another alias')])
  })

  test('that asks for a key of the plans is told there is no such field, and not which there are', async () => {
    const { errors } = await door.ask('{ people(where: {}) { edges { node { recordIds } } } }')

    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Cannot query field "recordIds" on type "Person"\.( Did you mean "records"\?)?$/)
    ])
  })

  test.each(['{ __schema { types { name } } viewer { role } }', '{ ...both } fragment both on Query { __type(name: "Query") { name } viewer { role } }'])(
    'that mixes the schema with data is refused: %s',
    async (query) => {
      const { data, errors } = await door.ask(query)

      expect([data, errors]).toEqual([null, [{ code: 'BAD_USER_INPUT', message: 'Ask for the schema in a request of its own.' }]])
    }
  )

  test.each(['__proto__', 'constructor', 'prototype'])('that names an alias or variable %s changes nothing for anyone', async (name) => {
    await door.ask(`query ($${name}: String) { ${name}: people(where: { familyName: $${name}, birthDate: "1990-01-01" }) { edges { cursor } } }`, {
      [name]: { polluted: true }
    })

    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

describe('the door over HTTP', () => {
  test('takes no batches', async () => {
    const body = JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }])

    expect((await door.send({ method: 'POST', headers: json, body })).status).toBe(400)
  })

  const sendsQuery = { code: 'BAD_USER_INPUT', message: 'Send a query: POST with a JSON body { "query": "…" }.' }

  test.each(['{"query":""}', '{"query":"  "}', '{}', '{"query":null}', '{"query":5}', '[]', '{"variables":{}}'])(
    'says what to send where nothing is asked: %s',
    async (body) => {
      expect(await door.send({ method: 'POST', headers: json, body })).toMatchObject({ status: 400, type: isJson, errors: [sendsQuery] })
      expect(door.faults()).toEqual([])
    }
  )

  test.each(['GET', 'PUT', 'DELETE'])('says so where a question is asked by %s', async (method) => {
    const headers = { 'apollo-require-preflight': 'yes' }

    expect(await door.send({ path: '/graphql?query=%7Bviewer%7Brole%7D%7D', method, headers })).toMatchObject({ status: 400, errors: [sendsQuery] })
    expect(door.faults()).toEqual([])
  })

  test('changes nothing on GET', async () => {
    const token = await door.tokenOf(persona('ld-practitioner'))
    const query = encodeURIComponent('mutation { recordConsent(input: {}) { id } }')
    const headers = { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'yes' }
    const { status, data } = await door.send({ path: `/graphql?query=${query}`, method: 'GET', headers })

    expect([status >= 400 && status < 500, data]).toEqual([true, null])
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'refuses what another site could send without asking: %s',
    async (type) => expect((await door.send({ method: 'POST', headers: { 'content-type': type }, body: '{"query":"{ __typename }"}' })).status).toBe(400)
  )

  test('refuses a GET without the header that only our own pages send', async () => {
    expect((await door.send({ path: '/graphql?query={__typename}', method: 'GET' })).status).toBe(400)
  })

  test('opens to no other origin', async () => {
    const response = await fetch(`${door.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.test', 'access-control-request-method': 'POST' }
    })

    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('answers a body one byte over 256 KB with 413, and one that fits with an answer', async () => {
    const sized = (size: number) => JSON.stringify({ query: `{ __typename } #${'x'.repeat(size - 28)}` })
    const large = await door.send({ method: 'POST', headers: json, body: sized(256 * 1024 + 1) })
    const fitting = await door.send({ method: 'POST', headers: json, body: sized(256 * 1024) })

    expect(sized(256 * 1024 + 1).length).toBe(256 * 1024 + 1)
    expect(large).toMatchObject({ status: 413, type: isJson, errors: [{ code: 'BAD_USER_INPUT', message: 'The request is larger than 256kb.' }] })
    expect(fitting.status).not.toBe(413)
  })

  test.each(['{"query":', 'query { __typename }', ''])('answers a body that is no JSON with 400, as JSON: %j', async (body) => {
    expect(await door.send({ method: 'POST', headers: json, body })).toMatchObject({ status: 400, type: isJson })
  })

  test.each(['utf-7', 'utf-32', 'ibm037', 'x-nonsense'])('answers a body in %s with JSON, at once', async (charset) => {
    const { status, type } = await door.send({
      method: 'POST',
      headers: { 'content-type': `application/json; charset=${charset}` },
      body: '{"query":"{ __typename }"}'
    })

    expect([status >= 400 && status < 500, type]).toEqual([true, isJson])
  })

  test.each(['/', '/graphql/../admin', '/graphiql', '/demo/token', '/%00'])('answers %s, where nothing is, with JSON', async (path) => {
    expect(await door.send({ path, method: 'GET' })).toMatchObject({ type: isJson, errors: [{ code: 'NOT_FOUND' }], status: 404 })
  })

  test('says nothing of what it is built with', async () => {
    const response = await fetch(`${door.url}/health/live`)

    expect(response.headers.get('x-powered-by')).toBeNull()
  })

  test('keeps answers out of caches', async () => {
    const response = await fetch(`${door.url}/graphql`, { method: 'POST', headers: json, body: '{"query":"{ __typename }"}' })

    expect(response.headers.get('cache-control')).toBe('no-store')
  })
})

describe('no audit, no data', () => {
  test('an answer that holds a person is audited by the records it released', async () => {
    const { data, errors } = await door.ask(people)

    expect([data, errors]).toEqual([person, []])
    expect(audited).toMatchObject([{ recordIds: [recordId], role: 'ld-practitioner', organisation: 'RW5' }])
  })

  test('an answer that cannot be audited is not given', async () => {
    isAuditDown = true
    const { data, errors, text } = await door.ask(people)

    expect([data, errors.map(({ code }) => code)]).toEqual([null, ['UNAVAILABLE']])
    expect(text).not.toContain('Personson')
  })
})
