import { londonDate } from '@throughcare/kit/clock'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import type { Course } from '../episode/episode.rules.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { whyNotInEpisode, whyNotOpen } from '../release/release.rules.ts'

export function whyNotTransferPrison(episode: Course & Pick<EpisodeRow, 'facilityId'>, facilityId: string): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (episode.actualReleaseDate) return 'The person is released. A return to custody is recorded as such.'
  if (facilityId.trim() === '') return 'Name the prison.'
  return facilityId === episode.facilityId ? 'The person is in this prison already.' : null
}

/** Why a move cannot have been on a day. `movedOn`: the day of the latest move that stands; null where there is none. */
export function whyNotMoveOn(episode: Course, transferredOn: string, { movedOn, today }: { movedOn: string | null; today: string }): string | null {
  if (transferredOn > today) return 'The move lies in the future. Record it once it has taken place.'
  if (transferredOn < londonDate(episode.referredAt)) return 'The move lies before the referral. Check both days.'
  if (movedOn !== null && transferredOn < movedOn) return 'A later move is recorded already. Check both days.'
  if (episode.actualReleaseDate && transferredOn > episode.actualReleaseDate) return 'The move lies after the release. Check both days.'
  return whyNotAlive(episode, transferredOn)
}

/** Temporary release on licence is no release: it starts no clock. */
export function whyNotReleaseTemporarily(episode: Course, releasedOn: string, today: string): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (episode.actualReleaseDate) return 'The release is recorded already.'
  if (releasedOn > today) return 'The temporary release lies in the future. Record it once it has taken place.'
  return whyNotInEpisode(episode, releasedOn) ?? whyNotAlive(episode, releasedOn)
}

export function whyNotReturnToCustody(episode: Course, returnedOn: string, today: string): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (!episode.actualReleaseDate) return 'No release is recorded for this episode. Record the release first.'
  if (returnedOn < episode.actualReleaseDate) return 'The return lies before the release. Check both days.'
  return returnedOn > today ? 'The return lies in the future. Give the day on which it took place.' : whyNotAlive(episode, returnedOn)
}
