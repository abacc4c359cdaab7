import type { FirstNightAccommodation, PlannedReleaseReason } from '../../db/codes.ts'
import { londonDate } from '@throughcare/kit/clock'
import { addDays, addMonths, whyNotAlive, whyNotNear } from '@throughcare/kit/day.rules'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { servicePages, standardSettings, type Settings } from '../setting/setting.rules.ts'

// Support begins up to 12 weeks before release and ends six months after it — NHS England, RECONNECT
// (england.nhs.uk/commissioning/health-just/reconnect).
const daysBeforeRelease = 12 * 7
const monthsAfterRelease = 6

/** The first day on which someone to be released on a day can be supported. */
export function supportStartsOn(releaseDate: string): string {
  return addDays(releaseDate, -daysBeforeRelease)
}

/** The last day of six months after a release. */
export function sixMonthsAfter(releaseDate: string): string {
  return addMonths(releaseDate, monthsAfterRelease)
}

/** Six months after release, or the day to which support was extended. Null before the release. */
export function supportLastsUntil({ actualReleaseDate, extendedUntil }: Pick<EpisodeRow, 'actualReleaseDate' | 'extendedUntil'>): string | null {
  if (actualReleaseDate === null) return null
  const sixMonthsOn = sixMonthsAfter(actualReleaseDate)
  return extendedUntil !== null && extendedUntil > sixMonthsOn ? extendedUntil : sixMonthsOn
}

/**
 * The last day of support: six months after release or when all health needs are met, whichever is sooner, but not before the release;
 * or the day to which it was extended. Null before the release.
 */
export function supportEndsOn(episode: Pick<EpisodeRow, 'actualReleaseDate' | 'extendedUntil' | 'healthNeedsMetOn'>): string | null {
  const { actualReleaseDate, extendedUntil, healthNeedsMetOn } = episode
  const lastsUntil = supportLastsUntil(episode)
  if (actualReleaseDate === null || lastsUntil === null || healthNeedsMetOn === null) return lastsUntil
  const metOn = healthNeedsMetOn < actualReleaseDate ? actualReleaseDate : healthNeedsMetOn
  return extendedUntil !== null || lastsUntil < metOn ? lastsUntil : metOn
}

/** Of some events only the day is known: noon UTC lies on that day in London, summer and winter; on the day itself it may be yet to come. */
export function instantOn(day: string, now: Date): Date {
  const noon = new Date(`${day}T12:00:00Z`)
  return noon < now ? noon : now
}

export type RuleAnswer = { answer: 'PASS' | 'FAIL' | 'UNKNOWN'; reason: string; source: string }

type Window = Pick<Settings, 'referralDaysBeforeRelease' | 'referralDaysAfterRelease'>

/** Whether a referral came in the window, by the standard from 12 weeks before release to 28 days after it, both days included. Days are those of London. */
export function checkReferralWindow(referredOn: string, releaseDate: string | null, window: Window): RuleAnswer {
  const { referralDaysBeforeRelease: before, referralDaysAfterRelease: after } = window
  const source = windowSource(window)
  if (releaseDate === null) return { answer: 'UNKNOWN', reason: 'No release date is known yet.', source }
  if (referredOn < addDays(releaseDate, -before)) return { answer: 'FAIL', reason: `The referral came more than ${inWords(before)} before release.`, source }
  if (referredOn > addDays(releaseDate, after)) return { answer: 'FAIL', reason: `The referral came more than ${counted(after, 'day')} after release.`, source }
  return { answer: 'PASS', reason: `The referral came between ${inWords(before)} before release and ${counted(after, 'day')} after it.`, source }
}

function windowSource({ referralDaysBeforeRelease: before, referralDaysAfterRelease: after }: Window): string {
  const standard = `from 12 weeks before release to 28 days after it: ${servicePages}`
  const isStandard = before === standardSettings.referralDaysBeforeRelease && after === standardSettings.referralDaysAfterRelease
  return isStandard ? `Referral ${standard}` : `A setting of this deployment; elsewhere ${standard}`
}

