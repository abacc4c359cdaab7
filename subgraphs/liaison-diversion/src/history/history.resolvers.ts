import { findCorrections } from '@throughcare/kit/episode-history'
import type { LiaisonDiversionEpisodeResolvers, EpisodeChangeResolvers } from '../../generated/graphql.ts'
import { mayKnowPlace } from '../contact/may-know-place.ts'

export const liaisonDiversionEpisode: Pick<LiaisonDiversionEpisodeResolvers, 'history'> = {
  history: ({ id }, _, { loaders }) => loaders.changesOfEpisode.load(id)
}

export const episodeChange: EpisodeChangeResolvers = {
  version: ({ episodeVersion }) => episodeVersion,
  corrections: (change, _, context) => findCorrections(change, { field: 'contacts.place', mayKnow: () => mayKnowPlace(context, change) })
}
