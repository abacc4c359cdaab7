import { londonDate } from '@throughcare/kit/clock'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import type { Course } from '../episode/episode.rules.ts'
import type { GateMeetingOutcome } from '../../db/codes.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { whyNotOpen } from '../release/release.rules.ts'

// Meeting people at the gate: "meet and greet" — Leicestershire Partnership, RECONNECT.

type Meeting = Pick<EpisodeRow, 'gateMeetingAt' | 'gateMeetingOutcome' | 'gateMeetingMovedFrom' | 'plannedReleaseDate'>
type Gate = Course & Pick<EpisodeRow, 'gateMeetingAt' | 'gateMeetingOutcome'>

/**
 * The gate is met on the day of release, so a meeting is planned for the day that is planned at that moment. One that fell through is planned
 * anew, for dates slip.
 */
export function whyNotPlanGateMeeting(episode: Gate, meetAt: Date): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (!episode.acceptedAt) return 'Accept the referral first.'
  if (episode.gateMeetingOutcome === 'MET') return 'The person was met at the gate already. If that is not so, correct what became of the meeting first.'
  if (episode.actualReleaseDate) return 'The release is recorded. Record what became of the meeting, or a contact.'
  if (!episode.plannedReleaseDate) return 'No release date is planned yet. Set it first.'
  return londonDate(meetAt) === episode.plannedReleaseDate
    ? whyNotAlive(episode, meetAt)
    : 'The gate is met on the planned day of release. Give a time on that day, or move the release date.'
}

/** Whether a source plans a meeting anew: what became of the last one was that nobody was met, and this one is on another day. */
export function isPlannedAnew({ actualReleaseDate, gateMeetingAt, gateMeetingOutcome }: Gate, meetAt: Date | null): boolean {
  if (!meetAt || !gateMeetingAt || !gateMeetingOutcome || gateMeetingOutcome === 'MET' || actualReleaseDate) return false
  return londonDate(meetAt) !== londonDate(gateMeetingAt)
}

/** Whether a meeting fell away: it is no task any more, and took place on no day. */
export function isCalledOff(outcome: GateMeetingOutcome | null): boolean {
  return outcome === 'CANCELLED_BY_PERSON' || outcome === 'CANCELLED_BY_SERVICE'
}

/** The day for which a meeting stands planned: that of the release, recorded or to come. One whose outcome is recorded stays where it was planned. */
export function gateDay({ actualReleaseDate, plannedReleaseDate, gateMeetingOutcome }: Gate): string | null {
  return (gateMeetingOutcome ? null : actualReleaseDate) ?? plannedReleaseDate
}

/** It may be cancelled ahead; the rest is known on its day, and nobody is met at the gate but on the day of their release. */
export function whyNotRecordGateMeeting(episode: Gate, outcome: GateMeetingOutcome, now: Date): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (!episode.gateMeetingAt) return 'No gate meeting is planned in this episode. Record a contact instead.'
  if (isCalledOff(outcome)) return null
  const meetOn = londonDate(episode.gateMeetingAt)
  if (meetOn > londonDate(now))
    return 'The gate meeting is planned for a day to come. Record what became of it on that day; that it was cancelled, already now.'
  return outcome === 'MET' && episode.actualReleaseDate && meetOn !== episode.actualReleaseDate
    ? 'Nobody is met at the gate but on the day of their release, and that is another than the day of the meeting. Correct whichever is wrong.'
    : whyNotAlive(episode, meetOn)
}

/**
 * A planned meeting goes with the day of release, at the same time by the clock in London, until what became of it is recorded. It says
 * from where it was moved, until someone plans it anew.
 */
export function moveGateMeeting(
  { gateMeetingAt, gateMeetingOutcome }: Pick<EpisodeRow, 'gateMeetingAt' | 'gateMeetingOutcome'>,
  releaseDate: string
): Partial<Pick<EpisodeRow, 'gateMeetingAt' | 'gateMeetingMovedFrom'>> {
  if (!gateMeetingAt || gateMeetingOutcome || londonDate(gateMeetingAt) === releaseDate) return {}
  return { gateMeetingAt: atSameTimeOn(releaseDate, gateMeetingAt), gateMeetingMovedFrom: gateMeetingAt }
}

/**
 * The same where the day of release is corrected, planned or recorded: a meeting that had moved with a date that never was goes back to where it was.
 */
export function followReleaseDate(episode: Meeting, releaseDate: string): Partial<Pick<EpisodeRow, 'gateMeetingAt' | 'gateMeetingMovedFrom'>> {
  const { gateMeetingMovedFrom, gateMeetingOutcome, plannedReleaseDate } = episode
  const isBack = gateMeetingMovedFrom && !gateMeetingOutcome && londonDate(gateMeetingMovedFrom) === releaseDate
  if (isBack) return { gateMeetingAt: gateMeetingMovedFrom, gateMeetingMovedFrom: null }
  const moved = moveGateMeeting(episode, releaseDate)
  // Wherever a release that is corrected was before, the meeting was moved from the day that was planned.
  const wasPlanned = gateMeetingMovedFrom && londonDate(gateMeetingMovedFrom) === plannedReleaseDate
  return moved.gateMeetingAt && wasPlanned ? { ...moved, gateMeetingMovedFrom } : moved
}

/** The same where a release is recorded, for the first time or again. */
export function moveToRelease(before: Meeting & Pick<EpisodeRow, 'actualReleaseDate'>, releasedOn: string) {
  return before.actualReleaseDate === null ? moveGateMeeting(before, releasedOn) : followReleaseDate(before, releasedOn)
}

const londonTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit', second: '2-digit' })

function atSameTimeOn(day: string, instant: Date): Date {
  const time = londonTime.format(instant)
  const winter = new Date(`${day}T${time}Z`)
  const summer = new Date(winter.getTime() - 3_600_000)
  return londonDate(summer) === day && londonTime.format(summer) === time ? summer : winter
}
