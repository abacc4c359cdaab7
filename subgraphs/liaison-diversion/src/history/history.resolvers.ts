import type { LiaisonDiversionEpisodeResolvers, EpisodeChangeResolvers } from '../../generated/graphql.ts'

export const liaisonDiversionEpisode: Pick<LiaisonDiversionEpisodeResolvers, 'history'> = {
  history: ({ id }, _, { loaders }) => loaders.changesOfEpisode.load(id)
}

export const episodeChange: EpisodeChangeResolvers = {
  version: ({ episodeVersion }) => episodeVersion
}