function inWords(days: number): string {
  return days > 0 && days % 7 === 0 ? counted(days / 7, 'week') : counted(days, 'day')
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

const notHoused: readonly FirstNightAccommodation[] = ['SHELTER_HOSTEL_OR_CAMPSITE', 'SQUAT', 'ROUGH_SLEEPING']
// Detention and "awaiting assessment" are no night in the community: the measure's definition does not say they are either.
const uncounted: readonly FirstNightAccommodation[] = ['IMMIGRATION_DETENTION', 'AWAITING_ASSESSMENT', 'NOT_STATED', 'NOT_KNOWN']

/** Housed on release (MI014): settled or temporary accommodation that night — gov.uk, offender accommodation outcomes, statistical guidance 2024. */
export function housedOnFirstNight({ actualReleaseDate, sleptAt }: Pick<EpisodeRow, 'actualReleaseDate' | 'sleptAt'>) {
  if (actualReleaseDate === null) return null
  if (sleptAt === null || uncounted.includes(sleptAt)) return 'UNKNOWN'
  return notHoused.includes(sleptAt) ? 'NOT_HOUSED' : 'HOUSED'
}

type Course = Pick<EpisodeRow, 'referredAt' | 'acceptedAt' | 'declinedAt' | 'closedAt' | 'plannedReleaseDate' | 'actualReleaseDate' | 'extendedUntil'> &
  Partial<Pick<EpisodeRow, 'diedOn'>>

/** Why nothing more can be written into an episode, or null while it is open. */
export function whyNotOpen({ declinedAt, closedAt }: Pick<Course, 'declinedAt' | 'closedAt'>): string | null {
  if (closedAt) return 'The episode is closed. A new referral starts a new one.'
  return declinedAt ? 'The referral was declined. A new referral starts a new episode.' : null
}

/** Why a day cannot belong to an episode, whatever it is the day of. Those that must not lie in the future, nor before the referral, need not be asked. */
export function whyNotInEpisode({ referredAt }: Pick<Course, 'referredAt'>, day: string): string | null {
  return whyNotNear(day, londonDate(referredAt))
}

export function whyNotSetReleaseDate(episode: Course, { date, reason }: { date: string; reason: PlannedReleaseReason }): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (episode.actualReleaseDate)
    return 'The release is recorded, so no other is planned in this episode. If the person is back in custody, close it with that reason; the next release is a new referral.'
  const tooFar = whyNotInEpisode(episode, date) ?? whyNotAlive(episode, date)
  if (tooFar) return tooFar
  if (episode.plannedReleaseDate === null)
    return reason === 'FIRST_KNOWN' ? null : 'No release date is set yet, so this is the first known. Give that as the reason.'
  if (reason === 'FIRST_KNOWN') return 'A release date is already set. Give the reason why it moved.'
  return date === episode.plannedReleaseDate ? 'This is the planned release date already.' : null
}

/** Why dates cannot have been planned one after the other. */
export function whyNotInThatOrder(plans: readonly { date: string; reason: PlannedReleaseReason }[]): string | null {
  const [first, ...later] = plans
  if (first && first.reason !== 'FIRST_KNOWN') return 'The first of the planned dates is the first known. Correct its reason too.'
  if (later.some(({ reason }) => reason === 'FIRST_KNOWN')) return 'An earlier date is recorded. Give the reason why it moved.'
  return later.some(({ date }, place) => date === plans[place]?.date)
    ? 'Two planned dates that follow each other would be the same. Take one of them back.'
    : null
}

const mostMoves = 500

export function whyNotMoveMany(moves: readonly { episodeId: string }[]): string | null {
  if (moves.length === 0 || moves.length > mostMoves) return `Name from 1 to ${mostMoves} episodes.`
  return new Set(moves.map(({ episodeId }) => episodeId)).size < moves.length ? 'An episode is named twice.' : null
}

/** Why one of many does not move; `episode` is null where the caller may change none of that id. */
export function whyNotMove(
  episode: (Course & Pick<EpisodeRow, 'version'>) | null,
  { expectedVersion, ...plan }: { date: string; reason: PlannedReleaseReason; expectedVersion: number }
): string | null {
  if (episode === null) return 'There is no such episode, or none you may change.'
  return episode.version === expectedVersion ? whyNotSetReleaseDate(episode, plan) : 'This was changed since you read it. Read it again, then decide.'
}

// A return and the release after it are never a reset of the episode: measures count per release — gov.uk, statistical guidance 2024.
export function whyNotRecordRelease(
  episode: Course & Pick<EpisodeRow, 'returnedToCustodyOn' | 'temporarilyReleasedOn'>,
  releasedOn: string,
  today: string
): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (releasedOn > today) return 'The release lies in the future. Set it as the planned release date instead.'
  const tooFar = whyNotInEpisode(episode, releasedOn) ?? whyNotAlive(episode, releasedOn)
  if (tooFar) return tooFar
  if (episode.temporarilyReleasedOn !== null && episode.temporarilyReleasedOn > releasedOn)
    return 'A temporary release after that day is recorded. Check both days, and correct the one that is wrong.'
  return episode.returnedToCustodyOn !== null && releasedOn > episode.returnedToCustodyOn
    ? 'The person went back to custody before that day. Close this episode with that reason; the next release is a new referral.'
    : null
}

// "In exceptional circumstances where discharge at six months would harm health" — NHS England, RECONNECT.
export function whyNotExtend(episode: Course, { until, reason }: { until: string; reason: string }): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (!episode.acceptedAt) return 'Accept the referral first.'
  const endsOn = supportLastsUntil(episode)
  if (endsOn === null) return 'Support is extended from six months after release, and no release is recorded yet.'
  const tooFar = whyNotInEpisode(episode, until)
  if (tooFar) return tooFar
  if (until <= endsOn) return 'Support lasts until that day already. Give a later one.'
  if (reason.trim() === '') return 'Say why ending support would harm the health of the person.'
  return reason.length > 500 ? 'The reason is longer than 500 characters.' : null
}
