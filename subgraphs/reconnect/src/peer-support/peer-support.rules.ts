import { whyNotAlive } from '@throughcare/kit/day.rules'
import { whyNotRecordContact } from '../contact/contact.rules.ts'
import type { Course } from '../episode/episode.rules.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { whyNotOpen } from '../release/release.rules.ts'
import type { PeerAssignmentRow, PeerOfferRow } from './peer-support.store.ts'

export function whyNotOffer(episode: Course, offeredAt: Date, now: Date): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (offeredAt < episode.referredAt) return 'The offer lies before the referral. Check both times.'
  return offeredAt > now ? 'The offer lies in the future. Record it once it was made.' : whyNotAlive(episode, offeredAt)
}

type Standing = { offers: readonly Pick<PeerOfferRow, 'answer'>[]; assignments: readonly Pick<PeerAssignmentRow, 'subject' | 'endedAt'>[] }

/** Why somebody cannot be assigned: with the person's agreement, each once at a time, in an open episode. `offers` are in order. */
export function whyNotAssign(episode: Course, { offers, assignments }: Standing, subject: string): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (subject === '') return 'Say who is assigned, by the name they sign in with.'
  if (offers.at(-1)?.answer !== 'ACCEPTED') return 'The person has not accepted peer support. Record the offer and what they said first.'
  return assignments.some((assignment) => assignment.subject === subject && assignment.endedAt === null) ? 'They are assigned to this person already.' : null
}

/** Why an assignment cannot be said to have ended. What came of one that the end of its episode ended, nobody has said yet. */
export function whyNotEnd({ closureReason }: Pick<EpisodeRow, 'closureReason'>, { endedAt, outcome }: Pick<PeerAssignmentRow, 'endedAt' | 'outcome'>) {
  if (!endedAt) return null
  if (closureReason === 'RECORDED_IN_ERROR') return 'This assignment has ended already: the episode was recorded in error.'
  return outcome ? 'This assignment has ended already, and what came of it is recorded.' : null
}

/** Why a peer support worker cannot have met the person at a time: the rules of contacts, and not before they were assigned. */
export function whyNotMeet(
  episode: Course,
  { assignedAt }: Pick<PeerAssignmentRow, 'assignedAt'>,
  { contactAt, now }: { contactAt: Date; now: Date }
): string | null {
  return contactAt < assignedAt ? 'The contact lies before your assignment to this person. Check the time.' : whyNotRecordContact(episode, contactAt, now)
}
