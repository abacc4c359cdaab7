import { refuse } from '@throughcare/kit/errors'
import { readPage, toConnection } from '@throughcare/kit/page'
import { roleHolds } from '@throughcare/kit/roles'
import type {
  CourtReportResolvers,
  IssuedCourtReportResolvers,
  LiaisonDiversionEpisodeResolvers,
  MutationResolvers,
  QueryResolvers
} from '../../generated/graphql.ts'
import { contentsFor, isOverdue } from './court-report.rules.ts'
import { cancelCourtReport } from './cancel-court-report.ts'
import { issueCourtReport } from './issue-court-report.ts'
import { requestCourtReport } from './request-court-report.ts'
import { shareInformation } from './share-information.ts'

export const query: Pick<QueryResolvers, 'issuedCourtReport' | 'issuedCourtReports'> = {
  issuedCourtReport: async (_, { id }, { loaders }) =>
    (await loaders.issuedCourtReport(id)) ?? refuse('NOT_FOUND', 'There is no such report, or none that was issued to your court.'),
  issuedCourtReports: async (_, pageArguments, { loaders, principal }) => {
    const page = readPage(pageArguments)
    return toConnection(await loaders.issuesTo(principal.organisation, page), page, (row) => [row.hearingOn, row.id])
  }
}

export const mutation: MutationResolvers = {
  requestCourtReport: (_, { input }, context) => requestCourtReport(context, input),
  cancelCourtReport: (_, { input }, context) => cancelCourtReport(context, input),
  issueCourtReport: (_, { input }, context) => issueCourtReport(context, input),
  shareInformation: (_, { input }, context) => shareInformation(context, input)
}

export const liaisonDiversionEpisode: LiaisonDiversionEpisodeResolvers = {
  courtReports: ({ id }, _, { loaders }) => loaders.courtReportsOfEpisode.load(id),
  informationShares: ({ id }, _, { loaders }) => loaders.sharesOfEpisode.load(id)
}

export const courtReport: CourtReportResolvers = {
  episode: async ({ episodeId }, _, { loaders }) =>
    (await loaders.episode.load(episodeId)) ?? refuse('NOT_FOUND', 'The episode of this report cannot be read.'),
  court: ({ courtId }) => ({ __typename: 'Facility', id: courtId }),
  recipient: ({ recipientOrganisation }) => ({ __typename: 'Organisation', id: recipientOrganisation }),
  isOverdue: (report, _, { clock }) => isOverdue(report, clock.now()),
  issues: ({ id }, _, { loaders }) => loaders.issuesOfReport.load(id)
}

export const issuedCourtReport: IssuedCourtReportResolvers = {
  court: ({ courtId }) => ({ __typename: 'Facility', id: courtId }),
  contents: (issue, _, { principal }) => contentsFor(issue, { isCourt: roleHolds(principal.role, [['court-report:read']]) }),
  withdrawalReason: ({ withdrawnAt }) => (withdrawnAt ? 'RECORDED_IN_ERROR' : null),
  isLatest: async ({ courtReportId, issueNumber }, _, { loaders }) => (await loaders.issuesOfReport.load(courtReportId)).at(-1)?.issueNumber === issueNumber
}
