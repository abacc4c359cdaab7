import fc from 'fast-check'
import { GraphQLError } from 'graphql'
import { openDoor, standIn, type TestDoor } from '@throughcare/test/support/door'
import { openTestGraph, type TestGraph } from '@throughcare/test/support/graph'
import { quiet } from '@throughcare/test/support/room'
import { openFormatError } from './format-error.ts'

// What a caller wrote by mistake may be someone's number or name. It goes back to nobody, for answers are logged on the way.

const canary = 'secret-9990000018'
const digits = '9990000018'
const record = 'mutation ($input: RecordIdentityInput!) { recordIdentity(input: $input) { id } }'
const find = 'query ($where: PeopleFilter!, $first: Int) { people(where: $where, first: $first) { pageInfo { endCursor } } }'
const identity = {
  sourceSystem: 'test',
  sourceKey: '1',
  name: { given: 'Example', family: 'Person' },
  birthDate: '1990-01-01',
  sex: 'MALE',
  idempotencyKey: 'k'
}

let door: TestDoor
beforeAll(async () => {
  const people = standIn('people', async () => {
    throw Object.assign(new Error(`duplicate key value: (name)=(${canary})`), { code: '23505' })
  })
  door = await openDoor({ people })
})
afterAll(() => door.close())

describe('no value comes back', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['a number where text belongs', record, { input: { ...identity, name: { given: Number(digits), family: 'x' } } }],
    ['a name where an object belongs', record, { input: canary }],
    ['an object where a name belongs', record, { input: { ...identity, name: { given: { canary }, family: 'x' } } }],
    ['an enum value that is none', record, { input: { ...identity, sex: canary } }],
    [
      'a list with one wrong item',
      record,
      {
        input: {
          ...identity,
          identifiers: [
            { type: 'PNC', value: 'x' },
            { type: canary, value: canary }
          ]
        }
      }
    ],
    ['a field nobody knows', record, { input: { ...identity, [canary]: canary } }],
    ['a missing field beside a value', record, { input: { name: { given: canary } } }],
    ['text where a number belongs', find, { where: {}, first: canary }],
    ['a number too large', find, { where: {}, first: Number(`${digits}${digits}`) }],
    ['text with quotes and lines in it', find, { where: {}, first: `"at "x"; \n${canary}` }]
  ])('of a variable: %s', async (_, query, variables) => {
    const { status, text, errors } = await door.ask(query, variables)

    expect(text).not.toContain(digits)
    expect(errors.map(({ code }) => code)).toEqual(errors.map(() => 'BAD_USER_INPUT'))
    expect([errors.length > 0, status < 500]).toEqual([true, true])
  })

  test.each([
    ['text for a number', `{ people(where: {}, first: "${canary}") { pageInfo { endCursor } } }`],
    ['text for an object', `{ people(where: "${canary}") { pageInfo { endCursor } } }`],
    ['an enum value that is none', `{ people(where: { identifier: { type: secret${digits}, value: "x" } }) { pageInfo { endCursor } } }`],
    ['an enum value in quotes', `{ people(where: { identifier: { type: "${canary}", value: "x" } }) { pageInfo { endCursor } } }`],
    ['a number too large', `{ people(where: {}, first: ${digits}${digits}) { pageInfo { endCursor } } }`],
    ['a number for text', `{ people(where: { familyName: ${digits} }) { pageInfo { endCursor } } }`],
    ['a list for text', `{ people(where: { familyName: ["${canary}"] }) { pageInfo { endCursor } } }`],
    ['a default of a variable', `query ($n: Int = "${canary}") { people(where: {}, first: $n) { pageInfo { endCursor } } }`],
    ['a condition', `{ people(where: {}) @include(if: "${canary}") { pageInfo { endCursor } } }`]
  ])('of a literal: %s', async (_, query) => {
    const { text, errors } = await door.ask(query)

    expect(errors.map(({ code }) => code)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(text).not.toContain(digits)
  })

  test.each([
    `{ people("${canary}") }`,
    `{ people(where: { familyName: "${canary} }) }`,
    `{ "${canary}" }`,
    `${digits}`,
    `{ people(where: ${canary}) }`,
    `query ${digits} { x }`,
    `{ people(where: """${canary}""" """${canary}""") }`,
    `"${canary}" { people }`
  ])('of a query that cannot be read: %s', async (query) => {
    const { text, errors } = await door.ask(query)

    expect(errors.map(({ code }) => code)).toEqual(['GRAPHQL_PARSE_FAILED'])
    expect(text).not.toContain(digits)
  })

  test('a required field that is missing is named, and no value beside it', async () => {
    const { name: _, ...nameless } = identity
    const lacking = async (input: object) => (await door.ask(record, { input })).errors.map(({ message }) => message)

    expect(await lacking({ ...nameless, sourceKey: canary })).toEqual(['The value of "$input" does not fit its type. It lacks "name", which must be given.'])
    expect(await lacking({ ...identity, name: { given: canary } })).toEqual([
      'The value at "input.name" does not fit its type. It lacks "family", which must be given.'
    ])
    expect(await lacking({ ...identity, sourceKey: { a: `; Field "${canary}" of required type "String!" was not provided.` } })).toEqual([
      expect.not.stringContaining(digits)
    ])
  })

  test('what is taken instead is named by the schema: the choices, that null is none, and a field that is no field', async () => {
    const told = async (input: object) => (await door.ask(record, { input })).errors.map(({ message }) => message)
    const [choices] = await told({ ...identity, sex: canary })

    expect(choices).toMatch(/^The value at "input\.sex" does not fit its type\. Give one of [A-Z_]+(, [A-Z_]+)+\.$/)
    expect(await told({ ...identity, sex: 5 })).toEqual([choices])
    expect(await told({ ...identity, sourceKey: null })).toEqual([
      'The value at "input.sourceKey" does not fit its type. It must be given: null is not taken there.'
    ])
    expect(await told({ ...identity, nickname: canary })).toEqual([
      'The value of "$input" does not fit its type. There is no "nickname" in RecordIdentityInput: leave it out, or look its name up in the schema.'
    ])
    expect(await told({ ...identity, [`x${digits}`]: 1 })).toEqual([expect.not.stringContaining(digits)])
    const { errors } = await door.ask('{ people(where: { identifier: { type: SECRET, value: "x" } }) { pageInfo { endCursor } } }')
    expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(/ Give one of [A-Z_]+(, [A-Z_]+)+\.$/)])
  })

  test('of an operation that is not in the document', async () => {
    const body = JSON.stringify({ query: 'query one { __typename } query other { __typename }', operationName: canary })
    const { text, errors } = await door.send({ method: 'POST', headers: { 'content-type': 'application/json' }, body })

    expect(errors).toHaveLength(1)
    expect(text).not.toContain(digits)
  })

  test('of a fault: what a room said of itself stays inside', async () => {
    const { text, errors } = await door.ask(find, { where: { familyName: 'x' } })

    expect(text).not.toContain(digits)
    expect(errors).toMatchObject([{ code: 'UNAVAILABLE', path: ['people'] }])
  })

  test('of whatever a query becomes when one character of it goes wrong', async () => {
    const query = `{ people(where: { familyName: "${canary}", birthDate: "1990-01-01" }, first: 5) { pageInfo { endCursor } } }`
    const places = fc.integer({ min: 0, max: query.length - 1 })
    const characters = fc.constantFrom('"', '{', '}', '(', ')', ':', '$', '@', '\\', '\n', '1', 'x', ' ', '!', '#', '\u0000', '€')
    await fc.assert(
      fc.asyncProperty(places, characters, async (place, character) => {
        const { text, status } = await door.ask(`${query.slice(0, place)}${character}${query.slice(place + 1)}`)

        expect([text.includes(digits), status >= 500]).toEqual([false, false])
      }),
      { numRuns: 300 }
    )
  })
})

