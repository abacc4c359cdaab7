import { buildSchema, isObjectType, Kind, parse } from 'graphql'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateSchema } from '@throughcare/gateway/generate-schema'
import { doors } from '@throughcare/gateway/one-process'
import { roomNames } from '@throughcare/gateway/rooms'
import { root } from '../support/house/source.ts'

const standing = (file: string) => readFileSync(join(root, 'schema/generated', file), 'utf8')

describe('the generated graph', () => {
  const made = generateSchema()

  test.each(Object.keys(made))('%s is what the rooms promise now, to the byte: run `npm run compose`', (file) => {
    expect(standing(file) === made[file]).toBe(true)
  })

  test('is made of every room, and the one process opens the same rooms in the same order', () => {
    const joined = [...(made['supergraph.graphql'] ?? '').matchAll(/@join__graph\(name: "([\w-]+)"/g)].map(([, name]) => name)

    expect(joined.sort()).toEqual([...roomNames].sort())
    expect(doors.map(({ name }) => name)).toEqual([...roomNames])
  })

  test('carries no rule to the planner, which would refuse to load it', () => {
    expect(made['supergraph.graphql']).not.toMatch(/requiresScopes/)
  })
})

describe('the graph a client sees', () => {
  const api = buildSchema(standing('api.graphql'))
  const policy = JSON.parse(standing('policy.json')) as Record<string, unknown>
  const seen = Object.values(api.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__') ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : []
  )

  const hidden = new Set(
    parse(standing('supergraph.graphql')).definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION
        ? (definition.fields ?? [])
            .filter(({ directives }) => directives?.some(({ name }) => name.value === 'inaccessible'))
            .map((field) => `${definition.name.value}.${field.name.value}`)
        : []
    )
  )

  test('holds no key that rooms carry between themselves, and nothing of federation', () => {
    const keys = Object.keys(policy).filter((coordinate) => policy[coordinate] === 'key')

    expect(keys).toContain('Person.recordIds')
    expect(seen.filter((coordinate) => keys.includes(coordinate) || coordinate.includes('._'))).toEqual([])
  })

  test('has a rule for each of its fields; whatever else has one is kept from clients', () => {
    const ruled = Object.keys(policy).filter((coordinate) => policy[coordinate] !== 'key')

    expect(seen.filter((coordinate) => !ruled.includes(coordinate))).toEqual([])
    expect(ruled.filter((coordinate) => !seen.includes(coordinate) && !hidden.has(coordinate))).toEqual([])
  })
})
