import { refuse } from '@throughcare/kit/errors'
import { readPage, toPersonConnection } from '@throughcare/kit/page'
import type { FacilityResolvers, LiaisonDiversionEpisodeResolvers, MutationResolvers, PersonResolvers, QueryResolvers } from '../../generated/graphql.ts'
import { closeLiaisonDiversionEpisode } from './close-liaison-diversion-episode.ts'
import { correctLiaisonDiversionEpisode } from './correct-liaison-diversion-episode.ts'
import { diversionOf, stateOf } from './episode.rules.ts'
import { listCaseload } from './list-caseload.ts'
import { offerScreening } from './offer-screening.ts'
import { receiveReferral } from './receive-referral.ts'
import { recordCustodyDisposal } from './record-custody-disposal.ts'
import { recordDiversion } from './record-diversion.ts'
import { recordNotSeen } from './record-not-seen.ts'
import { recordScreening } from './record-screening.ts'
import { reopenLiaisonDiversionEpisode } from './reopen-liaison-diversion-episode.ts'

export const query: Pick<QueryResolvers, 'liaisonDiversionEpisode'> = {
  liaisonDiversionEpisode: async (_, { id }, { loaders }) =>
    (await loaders.episode.load(id)) ?? refuse('NOT_FOUND', 'There is no such episode, or none you may read.')
}

export const mutation: MutationResolvers = {
  receiveReferral: (_, { input }, context) => receiveReferral(context, input),
  offerScreening: (_, { input }, context) => offerScreening(context, input),
  recordScreening: (_, { input }, context) => recordScreening(context, input),
  recordNotSeen: (_, { input }, context) => recordNotSeen(context, input),
  recordCustodyDisposal: (_, { input }, context) => recordCustodyDisposal(context, input),
  recordDiversion: (_, { input }, context) => recordDiversion(context, input),
  closeLiaisonDiversionEpisode: (_, { input }, context) => closeLiaisonDiversionEpisode(context, input),
  reopenLiaisonDiversionEpisode: (_, { input }, context) => reopenLiaisonDiversionEpisode(context, input),
  correctLiaisonDiversionEpisode: (_, { input }, context) => correctLiaisonDiversionEpisode(context, input)
}

export const liaisonDiversionEpisode: LiaisonDiversionEpisodeResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.episode.load(id),
  person: ({ recordId }) => ({ __typename: 'Person', recordId }),
  facility: ({ facilityId }) => ({ __typename: 'Facility', id: facilityId }),
  state: (episode) => stateOf(episode),
  outcome: (episode) => diversionOf(episode)?.outcome ?? null,
  screening: ({ screenedAt, screeningOutcome, screeningRisk, screeningUrgency }) =>
    screenedAt && screeningOutcome && screeningRisk ? { screenedAt, outcome: screeningOutcome, risk: screeningRisk, urgency: screeningUrgency } : null
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
