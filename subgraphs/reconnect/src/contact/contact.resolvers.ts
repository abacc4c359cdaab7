import type { MutationResolvers, ReconnectContactResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { isSeen } from './contact.rules.ts'
import { recordReconnectContact } from './record-reconnect-contact.ts'

export const mutation: Pick<MutationResolvers, 'recordReconnectContact'> = {
  recordReconnectContact: (_, { input }, context) => recordReconnectContact(context, input)
}

export const reconnectEpisode: Pick<ReconnectEpisodeResolvers, 'contacts'> = {
  contacts: ({ id }, _, { loaders }) => loaders.contactsOfEpisode.load(id)
}

export const reconnectContact: ReconnectContactResolvers = {
  isSeen: (contact) => isSeen(contact)
}
