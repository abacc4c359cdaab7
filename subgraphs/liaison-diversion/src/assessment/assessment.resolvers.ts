import type { LiaisonDiversionEpisodeResolvers, MutationResolvers } from '../../generated/graphql.ts'
import { recordAssessment } from './record-assessment.ts'
import { requestSpecialistAssessment } from './request-specialist-assessment.ts'

export const mutation: Pick<MutationResolvers, 'recordAssessment' | 'requestSpecialistAssessment'> = {
  recordAssessment: (_, { input }, context) => recordAssessment(context, input),
  requestSpecialistAssessment: (_, { input }, context) => requestSpecialistAssessment(context, input)
}

export const liaisonDiversionEpisode: Pick<LiaisonDiversionEpisodeResolvers, 'assessments'> = {
  assessments: ({ id }, _, { loaders }) => loaders.assessmentsOfEpisode.load(id)
}
