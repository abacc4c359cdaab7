import type { RoomDefinition } from '@throughcare/kit/room'
import { readSdl } from '@throughcare/kit/sdl'
import { peopleEvents } from '@throughcare/schema/events/people'
import * as tables from '../db/tables.ts'
import type { Resolvers } from '../generated/graphql.ts'
import { createConsentLoaders } from './consent/consent.loader.ts'
import * as consent from './consent/consent.resolvers.ts'
import type { Context } from './context.ts'
import { createLinkLoaders } from './link/link.loader.ts'
import * as link from './link/link.resolvers.ts'
import { personImporter } from './person/person.import.ts'
import { createPersonLoaders } from './person/person.loader.ts'
import * as person from './person/person.resolvers.ts'

const resolvers: Resolvers = {
  Query: person.query,
  Mutation: { ...person.mutation, ...link.mutation, ...consent.mutation },
  Person: person.person,
  IdentityRecord: person.identityRecord,
  RecordLink: person.recordLink
}

const sdl = ['person', 'identity-record', 'link', 'consent'].map((file) => new URL(`../schema/${file}.graphql`, import.meta.url))

/** The room's one door. */
export const room: RoomDefinition<Context> = {
  name: 'people',
  folder: new URL('..', import.meta.url),
  typeDefs: readSdl(...sdl),
  resolvers,
  tables,
  events: peopleEvents,
  follows: {},
  importer: personImporter,
  decidesAccess: true,
  createContext: (base) => ({ ...base, loaders: { ...createPersonLoaders(base.db), ...createLinkLoaders(base.db), ...createConsentLoaders(base.db) } })
}
