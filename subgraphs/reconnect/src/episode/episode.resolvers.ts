import { londonDate } from '@throughcare/kit/clock'
import { refuse } from '@throughcare/kit/errors'
import { readPage, toPersonConnection } from '@throughcare/kit/page'
import type { MutationResolvers, PersonResolvers, QueryResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { acceptReconnectReferral } from './accept-reconnect-referral.ts'
import { closeReconnectEpisode } from './close-reconnect-episode.ts'
import { correctReconnectEpisode } from './correct-reconnect-episode.ts'
import { declineReconnectReferral } from './decline-reconnect-referral.ts'
import { phaseOf } from './episode.rules.ts'
import { extendReconnectSupport } from './extend-reconnect-support.ts'
import { referToReconnect } from './refer-to-reconnect.ts'
import { reopenReconnectEpisode } from './reopen-reconnect-episode.ts'

export const query = {
  reconnectEpisode: async (_, { id }, { loaders }) => (await loaders.episode.load(id)) ?? refuse('NOT_FOUND', 'There is no such episode, or none you may read.')
} satisfies QueryResolvers

export const mutation = {
  referToReconnect: (_, { input }, context) => referToReconnect(context, input),
  acceptReconnectReferral: (_, { input }, context) => acceptReconnectReferral(context, input),
  declineReconnectReferral: (_, { input }, context) => declineReconnectReferral(context, input),
  extendReconnectSupport: (_, { input }, context) => extendReconnectSupport(context, input),
  closeReconnectEpisode: (_, { input }, context) => closeReconnectEpisode(context, input),
  reopenReconnectEpisode: (_, { input }, context) => reopenReconnectEpisode(context, input),
  correctReconnectEpisode: (_, { input }, context) => correctReconnectEpisode(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  __resolveReference: async ({ id }, { loaders }) => loaders.episode.load(id),
  person: ({ recordId }) => ({ __typename: 'Person', recordId }),
  facility: ({ facilityId }) => ({ __typename: 'Facility', id: facilityId }),
  phase: (episode, _, { clock }) => phaseOf(episode, londonDate(clock.now())),
  goals: ({ id }, _, { loaders }) => loaders.goalsOfEpisode.load(id)
} satisfies ReconnectEpisodeResolvers

export const person: PersonResolvers = {
  __resolveReference: async (reference) => reference,
  reconnectEpisodes: async ({ recordIds = [] }, page, { loaders }) => {
    const { rows, withheld } = await loaders.episodesOfPerson.load(recordIds)
    return toPersonConnection(rows, withheld, readPage(page))
  }
}