describe('no value that a room itself refuses comes back', () => {
  let graph: TestGraph
  let real: TestDoor
  beforeAll(async () => {
    graph = await openTestGraph('one process')
    real = await openDoor(graph.rooms)
  })
  afterAll(async () => {
    await real.close()
    await graph.close()
  })

  test.each<[string, string, Record<string, unknown>]>([
    ['a date that is none', record, { input: { ...identity, birthDate: canary } }],
    ['a date that is none, to search by', find, { where: { birthDate: canary } }],
    [
      'an instant without its offset',
      'mutation ($at: DateTime) { receiveReferral(input: { identityRecordId: "x", facilityId: "x", setting: YOUTH_COURT, source: POLICE, receivedAt: $at, idempotencyKey: "k" }) { id } }',
      { at: canary }
    ],
    ['an id that is none', 'query ($id: ID!) { person(id: $id) { id } }', { id: canary }],
    [
      'a cursor that is none',
      'query ($after: String) { people(where: { familyName: "X", birthDate: "1990-01-01" }, after: $after) { edges { cursor } } }',
      { after: canary }
    ],
    ['a number with a wrong check digit', record, { input: { ...identity, identifiers: [{ type: 'NHS_NUMBER', value: '9990000019 secret-9990000018' }] } }],
    ['text with a character no text holds', record, { input: { ...identity, sourceKey: `${canary}\u0000` } }]
  ])('%s', async (_, query, variables) => {
    const { status, text, errors } = await real.ask(query, variables)

    expect(errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT'])
    expect([text.includes(digits), status]).toEqual([false, 200])
  })
})

describe('what is told', () => {
  const format = openFormatError(quiet)

  test('is the whole of a refusal, with the version it names and what was done since', () => {
    const changes = [{ action: 'record-screening', recordedAt: '2026-06-01T09:00:00.000Z' }]
    const refusal = new GraphQLError('It is at version 3.', { extensions: { code: 'CONFLICT', version: 3, changes, secret: canary } })

    expect(format(refusal.toJSON(), refusal)).toEqual({ message: 'It is at version 3.', extensions: { code: 'CONFLICT', version: 3, changes } })
  })

  test.each(['INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR', undefined])('is nothing of a fault: %s', (code) => {
    const fault = new GraphQLError(canary, { extensions: { code, stacktrace: [canary] } })

    expect(JSON.stringify(format(fault.toJSON(), fault))).not.toContain(canary)
    expect(format(fault.toJSON(), fault).extensions).toEqual({ code: 'UNAVAILABLE' })
  })
})
