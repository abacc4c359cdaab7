import type { LiaisonDiversionEpisodeResolvers, MutationResolvers, PeerSupportAssignmentResolvers, QueryResolvers } from '../../generated/graphql.ts'
import { assignPeerSupport } from './assign-peer-support.ts'
import { endPeerSupport } from './end-peer-support.ts'
import { listPeerSupportCaseload } from './list-peer-support-caseload.ts'
import { recordPeerSupportContact } from './record-peer-support-contact.ts'

export const query: Pick<QueryResolvers, 'peerSupportCaseload'> = {
  peerSupportCaseload: (_, page, context) => listPeerSupportCaseload(context, page)
}

export const mutation: MutationResolvers = {
  assignPeerSupport: (_, { input }, context) => assignPeerSupport(context, input),
  endPeerSupport: (_, { input }, context) => endPeerSupport(context, input),
  recordPeerSupportContact: (_, { input }, context) => recordPeerSupportContact(context, input)
}

export const liaisonDiversionEpisode: LiaisonDiversionEpisodeResolvers = {
  peerSupport: ({ id }, _, { loaders }) => loaders.peerSupportOfEpisode.load(id)
}

export const peerSupportAssignment: PeerSupportAssignmentResolvers = {
  employer: ({ employer }) => ({ __typename: 'Organisation', id: employer })
}
