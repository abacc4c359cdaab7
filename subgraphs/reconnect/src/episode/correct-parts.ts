import {
  openPartCorrections,
  standingOf,
  type AnyPart,
  type CorrectedPart as PartOf,
  type KindOfParts as KindOf,
  type GivenCorrection
} from '@throughcare/kit/correct-parts'
import { correctedAllocation } from '../allocation/corrected-allocation.ts'
import { correctedContact } from '../contact/corrected-contact.ts'
import type { ContactRow } from '../contact/contact.store.ts'
import { correctedSupply } from '../continuity/corrected-supply.ts'
import type { ContinuityRow } from '../continuity/continuity.store.ts'
import { correctedPrisonTransfer } from '../custody/corrected-prison-transfer.ts'
import { inChain } from '../custody/prison-transfer.rules.ts'
import type { PrisonTransferRow } from '../custody/prison-transfer.store.ts'
import { correctedGoal } from '../goal/corrected-goal.ts'
import type { GoalRow } from '../goal/goal.store.ts'
import { findDifferences } from '@throughcare/kit/correction.rules'
import { correctedNeed } from '../need/corrected-need.ts'
import { foundBy } from '../need/need.rules.ts'
import type { NeedRow } from '../need/need.store.ts'
import { correctedOffer } from '../peer-support/corrected-offer.ts'
import { correctedPlannedRelease } from '../release/corrected-planned-release.ts'
import type { PlannedReleaseRow } from '../release/release.store.ts'
import { withdrawalEvent } from './withdrawal-event.ts'
import type { EpisodeRow } from './episode.store.ts'
import type { reconnectEvents } from '@throughcare/schema/events/reconnect'
import type { EventDraft } from '@throughcare/kit/outbox'

type Contract = typeof reconnectEvents

/** What a change of an episode tells readers. */
export type EpisodeEvent = EventDraft<Contract>

/** What an event of this room is called, without the room's name. */
export type ToldStep = keyof Contract extends infer Type ? (Type extends `reconnect.${infer Step}` ? Step : never) : never

export type PartList = 'contacts' | 'needs' | 'goals' | 'plannedReleases' | 'prisonTransfers' | 'allocations' | 'continuity' | 'peerSupportOffers'

type OfReconnect = { episode: EpisodeRow; event: EpisodeEvent; step: ToldStep; list: PartList }

/** How one kind of part of an episode is corrected, and taken back where it was recorded in error. */
export type CorrectedPart<Row extends AnyPart, Given extends GivenCorrection> = PartOf<OfReconnect, Row, Given>

type GivenOf<Part> = Part extends { correct(row: never, given: infer Given): unknown } ? Given : never

/** What is given to correct of the parts of an episode, by the list they are in. */
export type GivenParts = {
  contacts?: readonly GivenOf<typeof correctedContact>[] | null
  needs?: readonly GivenOf<typeof correctedNeed>[] | null
  goals?: readonly GivenOf<typeof correctedGoal>[] | null
  plannedReleases?: readonly GivenOf<typeof correctedPlannedRelease>[] | null
  prisonTransfers?: readonly GivenOf<typeof correctedPrisonTransfer>[] | null
  allocations?: readonly GivenOf<typeof correctedAllocation>[] | null
  continuity?: readonly GivenOf<typeof correctedSupply>[] | null
  peerSupportOffers?: readonly GivenOf<typeof correctedOffer>[] | null
}

const kinds = [
  ...[correctedContact, correctedNeed, correctedGoal, correctedPlannedRelease],
  ...[correctedPrisonTransfer, correctedAllocation, correctedSupply, correctedOffer]
] as unknown as readonly PartOf<OfReconnect>[]

export type KindOfParts = KindOf<OfReconnect>

export const { correctParts, eventsOfParts, everyList } = openPartCorrections<OfReconnect>(kinds, withdrawalEvent)

type Rows = {
  contacts: ContactRow
  needs: NeedRow
  goals: GoalRow
  plannedReleases: PlannedReleaseRow
  prisonTransfers: PrisonTransferRow
  continuity: ContinuityRow
}

/** The parts of one list that stand, as they become. */
export function partsOf<List extends keyof Rows>(parts: readonly KindOfParts[], list: List): Rows[List][] {
  return standingOf<OfReconnect>(parts, list) as unknown as Rows[List][]
}

/** The parts as they were before. */
export function partsBefore<List extends keyof Rows>(parts: readonly KindOfParts[], list: List): Rows[List][] {
  return parts.filter(({ part }) => part.list === list).flatMap(({ before }) => before) as unknown as Rows[List][]
}

/** The prison in which the person was at the referral. */
export function referredFrom(parts: readonly KindOfParts[], { facilityId }: { facilityId: string }): string {
  return partsBefore(parts, 'prisonTransfers')[0]?.fromFacilityId ?? facilityId
}

/** A kind of parts in which others go with what is corrected; `becoming` answers the same part where it stays, and is told how that was corrected itself. */
function goingAlong({ part, before, changes }: KindOfParts, becoming: (row: AnyPart, change?: KindOfParts['changes'][number]) => AnyPart): KindOfParts {
  const others = before.filter((row) => !changes.some((change) => change.before === row))
  const following = others.flatMap((row) => {
    const after = becoming(row)
    return after === row ? [] : [{ before: row, after: { ...after, version: row.version + 1 }, differences: [] }]
  })
  const corrected = changes.map((change) => (change.after.withdrawnAt ? change : { ...change, after: becoming(change.after, change) }))
  return { part, before, changes: [...corrected, ...following] }
}

/** The parts with each move to another prison beginning where the one before it ended. */
export function withMovesInChain(parts: readonly KindOfParts[], from: string): KindOfParts[] {
  return parts.map((kind) => {
    if (kind.part.list !== 'prisonTransfers') return kind
    const linked = new Map(inChain(partsOf([kind], 'prisonTransfers'), from).map((move) => [move.id, move as AnyPart]))
    return goingAlong(kind, (row) => linked.get(row.id) ?? row)
  })
}

/** The parts with the needs that the first assessment found as found by it at its corrected time, but for those of which another is given. */
export function withNeedsFoundBy(parts: readonly KindOfParts[], moved: { from: Date; to: Date }): KindOfParts[] {
  return parts.map((kind) => {
    if (kind.part.list !== 'needs') return kind
    const along = goingAlong(kind, (row, change) => {
      const isGiven = change?.differences.some(({ field }) => field === 'needs.identifiedAt')
      return isGiven ? row : foundBy(row as unknown as NeedRow, moved)
    })
    return { ...along, changes: along.changes.map((change) => ({ ...change, differences: withTimes(change) })) }
  })
}

/** What is corrected of a need, with the times that go with those of its assessment. */
function withTimes({ before, after, differences }: KindOfParts['changes'][number]): KindOfParts['changes'][number]['differences'] {
  if (after.withdrawnAt) return differences
  const { identifiedAt, statusAt } = after as unknown as NeedRow
  const times = findDifferences(before, { identifiedAt, statusAt }).map((one) => ({ ...one, field: `needs.${one.field}`, partId: before.id }))
  return [...differences.filter(({ field }) => !times.some((time) => time.field === field)), ...times]
}
