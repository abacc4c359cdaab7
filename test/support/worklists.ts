/** The worklists of Liaison & Diversion: how each is asked for, and the index along which its first page is read. */
const episodes = (list: string) => `{ liaisonDiversionWorklist(list: ${list}) { edges { since gaps node { id state worker } } pageInfo { endCursor } } }`
const reports = '{ courtReportsDue { edges { node { id hearingOn isOverdue } } pageInfo { endCursor } } }'
const needs = '{ unmetNeeds { edges { node { id status identifiedAt } } pageInfo { endCursor } } }'

export const worklists: { name: string; query: string; index: string; isDated?: true }[] = [
  { name: 'in custody and unseen', query: episodes('IN_CUSTODY_UNSEEN'), index: 'episode_unseen_in_custody' },
  { name: 'assessments due', query: episodes('ASSESSMENTS_DUE'), index: 'episode_assessment_due' },
  { name: 'follow-ups overdue', query: episodes('FOLLOW_UPS_OVERDUE'), index: 'episode_follow_up_due', isDated: true },
  { name: 'silent onward referrals', query: episodes('REFERRALS_SILENT'), index: 'episode_with_unheard_referral', isDated: true },
  { name: 'caseload', query: episodes('CASELOAD'), index: 'episode_open' },
  { name: 'data quality', query: episodes('DATA_QUALITY'), index: 'episode_with_gaps_in_data' },
  { name: 'court reports due', query: reports, index: 'court_report_due' },
  { name: 'unmet needs', query: needs, index: 'need_without_answer' }
]

/** The values that the first page of a list binds, in their order. */
export const valuesOf = ({ isDated }: { isDated?: true }, today: string) => ['RW5', 'LIAISON_DIVERSION', ...(isDated ? [today] : []), 26]
