import type { RoomDefinition } from '@throughcare/kit/room'
import { readSdl } from '@throughcare/kit/sdl'
import { auditEvents } from '@throughcare/schema/events/audit'
import * as tables from '../db/tables.ts'
import type { Resolvers } from '../generated/graphql.ts'
import { createAccessLogLoaders } from './access-log/access-log.loader.ts'
import * as accessLog from './access-log/access-log.resolvers.ts'
import { projectChanges } from './access-log/change-event.projection.ts'
import { projectWrongLinks } from './access-log/wrong-link.projection.ts'
import type { Context } from './context.ts'

const resolvers: Resolvers = {
  Query: accessLog.query,
  Mutation: accessLog.mutation,
  Person: accessLog.person,
  AccessLogEntry: accessLog.accessLogEntry,
  ChangeLogEntry: accessLog.changeLogEntry
}

/** The room's one door. */
export const room: RoomDefinition<Context> = {
  name: 'audit',
  folder: new URL('..', import.meta.url),
  typeDefs: readSdl(new URL('../schema.graphql', import.meta.url)),
  resolvers,
  tables,
  events: auditEvents,
  follows: {
    people: async (tx, events, feed) => {
      await projectChanges(tx, events, feed)
      await projectWrongLinks(tx, events)
    },
    directory: projectChanges,
    'liaison-diversion': projectChanges,
    reconnect: projectChanges,
    referrals: projectChanges
  },
  createContext: (base) => ({ ...base, loaders: createAccessLogLoaders(base.db) })
}
