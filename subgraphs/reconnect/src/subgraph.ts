import { accessProjection } from '@throughcare/kit/access'
import type { RoomDefinition } from '@throughcare/kit/room'
import { readSdl } from '@throughcare/kit/sdl'
import { reconnectEvents } from '@throughcare/schema/events/reconnect'
import * as tables from '../db/tables.ts'
import type { Resolvers } from '../generated/graphql.ts'
import type { Context } from './context.ts'
import * as eligibility from './eligibility/eligibility.resolvers.ts'
import { episodeImporter } from './episode/episode.import.ts'
import { createEpisodeLoaders } from './episode/episode.loader.ts'
import * as episode from './episode/episode.resolvers.ts'
import { createGoalLoaders } from './goal/goal.loader.ts'
import * as goal from './goal/goal.resolvers.ts'
import { createPersonLoaders } from './person/person.loader.ts'
import { projectPersons } from './person/person.projection.ts'
import { createReleaseLoaders } from './release/release.loader.ts'
import * as release from './release/release.resolvers.ts'

const resolvers: Resolvers = {
  Query: episode.query,
  Mutation: { ...episode.mutation, ...eligibility.mutation, ...release.mutation, ...goal.mutation },
  ReconnectEpisode: { ...episode.reconnectEpisode, ...eligibility.reconnectEpisode, ...release.reconnectEpisode },
  ReconnectGoal: goal.reconnectGoal,
  Person: episode.person,
  Facility: release.facility
}

const sdl = ['episode', 'episode-changes', 'eligibility', 'release', 'goal'].map((file) => new URL(`../schema/${file}.graphql`, import.meta.url))

const projectAccess = accessProjection(tables.recordAccess)

/** The room's one door. */
export const room: RoomDefinition<Context> = {
  name: 'reconnect',
  folder: new URL('..', import.meta.url),
  typeDefs: readSdl(...sdl),
  resolvers,
  tables,
  events: reconnectEvents,
  importer: episodeImporter,
  follows: {
    people: async (tx, events) => {
      await projectAccess(tx, events)
      await projectPersons(tx, events)
    }
  },
  createContext: (base) => ({
    ...base,
    loaders: { ...createEpisodeLoaders(base), ...createGoalLoaders(base.db), ...createPersonLoaders(base.db), ...createReleaseLoaders(base.db) }
  })
}
