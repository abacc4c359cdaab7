import type { AppropriateAdultResolvers, LiaisonDiversionEpisodeResolvers, MutationResolvers } from '../../generated/graphql.ts'
import { ageAt } from './age.rules.ts'
import { minutesToArrive } from './appropriate-adult.rules.ts'
import { callAppropriateAdult } from './call-appropriate-adult.ts'
import { flagCohort } from './flag-cohort.ts'
import { recordAppropriateAdultArrival } from './record-appropriate-adult-arrival.ts'
import { recordChildCircumstances } from './record-child-circumstances.ts'
import { unflagCohort } from './unflag-cohort.ts'

export const mutation: MutationResolvers = {
  recordChildCircumstances: (_, { input }, context) => recordChildCircumstances(context, input),
  callAppropriateAdult: (_, { input }, context) => callAppropriateAdult(context, input),
  recordAppropriateAdultArrival: (_, { input }, context) => recordAppropriateAdultArrival(context, input),
  flagCohort: (_, { input }, context) => flagCohort(context, input),
  unflagCohort: (_, { input }, context) => unflagCohort(context, input)
}

export const liaisonDiversionEpisode: LiaisonDiversionEpisodeResolvers = {
  ageAtReferral: ({ bornOn, receivedAt }) => ageAt(bornOn, receivedAt),
  childCircumstances: ({ childCircumstancesAt, isLookedAfter, childProtectionPlan, isYouthCourtCase }) =>
    childCircumstancesAt && isLookedAfter && childProtectionPlan && isYouthCourtCase
      ? { recordedAt: childCircumstancesAt, isLookedAfter, childProtectionPlan, isYouthCourtCase }
      : null,
  appropriateAdults: ({ id }, _, { loaders }) => loaders.appropriateAdultsOfEpisode.load(id),
  cohorts: async ({ id }, _, { loaders }) => (await loaders.cohortFlagsOfEpisode.load(id)).map(({ cohort }) => cohort)
}

export const appropriateAdult: AppropriateAdultResolvers = { minutesToArrive: (row) => minutesToArrive(row) }
