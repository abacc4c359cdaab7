import type { RoomDefinition } from '@throughcare/kit/room'
import { readSdl } from '@throughcare/kit/sdl'
import { peopleEvents } from '@throughcare/schema/events/people'
import * as tables from '../db/tables.ts'
import type { Resolvers } from '../generated/graphql.ts'
import { createConsentLoaders } from './consent/consent.loader.ts'
import * as consent from './consent/consent.resolvers.ts'
import type { Context } from './context.ts'
import { identityRecordImporter } from './identity-record/identity-record.import.ts'
import { createIdentityRecordLoaders } from './identity-record/identity-record.loader.ts'
import * as identityRecord from './identity-record/identity-record.resolvers.ts'
import { createLinkLoaders } from './link/link.loader.ts'
import * as link from './link/link.resolvers.ts'
import { createPersonLoaders } from './person/person.loader.ts'
import * as person from './person/person.resolvers.ts'

const resolvers: Resolvers = {
  Query: { ...person.query, ...identityRecord.query, ...link.query },
  Mutation: { ...identityRecord.mutation, ...link.mutation, ...consent.mutation },
  Person: person.person,
  PersonSources: person.personSources,
  IdentityRecord: identityRecord.identityRecord,
  IdentityRecordVersion: identityRecord.identityRecordVersion,
  Ethnicity: identityRecord.ethnicity,
  RecordLink: link.recordLink,
  FieldEvidence: link.fieldEvidence,
  LinkReview: link.linkReview
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
  importer: identityRecordImporter,
  decidesAccess: true,
  createContext: (base) => ({
    ...base,
    loaders: {
      ...createPersonLoaders(base.db),
      ...createIdentityRecordLoaders(base.db),
      ...createLinkLoaders(base.db),
      ...createConsentLoaders(base.db)
    }
  })
}
