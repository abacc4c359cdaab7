import type { MutationResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { runsOutOn, uncoveredDays } from './continuity.rules.ts'
import { recordContinuity } from './record-continuity.ts'

export const mutation = {
  recordContinuity: (_, { input }, context) => recordContinuity(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  continuity: async ({ id, actualReleaseDate }, _, { loaders }) => {
    if (!actualReleaseDate) return []
    const rows = await loaders.continuityOfEpisode.load(id)
    return rows.map((row) => ({
      ...row,
      runsOutOn: runsOutOn(actualReleaseDate, row.daysInHand),
      uncoveredDays: uncoveredDays(actualReleaseDate, row)
    }))
  }
} satisfies ReconnectEpisodeResolvers
