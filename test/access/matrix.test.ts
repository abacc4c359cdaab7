import { buildSubgraphSchema } from '@apollo/subgraph'
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  getNamedType,
  isAbstractType,
  isObjectType,
  parse,
  type GraphQLSchema,
  type IntrospectionQuery
} from 'graphql'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSignIn } from '@throughcare/gateway/authenticate'
import { compose } from '@throughcare/gateway/compose'
import { demoRoles } from '@throughcare/gateway/demo-issuer'
import { openGateway, readSupergraph, type Gateway } from '@throughcare/gateway/gateway'
import { doors } from '@throughcare/gateway/one-process'
import { graphOfRole } from '@throughcare/gateway/role-graphs'
import { refusalOf } from '@throughcare/kit/errors'
import { checkDocument, readPolicy } from '@throughcare/kit/policy'
import { roleHolds, scopesOfRole, signInRoles, type Role } from '@throughcare/kit/roles'
import type { Room } from '@throughcare/kit/room'
import { root } from '../support/house/source.ts'
import { openTestIssuer } from '../support/issuer.ts'
import { quiet } from '../support/room.ts'

const policy = readPolicy()
const api = buildSchema(readFileSync(join(root, 'schema/generated/api.graphql'), 'utf8'))
const roles = Object.keys(scopesOfRole) as Role[]
const outsideRoles = roles.filter((role) => !role.startsWith('system-'))

/** Whether the table of rules lets a role read a field; worked out anew, with nothing of the code that enforces it but the scopes. */
function isAllowed(role: Role, coordinate: string): boolean {
  const rule = policy[coordinate]
  return Array.isArray(rule) && roleHolds(role, rule)
}

function coordinatesOf(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('_')
      ? Object.keys(type.getFields()).flatMap((field) => (field.startsWith('_') ? [] : [`${type.name}.${field}`]))
      : []
  )
}

/** The object types that stand behind a type: itself, or the members of a union; none for what has no fields. */
function objectsBehind(name: string): string[] {
  const type = api.getType(name)
  return isObjectType(type) ? [name] : isAbstractType(type) ? api.getPossibleTypes(type).map((member) => member.name) : []
}

const isLeaf = (name: string) => objectsBehind(name).length === 0

/** The fields a role may read and can reach from a root through fields it may read; a type without such a field is not there. */
function reachableFor(role: Role): Set<string> {
  const allowedFields = (name: string) => {
    const type = api.getType(name)
    const fields = isObjectType(type) ? Object.values(type.getFields()) : []
    return fields.filter((field) => isAllowed(role, `${name}.${field.name}`)).map((field) => ({ name: field.name, target: getNamedType(field.type).name }))
  }
  const alive = new Set<string>()
  const isThere = (target: string) => isLeaf(target) || objectsBehind(target).some((name) => alive.has(name))
  const objects = Object.values(api.getTypeMap()).filter(isObjectType)
  for (let before = -1; before < alive.size;) {
    before = alive.size
    for (const { name } of objects) if (allowedFields(name).some(({ target }) => isThere(target))) alive.add(name)
  }
  const reached = new Set<string>()
  const visit = (name: string): void => {
    for (const field of allowedFields(name).filter(({ target }) => isThere(target))) {
      const coordinate = `${name}.${field.name}`
      if (reached.has(coordinate)) continue
      reached.add(coordinate)
      for (const behind of objectsBehind(field.target)) visit(behind)
    }
  }
  for (const name of ['Query', 'Mutation']) visit(name)
  return reached
}

const sorted = (names: Iterable<string>) => [...names].sort()

describe('every role × every field of the graph', () => {
  test('is a matrix of some size', () => expect(outsideRoles.length * coordinatesOf(api).length).toBeGreaterThan(1_000))

  test.each(outsideRoles)('%s has exactly the fields the rules give it', (role) => {
    expect(sorted(coordinatesOf(graphOfRole(api, policy, role)))).toEqual(sorted(reachableFor(role)))
  })

  test.each(roles)('each room, asked directly as %s, answers by the same rules', (role) => {
    const wrong = doors.flatMap(({ typeDefs, resolvers }) => {
      const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }])
      return coordinatesOf(schema).filter((coordinate) => answersTo(schema, role, coordinate) !== (policy[coordinate] === 'key' || isAllowed(role, coordinate)))
    })

    expect(wrong).toEqual([])
  })

  function answersTo(schema: GraphQLSchema, role: Role, coordinate: string): boolean {
    const [type, field] = coordinate.split('.')
    try {
      checkDocument({ policy, schema }, parse(`fragment one on ${type} { ${field} }`), role)
      return true
    } catch (error) {
      expect(refusalOf(error)?.code).toBe('FORBIDDEN')
      return false
    }
  }

  test.each(['_service { sdl }', '__schema { types { name } }'])('a room tells nobody its schema: { %s }', (selection) => {
    for (const { typeDefs, resolvers } of doors) {
      const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }])
      for (const role of roles) expect(() => checkDocument({ policy, schema }, parse(`{ ${selection} }`), role)).toThrow('may not read')
    }
  })
})

describe('introspection through the gateway', () => {
  let gateway: Gateway
  const silentRooms = Object.fromEntries(doors.map(({ name }) => [name, { name } as Room]))
  beforeAll(async () => void (gateway = await openGateway({ rooms: silentRooms, policy, supergraph: readSupergraph(), log: quiet })))
  afterAll(() => gateway.stop())

  test.each(outsideRoles)('shows %s what it may read, and nothing else', async (role) => {
    const contextValue = { principal: { role } as never, requestId: 'test', released: new Set<string>() }
    const { body } = await (await gateway.serverFor(role)).executeOperation({ query: getIntrospectionQuery() }, { contextValue })
    const shown = body.kind === 'single' ? buildClientSchema(body.singleResult.data as never as IntrospectionQuery) : api

    expect(sorted(coordinatesOf(shown))).toEqual(sorted(reachableFor(role)))
  })

  test.each(roles.filter((role) => role.startsWith('system-')))('serves no graph to %s', async (role) => {
    await expect(gateway.serverFor(role)).rejects.toThrow('This role may not ask the graph.')
  })
})

