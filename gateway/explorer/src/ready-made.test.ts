import { readFileSync } from 'node:fs'
import { buildSchema, parse, validate, type OperationDefinitionNode } from 'graphql'
import { demoRoles } from '@throughcare/gateway/demo-issuer'
import { graphOfRole } from '@throughcare/gateway/role-graphs'
import { readPolicy } from '@throughcare/kit/policy'
import type { Role } from '@throughcare/kit/roles'
import { readyMade, readyMadeFor } from './ready-made.ts'

const api = buildSchema(readFileSync(new URL('../../../schema/generated/api.graphql', import.meta.url), 'utf8'))
const policy = readPolicy()
const roles: Role[] = ['public', ...demoRoles.map(({ role }) => role)]

test.each(roles)('every ready-made query offered to %s is valid in the graph that this role has', (role) => {
  const graph = graphOfRole(api, policy, role)

  const faults = readyMadeFor(role).flatMap(({ title, query }) => validate(graph, parse(query)).map(({ message }) => `${title}: ${message}`))

  expect(faults).toEqual([])
})

test.each(roles)('%s is offered something to begin with', (role) => {
  expect(readyMadeFor(role).length).toBeGreaterThan(0)
})

test.each(readyMade)('“$title” is one named query with a value for each of its variables', ({ query, variables, fill }) => {
  const { definitions } = parse(query)
  const [operation] = definitions as OperationDefinitionNode[]

  expect(definitions.length).toBe(1)
  expect(operation).toMatchObject({ operation: 'query', name: { value: expect.any(String) } })
  expect(Object.keys(variables ?? {})).toEqual(operation?.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [])
  if (fill) expect(variables).toHaveProperty(fill.variable)
})

test('names each query once, since the name is the tab it opens in', () => {
  const names = readyMade.map(({ query }) => /query (\w+)/.exec(query)?.[1])

  expect(new Set(names).size).toBe(names.length)
})

test('offers nothing to a role that nobody can have', () => {
  const offered = new Set(readyMade.flatMap((query) => query.roles))

  expect([...offered].filter((role) => !roles.includes(role as Role))).toEqual([])
})
