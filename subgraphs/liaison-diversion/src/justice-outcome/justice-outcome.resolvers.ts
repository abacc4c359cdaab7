import type { JusticeOutcomeResolvers, LiaisonDiversionEpisodeResolvers, MutationResolvers, QueryResolvers } from '../../generated/graphql.ts'
import { codesOf, meaningOf } from './justice-outcome.rules.ts'
import { recordJusticeOutcome } from './record-justice-outcome.ts'

export const query: Pick<QueryResolvers, 'justiceOutcomeCodes'> = {
  justiceOutcomeCodes: (_, { decidedBy }) => codesOf(decidedBy)
}

export const mutation: Pick<MutationResolvers, 'recordJusticeOutcome'> = {
  recordJusticeOutcome: (_, { input }, context) => recordJusticeOutcome(context, input)
}

export const liaisonDiversionEpisode: Pick<LiaisonDiversionEpisodeResolvers, 'justiceOutcomes'> = {
  justiceOutcomes: ({ id }, _, { loaders }) => loaders.justiceOutcomesOfEpisode.load(id)
}

export const justiceOutcome: JusticeOutcomeResolvers = {
  label: (outcome) => meaningOf(outcome).label,
  isInterim: (outcome) => meaningOf(outcome).isInterim
}
