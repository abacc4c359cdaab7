import type { MutationResolvers, ReconnectEpisodeResolvers, ReconnectPrisonTransferResolvers } from '../../generated/graphql.ts'
import { recordReturnToCustody } from './record-return-to-custody.ts'
import { recordTemporaryRelease } from './record-temporary-release.ts'
import { transferPrison } from './transfer-prison.ts'

export const mutation = {
  transferPrison: (_, { input }, context) => transferPrison(context, input),
  recordTemporaryRelease: (_, { input }, context) => recordTemporaryRelease(context, input),
  recordReturnToCustody: (_, { input }, context) => recordReturnToCustody(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  prisonTransfers: ({ id }, _, { loaders }) => loaders.transfersOfEpisode.load(id)
} satisfies ReconnectEpisodeResolvers

export const reconnectPrisonTransfer: ReconnectPrisonTransferResolvers = {
  from: ({ fromFacilityId }) => ({ __typename: 'Facility', id: fromFacilityId }),
  fromId: ({ fromFacilityId }) => fromFacilityId,
  to: ({ facilityId }) => ({ __typename: 'Facility', id: facilityId }),
  toId: ({ facilityId }) => facilityId
}
