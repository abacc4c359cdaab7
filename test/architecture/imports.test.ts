import { endingFaults } from '../support/house/endings.ts'
import { barrelFaults, cycleFaults, edgeFaults, environmentFaults, partFaults } from '../support/house/imports.ts'
import { readTree, type SourceFile } from '../support/house/source.ts'

const tree = readTree()
const episode = 'subgraphs/liaison-diversion/src/episode'
const file = (path: string, text: string): SourceFile => ({ path, text })

describe('who may import whom', () => {
  test('parts of the house meet only where the house rules say', () => expect(partFaults(tree)).toEqual([]))

  test.each([
    ['a room that enters another room', `${episode}/episode.store.ts`, "import { findPersons } from '../../../people/src/person/person.store.ts'"],
    ["a room that opens another room's door", `${episode}/receive-referral.ts`, "import { room } from '@throughcare/people'"],
    [
      'a room that takes even a type from another room',
      `${episode}/episode.rules.ts`,
      "import type { PersonView } from '../../../people/src/person/person.rules.ts'"
    ],
    ['a room that reaches into the gateway', `${episode}/episode.loader.ts`, "import { roomNames } from '@throughcare/gateway/rooms'"],
    ['a room that leans on test support', `${episode}/episode.loader.ts`, "import { persona } from '@throughcare/test/support/personas'"],
    ['the kit that knows a room', 'subgraphs/_kit/src/access.ts', "import { room } from '@throughcare/people'"],
    ['the kit that knows what rooms publish', 'subgraphs/_kit/src/feed.ts', "import { peopleEvents } from '@throughcare/schema/events/people'"],
    ['the gateway that opens a room outside its one process', 'gateway/src/serve.ts', "import { room } from '@throughcare/people'"],
    ['a late import, hidden in a function', 'gateway/src/serve.ts', "export const open = () => import('@throughcare/people')"],
    ['a test that goes past the door', 'test/support/seed.ts', "import { recordIdentities } from '../../subgraphs/people/src/person/record-identity.ts'"]
  ])('catches %s', (_, path, text) => expect(partFaults([file(path, text)])).toHaveLength(1))
})

describe('the ending of a file name is its licence', () => {
  test('no file imports values that its ending forbids', () => expect(endingFaults(tree)).toEqual([]))

  test.each([
    ['a rule that asks the database', 'episode.rules.ts', "import { findEpisode } from './episode.store.ts'"],
    ['a rule that throws what GraphQL throws', 'episode.rules.ts', "import { refuse } from '@throughcare/kit/errors'"],
    ['a store that decides', 'episode.store.ts', "import { whyNotScreen } from './episode.rules.ts'"],
    ['a store that calls a resolver', 'episode.store.ts', "import { query } from './episode.resolvers.ts'"],
    ['a loader that queries', 'episode.loader.ts', "import { eq } from 'drizzle-orm'"],
    ['a verb that queries', 'record-screening.ts', "import { eq } from 'drizzle-orm'"],
    ['a verb that knows the tables', 'record-screening.ts', "import { episode } from '../../db/tables.ts'"],
    ['a verb that speaks GraphQL', 'record-screening.ts', "import { GraphQLError } from 'graphql'"],
    ['a resolver that reads rows', 'episode.resolvers.ts', "import { findEpisodes } from './episode.store.ts'"],
    ['a resolver that decides', 'episode.resolvers.ts', "import { whyNotClose } from './episode.rules.ts'"],
    ['a projection that queries', 'journey.projection.ts', "import { sql } from 'drizzle-orm'"]
  ])('catches %s', (_, name, text) => expect(endingFaults([file(`${episode}/${name}`, text)])).toHaveLength(1))

  test('lets types cross, and lets a resolver fill a field with what a rule derives', () => {
    const types = file(`${episode}/episode.rules.ts`, "import type { EpisodeRow } from './episode.store.ts'")
    const derived = file(`${episode}/episode.resolvers.ts`, "import { stateOf } from './episode.rules.ts'")

    expect(endingFaults([types, derived])).toEqual([])
  })
})

describe('the edges', () => {
  test('main.ts and commands are started, never imported; generated files give types only', () => expect(edgeFaults(tree)).toEqual([]))
  test('no file passes on what another exports', () => expect(barrelFaults(tree)).toEqual([]))
  test('the environment is read where a process starts', () => expect(environmentFaults(tree)).toEqual([]))
  test('files import each other in no circle', () => expect(cycleFaults(tree)).toEqual([]))

  test.each([
    ['an import of main.ts', edgeFaults, 'gateway/src/serve.ts', "import './main.ts'"],
    ['a value out of a generated file', edgeFaults, `${episode}/episode.resolvers.ts`, "import { NeedStatus } from '../../generated/graphql.ts'"],
    ['a barrel', barrelFaults, `${episode}/all.ts`, "export * from './episode.store.ts'"],
    ['one name passed on', barrelFaults, `${episode}/all.ts`, "export { findEpisode } from './episode.store.ts'"],
    ['a setting read in the middle of the house', environmentFaults, 'subgraphs/_kit/src/db.ts', 'export const size = process.env.POOL_SIZE']
  ])('catches %s', (_, faults, path, text) => expect(faults([file(path, text)])).toHaveLength(1))

  test('catches the import of a command of package.json', () => {
    const manifest = file('package.json', '{"scripts":{"start":"node gateway/src/start.ts"}}')

    expect(edgeFaults([manifest, file('gateway/src/serve.ts', "import './start.ts'")])).toHaveLength(1)
  })

  test('catches a circle of values, and lets a circle of types be', () => {
    const circle = (keyword: string) => [
      file('subgraphs/_kit/src/one.ts', "import { other } from './other.ts'\nexport const one = other"),
      file('subgraphs/_kit/src/other.ts', `${keyword} { one } from './one.ts'\nexport const other = 1`)
    ]

    expect(cycleFaults(circle('import'))).toEqual(['A circle: subgraphs/_kit/src/one.ts → subgraphs/_kit/src/other.ts → subgraphs/_kit/src/one.ts'])
    expect(cycleFaults(circle('import type'))).toEqual([])
  })
})
