import { accessProjection } from '@throughcare/kit/access'
import type { Projection } from '@throughcare/kit/feed'
import type { RoomDefinition } from '@throughcare/kit/room'
import { readSdl } from '@throughcare/kit/sdl'
import { journeysEvents } from '@throughcare/schema/events/journeys'
import * as tables from '../db/tables.ts'
import type { Resolvers } from '../generated/graphql.ts'
import { createCareGapLoaders } from './care-gap/care-gap.loader.ts'
import * as careGap from './care-gap/care-gap.resolvers.ts'
import type { Context } from './context.ts'
import { projectDeaths } from './death/death.projection.ts'
import { createEventLoaders } from './event/event.loader.ts'
import { projectEvents } from './event/event.projection.ts'
import * as event from './event/event.resolvers.ts'
import { projectSpans } from './span/span.projection.ts'

const resolvers: Resolvers = {
  Person: { ...event.person, ...careGap.person },
  JourneyEvent: event.journeyEvent
}

const projectJourneys: Projection = async (tx, events) => {
  await projectEvents(tx, events)
  await projectSpans(tx, events)
}

const projectAccess = accessProjection(tables.recordAccess)
const projectPeople: Projection = async (tx, events, feed) => {
  await projectAccess(tx, events)
  await projectDeaths(tx, events, feed)
}

/** The room's one door. */
export const room: RoomDefinition<Context> = {
  name: 'journeys',
  folder: new URL('..', import.meta.url),
  typeDefs: readSdl(new URL('../schema/journey.graphql', import.meta.url), new URL('../schema/care-gap.graphql', import.meta.url)),
  resolvers,
  tables,
  events: journeysEvents,
  follows: {
    people: projectPeople,
    'liaison-diversion': projectJourneys,
    reconnect: projectJourneys,
    referrals: projectJourneys
  },
  createContext: (base) => ({ ...base, loaders: { ...createEventLoaders(base), ...createCareGapLoaders(base) } })
}
