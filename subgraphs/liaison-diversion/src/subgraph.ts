import { accessProjection } from '@throughcare/kit/access'
import type { Database } from '@throughcare/kit/db'
import type { FeedEvent } from '@throughcare/kit/feed'
import type { RoomDefinition } from '@throughcare/kit/room'
import { readSdl } from '@throughcare/kit/sdl'
import { liaisonDiversionEvents } from '@throughcare/schema/events/liaison-diversion'
import * as tables from '../db/tables.ts'
import type { Resolvers } from '../generated/graphql.ts'
import * as assessment from './assessment/assessment.resolvers.ts'
import * as child from './child/child.resolvers.ts'
import * as contact from './contact/contact.resolvers.ts'
import type { Context } from './context.ts'
import * as courtReport from './court-report/court-report.resolvers.ts'
import { episodeImporter } from './episode/episode.import.ts'
import * as episode from './episode/episode.resolvers.ts'
import * as history from './history/history.resolvers.ts'
import * as justiceOutcome from './justice-outcome/justice-outcome.resolvers.ts'
import { knownFacilities } from './known-facility/known-facility.store.ts'
import { knownNeeds } from './known-need/known-need.store.ts'
import { projectKnownRecords } from './known-record/known-record.projection.ts'
import { createLoaders } from './loaders.ts'
import * as need from './need/need.resolvers.ts'
import { projectReferrals } from './onward-referral/onward-referral.projection.ts'
import * as peerSupport from './peer-support/peer-support.resolvers.ts'
import * as worklist from './worklist/worklist.resolvers.ts'

const resolvers: Resolvers = {
  Query: { ...episode.query, ...courtReport.query, ...justiceOutcome.query, ...worklist.query, ...peerSupport.query },
  Mutation: {
    ...episode.mutation,
    ...need.mutation,
    ...assessment.mutation,
    ...contact.mutation,
    ...child.mutation,
    ...courtReport.mutation,
    ...worklist.mutation,
    ...peerSupport.mutation,
    ...justiceOutcome.mutation
  },
  LiaisonDiversionEpisode: {
    ...episode.liaisonDiversionEpisode,
    ...need.liaisonDiversionEpisode,
    ...assessment.liaisonDiversionEpisode,
    ...contact.liaisonDiversionEpisode,
    ...child.liaisonDiversionEpisode,
    ...courtReport.liaisonDiversionEpisode,
    ...peerSupport.liaisonDiversionEpisode,
    ...justiceOutcome.liaisonDiversionEpisode,
    ...history.liaisonDiversionEpisode
  },
  LiaisonDiversionNeed: need.liaisonDiversionNeed,
  LiaisonDiversionContact: contact.liaisonDiversionContact,
  AppropriateAdult: child.appropriateAdult,
  PeerSupportAssignment: peerSupport.peerSupportAssignment,
  CourtReport: courtReport.courtReport,
  IssuedCourtReport: courtReport.issuedCourtReport,
  JusticeOutcome: justiceOutcome.justiceOutcome,
  EpisodeChange: history.episodeChange,
  Person: episode.person,
  LiaisonDiversionCaseload: worklist.caseload,
  LiaisonDiversionWorklistConnection: worklist.worklistConnection,
  LiaisonDiversionWorklistEdge: worklist.worklistEdge,
  Facility: episode.facility,
  Place: worklist.place
}

const projectAccess = accessProjection(tables.recordAccess)

async function projectPeople(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  await projectAccess(tx, events)
  await projectKnownRecords(tx, events)
}

async function projectDirectory(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  await knownFacilities.project(tx, events)
  await knownNeeds.project(tx, events)
}

const sdlFiles = [
  'episode',
  'episode-changes',
  'correction',
  'screening',
  'assessment',
  'need',
  'contact',
  'child',
  'court-report',
  'court-report-changes',
  'justice',
  'worklist',
  'peer-support',
  'history'
]

/** The room's one door. */
export const room: RoomDefinition<Context> = {
  name: 'liaison-diversion',
  folder: new URL('..', import.meta.url),
  typeDefs: readSdl(...sdlFiles.map((file) => new URL(`../schema/${file}.graphql`, import.meta.url))),
  resolvers,
  tables,
  events: liaisonDiversionEvents,
  importer: episodeImporter,
  follows: { people: projectPeople, directory: projectDirectory, referrals: projectReferrals },
  createContext: (base) => ({ ...base, loaders: createLoaders(base) })
}
