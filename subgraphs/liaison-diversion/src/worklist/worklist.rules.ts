import { londonDate } from '@throughcare/kit/clock'
import { addDays, startOfDay } from '@throughcare/kit/day.rules'
import { silentFrom } from '@throughcare/kit/silence.rules'
import type { EpisodeRow } from '../episode/episode.store.ts'
import type { Worklist } from './worklist.store.ts'

/** An episode at its place in a list. */
export type WorklistEdge = { cursor: string; list: Worklist; node: EpisodeRow }

export type DataGap = 'OFFENCE_GROUP' | 'CUSTODY_CLOCK' | 'URGENCY' | 'CUSTODY_DISPOSAL' | 'DIVERSION'

/** What reports need of an episode and is not recorded; the index `episode_with_gaps_in_data` says the same in SQL. */
export function gapsOf(episode: EpisodeRow): DataGap[] {
  const { setting, screenedAt, closedAt, closureReason } = episode
  if (closureReason === 'RECORDED_IN_ERROR') return []
  const isDiverted = episode.divertedOutOfJusticeAt ?? episode.supportedWithinJusticeAt ?? episode.notDivertedAt
  const gaps: [DataGap, boolean][] = [
    ['OFFENCE_GROUP', episode.offenceGroup === 'NOT_RECORDED'],
    ['CUSTODY_CLOCK', setting === 'POLICE_CUSTODY' && episode.custodyClockStartedAt === null],
    ['URGENCY', screenedAt !== null && episode.screeningUrgency === null],
    ['CUSTODY_DISPOSAL', closedAt !== null && ['POLICE_CUSTODY', 'VOLUNTARY_ATTENDANCE'].includes(setting) && episode.custodyDisposalAt === null],
    ['DIVERSION', closedAt !== null && screenedAt !== null && !isDiverted]
  ]
  return gaps.flatMap(([gap, isOpen]) => (isOpen ? [gap] : []))
}

/** The moment by which an episode has its place in a list. */
export function waitsSince(list: Worklist, episode: EpisodeRow): Date {
  switch (list) {
    case 'IN_CUSTODY_UNSEEN':
      return episode.custodyClockStartedAt ?? episode.receivedAt
    case 'ASSESSMENTS_DUE':
      // What the screening asked for comes before what was asked of a specialist after it.
      return (isAssessmentRequired(episode) ? episode.screenedAt : episode.specialistDueSince) ?? episode.receivedAt
    case 'FOLLOW_UPS_OVERDUE':
      // Overdue from the day after the one that was agreed.
      return episode.followUpDueOn ? startOfDay(addDays(episode.followUpDueOn, 1)) : episode.receivedAt
    case 'REFERRALS_SILENT':
      // Silent from the day after the third whole working day.
      return episode.unheardSince ? startOfDay(silentFrom(londonDate(episode.unheardSince))) : episode.receivedAt
    default:
      return episode.receivedAt
  }
}

function isAssessmentRequired({ screeningOutcome, assessedAt }: EpisodeRow): boolean {
  return screeningOutcome === 'ASSESSMENT_REQUIRED' && assessedAt === null
}

/** Why an episode cannot be given to somebody, or to nobody where none is named. */
export function whyNotAllocate({ closedAt, worker }: Pick<EpisodeRow, 'closedAt' | 'worker'>, given: string | null): string | null {
  if (closedAt) return 'The episode is closed, so nobody works in it. Reopen it first.'
  if (given === '') return 'Name who has the episode, by the name they sign in with, or leave the worker out to give it to nobody.'
  if (given !== worker) return null
  return given === null ? 'Nobody has this episode as it is.' : 'They have this episode already.'
}
