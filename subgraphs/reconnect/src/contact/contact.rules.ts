import { londonDate } from '@throughcare/kit/clock'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import type { Course } from '../episode/episode.rules.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { whyNotOpen } from '../release/release.rules.ts'
import type { ContactRow } from './contact.store.ts'

export function whyNotRecordContact(episode: Course, contactAt: Date, now: Date): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (contactAt < episode.referredAt) return 'The contact lies before the referral. Check both times.'
  return contactAt > now ? 'The contact lies in the future. Record it once it took place, or was missed.' : whyNotAlive(episode, contactAt)
}

/** Attended codes 5 and 6 of the NHS Data Dictionary: on time, or late and seen. */
export function isSeen({ attendance }: Pick<ContactRow, 'attendance'>): boolean {
  return attendance === 'ON_TIME' || attendance === 'LATE_SEEN'
}

/** The day of the service's first contact at which the person was seen, from the release to a return to custody, both days included. */
export function firstContactOn(
  { actualReleaseDate: releasedOn, returnedToCustodyOn: backOn }: Pick<EpisodeRow, 'actualReleaseDate' | 'returnedToCustodyOn'>,
  contacts: readonly Pick<ContactRow, 'contactAt' | 'attendance' | 'isPeerSupport'>[]
): string | null {
  if (releasedOn === null) return null
  // A peer support worker stands beside the service's contact; the navigator's own is still owed.
  const days = contacts.filter((contact) => isSeen(contact) && !contact.isPeerSupport).map(({ contactAt }) => londonDate(contactAt))
  return days.filter((day) => day >= releasedOn && (backOn === null || day <= backOn)).sort()[0] ?? null
}
