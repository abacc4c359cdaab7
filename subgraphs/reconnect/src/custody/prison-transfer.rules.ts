import { londonDate } from '@throughcare/kit/clock'
import type { PrisonTransferRow } from './prison-transfer.store.ts'

type Held = { facilityId: string; transfers: readonly PrisonTransferRow[] }

/**
 * The moves of a source that do not stand yet, each from where the person was, and the prison that the episode names then; null where the
 * source names another prison than the one they were moved from. A source without moves may name the prison of now too.
 */
export function findNewTransfers(standing: Held, given: Held): { transfers: PrisonTransferRow[]; facilityId: string } | null {
  const referredFrom = standing.transfers[0]?.fromFacilityId
  const isKnown = given.facilityId === referredFrom || (given.transfers.length === 0 && given.facilityId === standing.facilityId)
  if (referredFrom !== undefined && !isKnown) return null
  let facilityId = referredFrom === undefined ? given.facilityId : standing.facilityId
  const transfers: PrisonTransferRow[] = []
  for (const row of given.transfers) {
    if (standing.transfers.some((known) => known.facilityId === row.facilityId && known.transferredOn === row.transferredOn)) continue
    transfers.push({ ...row, fromFacilityId: facilityId })
    facilityId = row.facilityId
  }
  return { transfers, facilityId }
}

/** The prison of an episode on a day, by the moves that are told with it. */
export function prisonOn(day: string, { facilityId, transfers }: Held): string {
  const [first] = transfers
  return first ? (transfers.findLast(({ transferredOn }) => transferredOn <= day)?.facilityId ?? first.fromFacilityId) : facilityId
}

type Told = { type: string; occurredAt?: Date; payload: object }

/** What is told anew, of the prison where the person was when it happened. A referral and a move say that themselves. */
export function toldWhereItWas<Event extends Told>(events: readonly Event[], held: Held, now: Date): Event[] {
  return events.map((event) => {
    if (event.type === 'reconnect.referral-received' || event.type === 'reconnect.prison-transferred') return event
    return { ...event, payload: { ...event.payload, facilityId: prisonOn(londonDate(event.occurredAt ?? now), held) } }
  })
}

/** Moves as they follow one another: each begins in the prison where the one before ended, the first in that of the referral. */
export function inChain<Move extends Pick<PrisonTransferRow, 'fromFacilityId' | 'facilityId' | 'transferredOn'>>(
  moves: readonly Move[],
  referredFrom: string
): Move[] {
  let held = referredFrom
  return moves
    .toSorted((one, other) => one.transferredOn.localeCompare(other.transferredOn))
    .map((move) => {
      const fromFacilityId = held
      held = move.facilityId
      return move.fromFacilityId === fromFacilityId ? move : { ...move, fromFacilityId }
    })
}

export function whyNotMoveSo(moves: readonly Pick<PrisonTransferRow, 'fromFacilityId' | 'facilityId'>[]): string | null {
  return moves.some(({ fromFacilityId, facilityId }) => fromFacilityId === facilityId)
    ? 'The person would be moved to the prison that they are in. Check the moves before and after it, or take one back.'
    : null
}
