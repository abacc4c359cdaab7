import { whyNotAlive } from '@throughcare/kit/day.rules'
import type { AllocationSide } from '../../db/codes.ts'
import type { Course } from '../episode/episode.rules.ts'
import { whyNotOpen } from '../release/release.rules.ts'
import type { AllocationRow } from './allocation.store.ts'

// The two sides overlap across the gate: the prison worker stays until the community worker has accepted. Systems that end the allocation
// on the day of release leave people without a worker just where RECONNECT's work begins.

export function whyNotAllocate(
  episode: Course,
  { side, workerId, allocatedAt, standing }: Pick<AllocationRow, 'workerId' | 'allocatedAt'> & { side: AllocationSide; standing: readonly AllocationRow[] }
): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (!episode.acceptedAt) return 'Accept the referral first.'
  if (workerId === '' || workerId.length > 100) return 'Name the worker as they sign in: at most 100 characters.'
  if (side === 'PRISON' && episode.actualReleaseDate) return 'The person is released. Allocate a worker on the community side.'
  return standing.some((row) => row.endedAt === null && row.side === side && row.workerId === workerId)
    ? 'This worker is allocated on this side already.'
    : whyNotAlive(episode, allocatedAt)
}

/** `at`: when the worker accepts. */
export function whyNotAcceptAllocation(episode: Course, allocation: Pick<AllocationRow, 'acceptedAt' | 'endedAt'>, at: Date): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (allocation.endedAt) return 'This allocation has ended; another worker was allocated.'
  return allocation.acceptedAt ? 'This allocation was accepted already.' : whyNotAlive(episode, at)
}

/** The allocations that end when a worker accepts: all others of that side, and the prison side once the community side has accepted. */
export function endedByAcceptance(accepted: AllocationRow, standing: readonly AllocationRow[], { isReleased }: { isReleased: boolean }): AllocationRow[] {
  return standing.filter((row) => {
    if (row.id === accepted.id || row.endedAt !== null) return false
    return row.side === accepted.side || (accepted.side === 'COMMUNITY' && row.side === 'PRISON' && isReleased)
  })
}

/** Whether an acceptance by somebody for another relieves themselves, now or at the gate: the overlap would end without whoever takes over. */
export function isRelievedFor(subject: string, accepted: AllocationRow, standing: readonly AllocationRow[]): boolean {
  const relieved = endedByAcceptance(accepted, standing, { isReleased: true })
  return accepted.workerId !== subject && relieved.some(({ workerId }) => workerId === subject)
}

/** The prison allocations that a release ends: none, unless a community worker has accepted already. */
export function endedByRelease(standing: readonly AllocationRow[]): AllocationRow[] {
  const isTakenOver = standing.some((row) => row.side === 'COMMUNITY' && row.acceptedAt !== null && row.endedAt === null)
  return isTakenOver ? standing.filter((row) => row.side === 'PRISON' && row.endedAt === null) : []
}
