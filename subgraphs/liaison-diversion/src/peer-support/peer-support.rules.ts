import { whyNotAlive } from '@throughcare/kit/day.rules'
import { whyNotContact } from '../episode/episode.rules.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import type { PeerAssignmentRow } from './peer-support.store.ts'

/** Why somebody cannot be assigned: each once at a time, in an open episode of somebody who lives. */
export function whyNotAssign(
  { closedAt, diedOn }: Pick<EpisodeRow, 'closedAt' | 'diedOn'>,
  standing: readonly PeerAssignmentRow[],
  { subject, assignedAt }: Pick<PeerAssignmentRow, 'subject' | 'assignedAt'>
): string | null {
  if (closedAt) return 'The episode is closed. Reopen it, or receive a new referral.'
  if (subject === '') return 'Say who is assigned, by the name they sign in with.'
  if (standing.some((assignment) => assignment.subject === subject && assignment.endedAt === null)) return 'They are assigned to this person already.'
  return whyNotAlive({ diedOn }, assignedAt)
}

export function whyNotEnd({ endedAt }: Pick<PeerAssignmentRow, 'endedAt'>): string | null {
  return endedAt ? 'This assignment has ended already.' : null
}

/** Why a peer support worker cannot have met the person at a time: the rules of contacts, and not before they were assigned. */
export function whyNotMeet(
  episode: Parameters<typeof whyNotContact>[0],
  { assignedAt }: Pick<PeerAssignmentRow, 'assignedAt'>,
  { at, now }: { at: Date; now: Date }
): string | null {
  return at < assignedAt ? 'The contact lies before your assignment to this person. Check the time.' : whyNotContact(episode, at, now)
}
