import { accessProjection } from '@throughcare/kit/access'
import type { RoomDefinition } from '@throughcare/kit/room'
import { readSdl } from '@throughcare/kit/sdl'
import { reconnectEvents } from '@throughcare/schema/events/reconnect'
import * as tables from '../db/tables.ts'
import type { MutationResolvers, QueryResolvers, ReconnectEpisodeResolvers, Resolvers } from '../generated/graphql.ts'
import * as allocation from './allocation/allocation.resolvers.ts'
import * as contact from './contact/contact.resolvers.ts'
import * as continuity from './continuity/continuity.resolvers.ts'
import type { Context } from './context.ts'
import * as custody from './custody/custody.resolvers.ts'
import * as eligibility from './eligibility/eligibility.resolvers.ts'
import { episodeImporter } from './episode/episode.import.ts'
import * as episode from './episode/episode.resolvers.ts'
import type { EpisodeRow } from './episode/episode.store.ts'
import * as gate from './gate/gate.resolvers.ts'
import * as goal from './goal/goal.resolvers.ts'
import * as history from './history/history.resolvers.ts'
import { knownFacilities } from './known-facility/known-facility.store.ts'
import { knownNeeds } from './known-need/known-need.store.ts'
import { createLoaders } from './loaders.ts'
import * as need from './need/need.resolvers.ts'
import { onwardReferrals } from './onward-referral/onward-referral.store.ts'
import * as peerSupport from './peer-support/peer-support.resolvers.ts'
import { projectPersons } from './person/person.projection.ts'
import * as release from './release/release.resolvers.ts'
import { readSettings } from './setting/read-settings.ts'
import { standardSettings, type Settings } from './setting/setting.rules.ts'
import * as setting from './setting/setting.resolvers.ts'
import * as task from './task/task.resolvers.ts'
import * as worklist from './worklist/worklist.resolvers.ts'

// `satisfies Required<…>`: a question or change without its resolver, or a field of an episode that is no column of it, stops the compiler.
const resolvers: Resolvers = {
  Query: { ...episode.query, ...need.query, ...worklist.query, ...setting.query } satisfies Required<QueryResolvers>,
  Mutation: {
    ...episode.mutation,
    ...eligibility.mutation,
    ...allocation.mutation,
    ...need.mutation,
    ...goal.mutation,
    ...release.mutation,
    ...gate.mutation,
    ...custody.mutation,
    ...contact.mutation,
    ...continuity.mutation,
    ...peerSupport.mutation,
    ...task.mutation
  } satisfies Required<MutationResolvers>,
  ReconnectEpisode: {
    ...episode.reconnectEpisode,
    ...eligibility.reconnectEpisode,
    ...allocation.reconnectEpisode,
    ...need.reconnectEpisode,
    ...release.reconnectEpisode,
    ...gate.reconnectEpisode,
    ...custody.reconnectEpisode,
    ...contact.reconnectEpisode,
    ...continuity.reconnectEpisode,
    ...peerSupport.reconnectEpisode,
    ...task.reconnectEpisode,
    ...history.reconnectEpisode
  } satisfies Required<Omit<ReconnectEpisodeResolvers, keyof EpisodeRow>>,
  ReconnectWorklistConnection: worklist.reconnectWorklistConnection,
  ReconnectCaseload: worklist.reconnectCaseload,
  ReconnectContact: contact.reconnectContact,
  ReconnectGoal: goal.reconnectGoal,
  ReconnectPrisonTransfer: custody.reconnectPrisonTransfer,
  ReconnectPeerSupportAssignment: peerSupport.reconnectPeerSupportAssignment,
  ReconnectNeed: need.reconnectNeed,
  ReconnectEpisodeChange: history.reconnectEpisodeChange,
  Person: episode.person,
  Facility: release.facility
}

const concepts = [
  'episode',
  'episode-changes',
  'correction',
  'history',
  'eligibility',
  'allocation',
  'need',
  'goal',
  'release',
  'gate',
  'contact',
  'continuity',
  'peer-support',
  'task',
  'worklist',
  'setting'
]

const projectAccess = accessProjection(tables.recordAccess)

/** The room's door, for a deployment that has these settings. */
export function createRoom(settings: Settings): RoomDefinition<Context> {
  return {
    name: 'reconnect',
    folder: new URL('..', import.meta.url),
    typeDefs: readSdl(...concepts.map((file) => new URL(`../schema/${file}.graphql`, import.meta.url))),
    resolvers,
    tables,
    events: reconnectEvents,
    importer: episodeImporter,
    follows: {
      people: async (tx, events) => {
        await projectAccess(tx, events)
        await projectPersons(tx, events)
      },
      directory: async (tx, events) => {
        await knownFacilities.project(tx, events)
        await knownNeeds.project(tx, events)
      },
      referrals: onwardReferrals.project
    },
    createContext: (base) => ({ ...base, settings, loaders: createLoaders(base) })
  }
}

/** The same, with the settings that its environment gives. */
export function configureRoom(environment: Record<string, string | undefined>): RoomDefinition<Context> {
  return createRoom(readSettings(environment))
}

/** The room's one door. */
export const room: RoomDefinition<Context> = createRoom(standardSettings)
