import type { ReconnectEpisodeChangeResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { findCorrections } from './find-corrections.ts'

export const reconnectEpisode = {
  history: ({ id }, _, { loaders }) => loaders.changesOfEpisode.load(id)
} satisfies ReconnectEpisodeResolvers

export const reconnectEpisodeChange: ReconnectEpisodeChangeResolvers = {
  version: ({ episodeVersion }) => episodeVersion,
  corrections: (change, _, context) => findCorrections(context, change)
}
