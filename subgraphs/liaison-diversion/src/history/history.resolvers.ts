import type { LiaisonDiversionEpisodeResolvers, EpisodeChangeResolvers } from '../../generated/graphql.ts'
import { findCorrections } from './find-corrections.ts'

export const liaisonDiversionEpisode: Pick<LiaisonDiversionEpisodeResolvers, 'history'> = {
  history: ({ id }, _, { loaders }) => loaders.changesOfEpisode.load(id)
}

export const episodeChange: EpisodeChangeResolvers = {
  version: ({ episodeVersion }) => episodeVersion,
  corrections: (change, _, context) => findCorrections(context, change)
}
