import type { KeyObject } from 'node:crypto'
import type { RoomDefinition } from '@throughcare/kit/room'
import { readSdl } from '@throughcare/kit/sdl'
import { directoryEvents } from '@throughcare/schema/events/directory'
import * as tables from '../db/tables.ts'
import type { Resolvers } from '../generated/graphql.ts'
import type { Context } from './context.ts'
import * as duplicate from './duplicate/duplicate.resolvers.ts'
import * as facility from './facility/facility.resolvers.ts'
import * as freshness from './freshness/freshness.resolvers.ts'
import { openLinkKey } from './freshness/sign-link.ts'
import { createLoaders } from './loaders.ts'
import * as location from './location/location.resolvers.ts'
import * as match from './match/match.resolvers.ts'
import * as need from './need/need.resolvers.ts'
import * as opening from './opening/opening.resolvers.ts'
import * as openReferral from './open-referral/open-referral.resolvers.ts'
import * as organisation from './organisation/organisation.resolvers.ts'
import * as place from './place/place.resolvers.ts'
import * as position from './position/position.resolvers.ts'
import * as service from './service/service.resolvers.ts'
import * as suggestion from './suggestion/suggestion.resolvers.ts'
import * as viewer from './viewer/viewer.resolvers.ts'

const resolvers: Resolvers = {
  Query: {
    ...viewer.query,
    ...place.query,
    ...facility.query,
    ...need.query,
    ...organisation.query,
    ...openReferral.query,
    ...freshness.query,
    ...position.query,
    ...match.query,
    ...service.query
  },
  Mutation: { ...service.mutation, ...freshness.mutation, ...suggestion.mutation },
  Viewer: viewer.viewer,
  Place: place.place,
  Facility: facility.facility,
  Need: need.need,
  Organisation: organisation.organisation,
  Service: { ...service.service, ...duplicate.service },
  DuplicateSuggestion: duplicate.duplicateSuggestion,
  Person: match.person,
  ServiceMatch: match.serviceMatch,
  ServiceReport: freshness.serviceReport,
  ServiceSuggestion: suggestion.serviceSuggestion,
  Location: location.location,
  Position: position.position,
  ServiceSite: opening.serviceSite
}

const sdlFiles = [
  'viewer',
  'place',
  'need',
  'organisation',
  'position',
  'opening',
  'service',
  'service-details',
  'service-changes',
  'freshness',
  'confirmation',
  'duplicate',
  'suggestion',
  'service-change',
  'match',
  'person',
  'open-referral'
]

/** The room's door, for whoever has this key to sign links with. */
export function createRoom(linkKey: KeyObject): RoomDefinition<Context> {
  return {
    name: 'directory',
    folder: new URL('..', import.meta.url),
    typeDefs: readSdl(...sdlFiles.map((file) => new URL(`../schema/${file}.graphql`, import.meta.url))),
    resolvers,
    tables,
    events: directoryEvents,
    follows: {},
    createContext: (base) => ({ ...base, linkKey, loaders: createLoaders(base.db) })
  }
}

/** The same, with the key of its own that its environment names. */
export function configureRoom(environment: Record<string, string | undefined>): RoomDefinition<Context> {
  return createRoom(openLinkKey(environment.KEY_FILE))
}

/** The room's one door. */
export const room: RoomDefinition<Context> = configureRoom({})
