import type { MutationResolvers, ReconnectEpisodeResolvers, ReconnectPeerSupportAssignmentResolvers } from '../../generated/graphql.ts'
import { assignReconnectPeerSupport } from './assign-reconnect-peer-support.ts'
import { endReconnectPeerSupport } from './end-reconnect-peer-support.ts'
import { offerReconnectPeerSupport } from './offer-reconnect-peer-support.ts'
import { recordReconnectPeerSupportContact } from './record-reconnect-peer-support-contact.ts'

export const mutation = {
  offerReconnectPeerSupport: (_, { input }, context) => offerReconnectPeerSupport(context, input),
  assignReconnectPeerSupport: (_, { input }, context) => assignReconnectPeerSupport(context, input),
  endReconnectPeerSupport: (_, { input }, context) => endReconnectPeerSupport(context, input),
  recordReconnectPeerSupportContact: (_, { input }, context) => recordReconnectPeerSupportContact(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  peerSupportOffers: ({ id }, _, { loaders }) => loaders.peerOffersOfEpisode.load(id),
  peerSupport: ({ id }, _, { loaders }) => loaders.peerSupportOfEpisode.load(id)
} satisfies ReconnectEpisodeResolvers

export const reconnectPeerSupportAssignment: ReconnectPeerSupportAssignmentResolvers = {
  employer: ({ employer }) => ({ __typename: 'Organisation', id: employer })
}
