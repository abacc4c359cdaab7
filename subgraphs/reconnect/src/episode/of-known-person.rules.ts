import { whyNotAlive } from '@throughcare/kit/day.rules'
import { supplyColumn } from '../continuity/continuity.rules.ts'
import type { GivenEpisode } from './bring-up-to-date.ts'
import type { RowRefusal } from './episode-import.rules.ts'
import { whyNotRefer, type Lifetime } from './episode.rules.ts'

/** Why a referral that a row tells cannot be of its person: it lies before their birth, or after their death. */
export function whyNotReferred({ episode }: GivenEpisode, person: Lifetime, now: Date): RowRefusal | null {
  const reason = whyNotRefer(episode.referredAt, person, now)
  return reason ? { column: 'referred_at', reason } : null
}

/** Why a row that begins an episode tells of work with somebody who had died, and in which column. An episode that stands is asked the rules of its steps. */
export function whyNotWithTheDead({ episode, goals, parts }: GivenEpisode): RowRefusal | null {
  if (!episode.diedOn) return null
  const { gateMeetingAt, gateMeetingOutcome, temporarilyReleasedOn, actualReleaseDate, gpRegisteredOn, treatmentStartedOn, returnedToCustodyOn } = episode
  const done: Record<string, readonly (Date | string | null)[]> = {
    accepted_at: [episode.acceptedAt],
    assessed_at: [episode.assessedAt],
    goals: goals.map(({ setAt }) => setAt),
    plan_made_at: [episode.planMadeAt],
    prison_transfers: parts.transfers.map(({ transferredOn }) => transferredOn),
    peer_support_offers: parts.offers.map(({ offeredAt }) => offeredAt),
    temporarily_released_on: [temporarilyReleasedOn],
    released_on: [actualReleaseDate],
    gate_meeting_outcome: [gateMeetingOutcome === 'MET' ? gateMeetingAt : null],
    workers: parts.allocations.flatMap(({ allocatedAt, acceptedAt }) => [allocatedAt, acceptedAt]),
    contacts: parts.contacts.map(({ contactAt }) => contactAt),
    ...Object.fromEntries(parts.supplies.map(({ kind, continuesOn }) => [supplyColumn(kind), [continuesOn]])),
    gp_registered_on: [gpRegisteredOn],
    treatment_started_on: [treatmentStartedOn],
    returned_to_custody_on: [returnedToCustodyOn]
  }
  const answers = Object.entries(done).flatMap(([column, times]) => times.map((at) => ({ column, reason: at && whyNotAlive(episode, at) })))
  return answers.flatMap(({ column, reason }) => (reason ? [{ column, reason }] : []))[0] ?? null
}
