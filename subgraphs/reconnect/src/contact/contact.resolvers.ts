import type { MutationResolvers, ReconnectContactResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { isSeen } from './contact.rules.ts'
import { recordReconnectContact } from './record-reconnect-contact.ts'

export const mutation = {
  recordReconnectContact: (_, { input }, context) => recordReconnectContact(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  contacts: ({ id }, _, { loaders }) => loaders.contactsOfEpisode.load(id)
} satisfies ReconnectEpisodeResolvers

export const reconnectContact: ReconnectContactResolvers = {
  isSeen: (contact) => isSeen(contact)
}