describe('roles without a person in their graph', () => {
  const nobody: Role[] = ['public', 'commissioner', 'analyst', 'reporting-client', 'directory-editor', 'court-recipient']
  const leadsToPerson = (role: Role) =>
    sorted(reachableFor(role)).filter((coordinate) =>
      /^(Person|IdentityRecord|Consent|RecordLink)\.|\.(person|people|personOverseen|identityRecord)$/.test(coordinate)
    )

  test.each(nobody)('%s has no field that leads to a person', (role) => {
    expect(leadsToPerson(role)).toEqual([])
  })

  test('the privacy officer reads of a person who saw them, and nothing else; nobody but they do', () => {
    expect(leadsToPerson('privacy-officer')).toEqual(['Person.accessLog', 'Query.personOverseen'])
    for (const role of roles.filter((other) => other !== 'privacy-officer'))
      expect(sorted(reachableFor(role)).filter((coordinate) => /^Person\.accessLog$|\.personOverseen$/.test(coordinate))).toEqual([])
  })

  test('whoever has not signed in can change nothing', () => {
    expect(sorted(reachableFor('public')).filter((coordinate) => coordinate.startsWith('Mutation.'))).toEqual([])
  })
})

describe('what a peer support worker has no use for', () => {
  // Health, or a risk: none of it may be read by who is to have no clinical text and no risk detail.
  const clinical = [
    ...['LiaisonDiversionEpisode.custodyDisposal', 'AppropriateAdult.reason', 'OnwardReferral.need'],
    ...['LiaisonDiversionEpisode.source', 'ReconnectEpisode.source', 'LiaisonDiversionEpisode.assessments', 'ReconnectEpisode.continuity'],
    ...['LiaisonDiversionEpisode.screening', 'LiaisonDiversionEpisode.needs', 'ReconnectEpisode.needs', 'LiaisonDiversionEpisode.cohorts']
  ]

  test.each(['ld-peer-support-worker', 'reconnect-peer-support-worker'] as const)('is not in the graph of %s', (role) =>
    expect(clinical.filter((coordinate) => reachableFor(role).has(coordinate))).toEqual([])
  )

  test.each(['ld-practitioner', 'reconnect-navigator'] as const)('is in that of %s', (role) =>
    expect(clinical.filter((coordinate) => !reachableFor(role).has(coordinate))).toEqual([])
  )

  test('a provider reads the need of what it was sent', () => expect(reachableFor('service-provider').has('OnwardReferral.need')).toBe(true))
})

describe('lists of a team', () => {
  const ofTeams: Record<string, Role[]> = {
    'Query.unmetNeeds': ['ld-practitioner', 'ld-manager'],
    'Place.unmetNeeds': ['ld-practitioner', 'ld-manager'],
    'Query.unmetReconnectNeeds': ['reconnect-navigator', 'reconnect-manager'],
    'Facility.liaisonDiversionCaseload': ['ld-practitioner', 'ld-manager', 'ld-peer-support-worker'],
    'Facility.releasesDue': ['reconnect-navigator', 'reconnect-manager', 'reconnect-peer-support-worker']
  }

  test.each(Object.entries(ofTeams))('%s is in the graphs of its own service alone, for everyone else is refused it', (coordinate, team) =>
    expect(outsideRoles.filter((role) => reachableFor(role).has(coordinate))).toEqual(team)
  )
})

describe('roles of machines inside the building', () => {
  test.each(roles.filter((role) => role.startsWith('system-') || role === 'public'))('nobody can sign in as %s', async (role) => {
    const { issuer, tokenFor } = await openTestIssuer()

    await expect(openSignIn(issuer)(`Bearer ${await tokenFor({ role })}`)).rejects.toThrow('Your sign-in does not hold')
    expect(demoRoles.map((demo) => demo.role)).not.toContain(role)
  })

  test.each(signInRoles)('somebody can sign in as %s, so that the refusals above mean something', async (role) => {
    const { issuer, tokenFor } = await openTestIssuer()

    await expect(openSignIn(issuer)(`Bearer ${await tokenFor({ role })}`)).resolves.toMatchObject({ role })
  })
})

describe('a rule that is missing', () => {
  const sdl = (rule: string) =>
    parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@requiresScopes"])
      type Query { ping: String ${rule} }`)

  test('stops composition', () => {
    const ruled = '@requiresScopes(scopes: [["open"]])'

    expect(compose([{ name: 'attic', typeDefs: sdl(ruled) }]).policy).toEqual({ 'Query.ping': [['open']] })
    expect(() => compose([{ name: 'attic', typeDefs: sdl('') }])).toThrow(/These fields say of nobody that they may read them[\s\S]*Query\.ping/)
  })

  test('stops the gateway: a supergraph with a field that the table does not know is not served', async () => {
    const { 'Query.viewer': _, ...shorter } = policy
    const rooms = Object.fromEntries(doors.map(({ name }) => [name, { name } as Room]))

    await expect(openGateway({ rooms, policy: shorter, supergraph: readSupergraph(), log: quiet })).rejects.toThrow('does not cover Query.viewer')
  })

  test('means nobody, where the table names no alternative', () => {
    expect(roles.filter((role) => roleHolds(role, []))).toEqual([])
  })
})
