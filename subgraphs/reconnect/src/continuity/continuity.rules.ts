import { addDays, whyNotAlive } from '@throughcare/kit/day.rules'
import type { Course } from '../episode/episode.rules.ts'
import { whyNotInEpisode, whyNotOpen } from '../release/release.rules.ts'
import type { ContinuityRow } from './continuity.store.ts'

type Supply = Pick<ContinuityRow, 'daysInHand' | 'continuesOn' | 'continuesBy'>

const mostDays = 180
const millisecondsOfDay = 86_400_000

export function whyNotRecordContinuity({ actualReleaseDate, ...episode }: Course, { daysInHand, continuesOn, continuesBy }: Supply): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (!actualReleaseDate) return 'The supply is counted from the release, and none is recorded yet.'
  if (daysInHand < 0 || daysInHand > mostDays) return `Give the days of supply from 0 to ${mostDays}.`
  if ((continuesOn === null) !== (continuesBy === null)) return 'Give both the day on which it goes on and by what, or neither.'
  if (continuesOn === null) return null
  if (continuesOn < actualReleaseDate) return 'It goes on in the community from the release on. Check both days.'
  return whyNotInEpisode(episode, continuesOn) ?? whyNotAlive(episode, continuesOn)
}

/** The column of a file that tells of a kind of supply: the days in hand unless another is asked for. */
export function supplyColumn(kind: string, told = 'days_in_hand'): string {
  return `${kind.toLowerCase()}_${told}`
}

/**
 * The first day that the supply does not cover. The day of release counts as the first day of supply: no national rule was found, and
 * this is the careful count, as whoever had their dose inside has a day to spare.
 */
export function runsOutOn(releasedOn: string, daysInHand: number): string {
  return addDays(releasedOn, daysInHand)
}

/** Days between the end of the supply and the day on which it goes on, which is covered. Null while that is not known. */
export function uncoveredDays(releasedOn: string, { daysInHand, continuesOn }: Pick<Supply, 'daysInHand' | 'continuesOn'>): number | null {
  return continuesOn === null ? null : Math.max(0, (Date.parse(continuesOn) - Date.parse(runsOutOn(releasedOn, daysInHand))) / millisecondsOfDay)
}
