import { buildSchema } from 'graphql'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { descriptionFaults, graphNameFaults, mutationInputFaults, pageFaults } from '../support/house/schema.ts'
import { root } from '../support/house/source.ts'

const api = buildSchema(readFileSync(join(root, 'schema/generated/api.graphql'), 'utf8'))
const sabotaged = (sdl: string) => buildSchema(`${sdl} "Page." type PersonConnection { "Rows." edges: [ID!]! }`)

describe('the graph as its users see it', () => {
  test('every type, field, argument, value and input has a description', () => expect(descriptionFaults(api)).toEqual([]))
  test('every connection pages, with a page size that stands when none is given', () => expect(pageFaults(api)).toEqual([]))
  test('every mutation takes one input of its own, with an idempotency key', () => expect(mutationInputFaults(api)).toEqual([]))
  test('names are as every client library expects them, and no item of a list is null', () => expect(graphNameFaults(api)).toEqual([]))

  test.each([
    ['a type', 'type Place { "Its id." id: ID }'],
    ['a field', '"A place." type Place { id: ID }'],
    ['an argument', '"A place." type Place { "Its id." id(scheme: String): ID }'],
    ['a value', '"Colours." enum Colour { RED }'],
    ['a field of an input', '"A place." input PlaceInput { id: ID }']
  ])('catches %s without a description', (_, sdl) => expect(descriptionFaults(sabotaged(sdl))).toHaveLength(1))

  test.each(['people: PersonConnection', 'people(first: Int, after: String): PersonConnection', 'people(first: Int = 5000, after: String): PersonConnection!'])(
    'catches an endless list: %s',
    (field) => expect(pageFaults(sabotaged(`type Query { "People." ${field} }`))).toHaveLength(1)
  )

  test.each([
    ['two arguments', 'linkRecords(input: LinkRecordsInput!, force: Boolean): ID', 'idempotencyKey: String!'],
    ['an input of another name', 'linkRecords(input: LinkInput!): ID', 'idempotencyKey: String!'],
    ['no key', 'linkRecords(input: LinkRecordsInput!): ID', 'recordId: ID!'],
    ['a key one may leave out', 'linkRecords(input: LinkRecordsInput!): ID', 'idempotencyKey: String']
  ])('catches a mutation with %s', (_, mutation, field) =>
    expect(mutationInputFaults(sabotaged(`type Mutation { ${mutation} } input LinkRecordsInput { ${field} } input LinkInput { ${field} }`))).toHaveLength(1)
  )

  test.each(['type place { id: ID }', 'type Place { Id: ID }', 'enum Colour { red }', 'type Place { ids: [ID] }', 'type Place { id: ID @deprecated }'])(
    'catches %s',
    (sdl) => expect(graphNameFaults(sabotaged(sdl))).toHaveLength(1)
  )
})
