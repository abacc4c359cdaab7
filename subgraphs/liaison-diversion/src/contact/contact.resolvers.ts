import type { LiaisonDiversionEpisodeResolvers, MutationResolvers } from '../../generated/graphql.ts'
import { recordContact } from './record-contact.ts'

export const mutation: Pick<MutationResolvers, 'recordContact'> = {
  recordContact: (_, { input }, context) => recordContact(context, input)
}

export const liaisonDiversionEpisode: Pick<LiaisonDiversionEpisodeResolvers, 'contacts'> = {
  contacts: ({ id }, _, { loaders }) => loaders.contactsOfEpisode.load(id)
}
