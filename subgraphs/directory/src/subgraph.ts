import type { RoomDefinition } from '@throughcare/kit/room'
import { readSdl } from '@throughcare/kit/sdl'
import { directoryEvents } from '@throughcare/schema/events/directory'
import * as tables from '../db/tables.ts'
import type { Resolvers } from '../generated/graphql.ts'
import type { Context } from './context.ts'
import * as viewer from './viewer/viewer.resolvers.ts'

const resolvers: Resolvers = {
  Query: viewer.query,
  Viewer: viewer.viewer
}

/** The room's one door. */
export const room: RoomDefinition<Context> = {
  name: 'directory',
  folder: new URL('..', import.meta.url),
  typeDefs: readSdl(new URL('../schema/viewer.graphql', import.meta.url)),
  resolvers,
  tables,
  events: directoryEvents,
  follows: {},
  createContext: (base) => base
}
