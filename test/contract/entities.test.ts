import { randomUUID } from 'node:crypto'
import { Kind, type GraphQLError } from 'graphql'
import { doors } from '@throughcare/gateway/one-process'
import type { RoomDefinition } from '@throughcare/kit/room'
import { openTestGraph, type TestGraph } from '../support/graph.ts'
import { writeDown } from '../support/identities.ts'
import { persona, practitioner, stranger } from '../support/personas.ts'

// Rooms ask each other for entities through the gateway's plans. Here each is asked as a plan would ask it.

type Entity = { room: string; type: string; key: string }

/** The entities a room resolves, by each of its keys of one field. */
function entitiesOf({ name, typeDefs }: RoomDefinition): Entity[] {
  return typeDefs.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return []
    const keys = (definition.directives ?? []).filter((directive) => directive.name.value === 'key')
    return keys.flatMap(({ arguments: given = [] }) => {
      const values = new Map(given.map((argument) => [argument.name.value, argument.value]))
      const [fields, resolvable] = [values.get('fields'), values.get('resolvable')]
      if (fields?.kind !== Kind.STRING || !/^\w+$/.test(fields.value)) return []
      return resolvable?.kind === Kind.BOOLEAN && !resolvable.value ? [] : [{ room: name, type: definition.name.value, key: fields.value }]
    })
  })
}

const entities = doors.flatMap(entitiesOf)

let graph: TestGraph
beforeAll(async () => void (graph = await openTestGraph('one process')))
afterAll(() => graph.close())

async function resolve({ room, type, key }: Entity, value: string, { fields = '__typename', principal = practitioner } = {}) {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${fields} } } }`
  const variables = { of: [{ __typename: type, [key]: value }] }
  const { data, errors } = (await graph.rooms[room]?.answer({ query, variables, requestId: randomUUID() }, principal)) ?? {}
  return { entity: (data as { _entities: unknown[] } | undefined)?._entities[0], errors: errors ?? [] }
}

describe('entities', () => {
  test('are declared by several rooms', () => expect(new Set(entities.map(({ room }) => room)).size).toBeGreaterThan(1))

  test.each(entities.map((entity) => [entity.type, entity.key, entity.room, entity] as const))(
    '%s by an unknown %s: %s answers without an error',
    async (type, _, __, entity) => {
      const { entity: found, errors } = await resolve(entity, randomUUID())

      expect(errors).toEqual([])
      expect([null, type]).toContain(found === null ? null : (found as { __typename: string }).__typename)
    }
  )

  test.each(entities.map((entity) => [entity.type, entity.key, entity.room, entity] as const))(
    '%s by a %s that is no id at all: %s says so, and is not taken to be down',
    async (_, __, ___, entity) => {
      const { errors } = await resolve(entity, 'no id; drop table').catch((error: GraphQLError) => ({ errors: [error] }))

      expect(errors.filter(({ extensions }) => extensions?.code !== 'BAD_USER_INPUT')).toEqual([])
      expect(JSON.stringify(errors)).not.toContain('drop table')
    }
  )
})

describe('a person', () => {
  const byRecord: Entity = { room: 'people', type: 'Person', key: 'recordId' }
  const byId: Entity = { room: 'people', type: 'Person', key: 'id' }
  const fields = 'id recordId recordIds name { family }'

  test('is the same by record as by id, with all keys that plans carry', async () => {
    const { id: recordId, person } = await writeDown(graph, practitioner)
    const expected = { entity: { id: person.id, recordId, recordIds: [recordId], name: { family: 'Personson' } }, errors: [] }

    expect(JSON.parse(JSON.stringify(await resolve(byRecord, recordId, { fields })))).toEqual(expected)
    expect(JSON.parse(JSON.stringify(await resolve(byId, person.id, { fields })))).toEqual(expected)
  })

  test('whom nobody knows is null, without an error: an episode must not fail over its person', async () => {
    expect(await resolve(byRecord, randomUUID(), { fields })).toEqual({ entity: null, errors: [] })
    expect(await resolve(byId, randomUUID(), { fields })).toEqual({ entity: null, errors: [] })
  })

  test('is null, in the same words, to the same service elsewhere', async () => {
    const { id } = await writeDown(graph, practitioner)

    expect(await resolve(byRecord, id, { fields, principal: stranger('ld-practitioner') })).toEqual({ entity: null, errors: [] })
  })

  test("is nobody's to ask for whose role reads no person", async () => {
    await expect(resolve(byRecord, randomUUID(), { fields, principal: persona('commissioner') })).rejects.toThrow('may not read Person.id')
  })
})
