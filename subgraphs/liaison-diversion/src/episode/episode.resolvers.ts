import { refuse } from '@throughcare/kit/errors'
import { readPage, toPersonConnection } from '@throughcare/kit/page'
import type { FacilityResolvers, LiaisonDiversionEpisodeResolvers, MutationResolvers, PersonResolvers, QueryResolvers } from '../../generated/graphql.ts'
import { closeLiaisonDiversionEpisode } from './close-liaison-diversion-episode.ts'
import { stateOf } from './episode.rules.ts'
import { listCaseload } from './list-caseload.ts'
import { receiveReferral } from './receive-referral.ts'
import { recordDiversion } from './record-diversion.ts'
import { recordNotSeen } from './record-not-seen.ts'
import { recordScreening } from './record-screening.ts'

export const query: Pick<QueryResolvers, 'liaisonDiversionEpisode'> = {
  liaisonDiversionEpisode: async (_, { id }, { loaders }) =>
    (await loaders.episode.load(id)) ?? refuse('NOT_FOUND', 'There is no such episode, or none you may read.')
}

export const mutation: Omit<MutationResolvers, 'identifyNeed'> = {
  receiveReferral: (_, { input }, context) => receiveReferral(context, input),
  recordScreening: (_, { input }, context) => recordScreening(context, input),
  recordNotSeen: (_, { input }, context) => recordNotSeen(context, input),
  recordDiversion: (_, { input }, context) => recordDiversion(context, input),
  closeLiaisonDiversionEpisode: (_, { input }, context) => closeLiaisonDiversionEpisode(context, input)
}

export const liaisonDiversionEpisode: LiaisonDiversionEpisodeResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.episode.load(id),
  person: ({ recordId }) => ({ __typename: 'Person', recordId }),
  facility: ({ facilityId }) => ({ __typename: 'Facility', id: facilityId }),
  state: (episode) => stateOf(episode),
  screening: ({ screenedAt, screeningOutcome, screeningRisk }) =>
    screenedAt && screeningOutcome && screeningRisk ? { screenedAt, outcome: screeningOutcome, risk: screeningRisk } : null,
  needs: ({ id }, _, { loaders }) => loaders.needsOfEpisode.load(id)
}

export const person: PersonResolvers = {
  __resolveReference: async (reference) => reference,
  liaisonDiversionEpisodes: async ({ recordIds = [] }, page, { loaders }) => {
    const { rows, withheld } = await loaders.episodesOfPerson.load(recordIds)
    return toPersonConnection(rows, withheld, readPage(page))
  }
}

export const facility: FacilityResolvers = {
  __resolveReference: async (reference) => reference,
  liaisonDiversionCaseload: ({ id }, page, context) => listCaseload(context, id, page)
}
