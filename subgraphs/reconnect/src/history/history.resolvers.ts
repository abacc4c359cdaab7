import { findCorrections } from '@throughcare/kit/episode-history'
import type { ReconnectEpisodeChangeResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { mayKnowWhereTheySlept } from '../release/may-know-where-they-slept.ts'

export const reconnectEpisode = {
  history: ({ id }, _, { loaders }) => loaders.changesOfEpisode.load(id)
} satisfies ReconnectEpisodeResolvers

export const reconnectEpisodeChange: ReconnectEpisodeChangeResolvers = {
  version: ({ episodeVersion }) => episodeVersion,
  corrections: (change, _, context) => findCorrections(change, { field: 'sleptAt', mayKnow: () => mayKnowWhereTheySlept(context, change) })
}
