import DataLoader from 'dataloader'
import { groupedInKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import type { Page } from '@throughcare/kit/page'
import { findCourtReportsOfEpisodes } from './court-report.store.ts'
import { findSharesOfEpisodes } from './information-share.store.ts'
import { findIssue, findIssuesOfReports, findIssuesTo } from './issued-court-report.store.ts'

export function createCourtReportLoaders(db: Database) {
  return {
    issuedCourtReport: (id: string) => findIssue(db, id),
    issuesTo: (organisation: string, page: Page) => findIssuesTo(db, organisation, page),

    courtReportsOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findCourtReportsOfEpisodes(db, episodeIds), (row) => row.episodeId)
    ),
    sharesOfEpisode: new DataLoader(async (episodeIds: readonly string[]) =>
      groupedInKeyOrder(episodeIds, await findSharesOfEpisodes(db, episodeIds), (row) => row.episodeId)
    ),
    issuesOfReport: new DataLoader(async (reportIds: readonly string[]) =>
      groupedInKeyOrder(reportIds, await findIssuesOfReports(db, reportIds), (row) => row.courtReportId)
    )
  }
}
