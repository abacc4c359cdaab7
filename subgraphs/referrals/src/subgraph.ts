import { accessProjection } from '@throughcare/kit/access'
import type { Projection } from '@throughcare/kit/feed'
import type { RoomDefinition } from '@throughcare/kit/room'
import { readSdl } from '@throughcare/kit/sdl'
import { referralsEvents } from '@throughcare/schema/events/referrals'
import * as tables from '../db/tables.ts'
import type { Resolvers } from '../generated/graphql.ts'
import type { Context } from './context.ts'
import { projectKnownEpisodes } from './known-episode/known-episode.projection.ts'
import { knownNeeds } from './known-need/known-need.store.ts'
import { projectKnownRecords } from './known-record/known-record.projection.ts'
import { projectKnownServices } from './known-service/known-service.projection.ts'
import { createLoaders } from './loaders.ts'
import { onwardReferralImporter } from './onward-referral/onward-referral.import.ts'
import * as onwardReferral from './onward-referral/onward-referral.resolvers.ts'
import * as referralFacts from './referral-facts/referral-facts.resolvers.ts'
import * as serviceAnswer from './service-answer/service-answer.resolvers.ts'
import * as signpost from './signpost/signpost.resolvers.ts'

const resolvers: Resolvers = {
  Query: onwardReferral.query,
  Mutation: { ...onwardReferral.mutation, ...referralFacts.mutation, ...signpost.mutation },
  OnwardReferral: { ...onwardReferral.onwardReferral, ...referralFacts.onwardReferral },
  Signpost: signpost.signpost,
  Person: { ...onwardReferral.person, ...signpost.person },
  LiaisonDiversionEpisode: onwardReferral.liaisonDiversionEpisode,
  ReconnectEpisode: onwardReferral.reconnectEpisode,
  Service: { ...onwardReferral.service, ...serviceAnswer.service }
}

const schemaFiles = ['onward-referral', 'onward-referral-changes', 'referral-facts', 'signpost'].map(
  (name) => new URL(`../schema/${name}.graphql`, import.meta.url)
)

const projectAccess = accessProjection(tables.recordAccess)
const projectPeople: Projection = async (tx, events) => {
  await projectAccess(tx, events)
  await projectKnownRecords(tx, events)
}
const projectDirectory: Projection = async (tx, events) => {
  await knownNeeds.project(tx, events)
  await projectKnownServices(tx, events)
}

/** The room's one door. */
export const room: RoomDefinition<Context> = {
  name: 'referrals',
  folder: new URL('..', import.meta.url),
  typeDefs: readSdl(...schemaFiles),
  resolvers,
  tables,
  events: referralsEvents,
  follows: { people: projectPeople, directory: projectDirectory, 'liaison-diversion': projectKnownEpisodes, reconnect: projectKnownEpisodes },
  importer: onwardReferralImporter,
  createContext: (base) => ({ ...base, loaders: createLoaders(base) })
}
