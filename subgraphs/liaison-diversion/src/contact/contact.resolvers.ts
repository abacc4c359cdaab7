import type { LiaisonDiversionContactResolvers, LiaisonDiversionEpisodeResolvers, MutationResolvers } from '../../generated/graphql.ts'
import { mayKnowPlace } from './may-know-place.ts'
import { recordContact } from './record-contact.ts'

export const mutation: Pick<MutationResolvers, 'recordContact'> = {
  recordContact: (_, { input }, context) => recordContact(context, input)
}

export const liaisonDiversionEpisode: Pick<LiaisonDiversionEpisodeResolvers, 'contacts'> = {
  contacts: ({ id }, _, { loaders }) => loaders.contactsOfEpisode.load(id)
}

export const liaisonDiversionContact: LiaisonDiversionContactResolvers = {
  place: async (contact, _, context) => ((await mayKnowPlace(context, contact)) ? contact.place : null),
  isPlaceWithheld: async (contact, _, context) => !(await mayKnowPlace(context, contact))
}
