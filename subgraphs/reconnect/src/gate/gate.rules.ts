import { londonDate } from '@throughcare/kit/clock'
import type { Course } from '../episode/episode.rules.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { whyNotOpen } from '../release/release.rules.ts'

// Meeting people at the gate: "meet and greet" — Leicestershire Partnership, RECONNECT.

type Gate = Course & Pick<EpisodeRow, 'gateMeetingAt' | 'gateMeetingOutcome'>

/** The gate is met on the day of release, so a meeting is planned for the day that is planned at that moment. */
export function whyNotPlanGateMeeting(episode: Gate, meetAt: Date): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (!episode.acceptedAt) return 'Accept the referral first.'
  if (episode.gateMeetingOutcome) return 'What became of the gate meeting is recorded already.'
  if (episode.actualReleaseDate) return 'The release is recorded. Record what became of the meeting, or a contact.'
  if (!episode.plannedReleaseDate) return 'No release date is planned yet. Set it first.'
  return londonDate(meetAt) === episode.plannedReleaseDate
    ? null
    : 'The gate is met on the planned day of release. Give a time on that day, or move the release date.'
}

export function whyNotRecordGateMeeting(episode: Gate, now: Date): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (!episode.gateMeetingAt) return 'No gate meeting is planned in this episode. Record a contact instead.'
  return londonDate(episode.gateMeetingAt) > londonDate(now) ? 'The gate meeting is planned for a day to come.' : null
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
 * The same where the day of release is corrected: a meeting that had moved with a date that was never planned goes back to where it was.
 */
export function followReleaseDate(
  episode: Pick<EpisodeRow, 'gateMeetingAt' | 'gateMeetingOutcome' | 'gateMeetingMovedFrom'>,
  releaseDate: string
): Partial<Pick<EpisodeRow, 'gateMeetingAt' | 'gateMeetingMovedFrom'>> {
  const { gateMeetingMovedFrom, gateMeetingOutcome } = episode
  const isBack = gateMeetingMovedFrom && !gateMeetingOutcome && londonDate(gateMeetingMovedFrom) === releaseDate
  return isBack ? { gateMeetingAt: gateMeetingMovedFrom, gateMeetingMovedFrom: null } : moveGateMeeting(episode, releaseDate)
}

const londonTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit', second: '2-digit' })

function atSameTimeOn(day: string, instant: Date): Date {
  const time = londonTime.format(instant)
  const winter = new Date(`${day}T${time}Z`)
  const summer = new Date(winter.getTime() - 3_600_000)
  return londonDate(summer) === day && londonTime.format(summer) === time ? summer : winter
}
