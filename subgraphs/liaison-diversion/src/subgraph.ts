import { accessProjection } from '@throughcare/kit/access'
import type { RoomDefinition } from '@throughcare/kit/room'
import { readSdl } from '@throughcare/kit/sdl'
import { liaisonDiversionEvents } from '@throughcare/schema/events/liaison-diversion'
import * as tables from '../db/tables.ts'
import type { Resolvers } from '../generated/graphql.ts'
import type { Context } from './context.ts'
import { episodeImporter } from './episode/episode.import.ts'
import { createEpisodeLoaders } from './episode/episode.loader.ts'
import * as episode from './episode/episode.resolvers.ts'
import { createNeedLoaders } from './need/need.loader.ts'
import * as need from './need/need.resolvers.ts'

const resolvers: Resolvers = {
  Query: episode.query,
  Mutation: { ...episode.mutation, ...need.mutation },
  LiaisonDiversionEpisode: episode.liaisonDiversionEpisode,
  LiaisonDiversionNeed: need.liaisonDiversionNeed,
  Person: episode.person,
  Facility: episode.facility
}

/** The room's one door. */
export const room: RoomDefinition<Context> = {
  name: 'liaison-diversion',
  folder: new URL('..', import.meta.url),
  typeDefs: readSdl(new URL('../schema/episode.graphql', import.meta.url), new URL('../schema/need.graphql', import.meta.url)),
  resolvers,
  tables,
  events: liaisonDiversionEvents,
  importer: episodeImporter,
  follows: { people: accessProjection(tables.recordAccess) },
  createContext: (base) => ({ ...base, loaders: { ...createEpisodeLoaders(base), ...createNeedLoaders(base.db) } })
}
