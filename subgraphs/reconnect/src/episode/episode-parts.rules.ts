import { firstContactOn } from '../contact/contact.rules.ts'
import { goalsOpenSince } from '../goal/goal.rules.ts'
import type { GoalRow } from '../goal/goal.store.ts'
import { healthNeedsMetOn, reviewed } from '../need/need.rules.ts'
import type { Done } from './episode.rules.ts'
import type { EpisodeRow } from './episode.store.ts'
import { isOtherwise, type AllocationNews } from '../allocation/allocation-import.rules.ts'
import type { AllocationRow } from '../allocation/allocation.store.ts'
import type { ContactRow } from '../contact/contact.store.ts'
import type { ContinuityRow } from '../continuity/continuity.store.ts'
import type { PrisonTransferRow } from '../custody/prison-transfer.store.ts'
import type { NeedRow } from '../need/need.store.ts'
import type { PeerOfferRow } from '../peer-support/peer-support.store.ts'

/** The parts of an episode besides its planned releases and goals. */
export type EpisodeParts = {
  needs: readonly NeedRow[]
  contacts: readonly ContactRow[]
  supplies: readonly ContinuityRow[]
  offers: readonly PeerOfferRow[]
  transfers: readonly PrisonTransferRow[]
  allocations: readonly AllocationRow[]
}

/** What a row of a source tells of parts that is not written down yet. */
export type PartNews = {
  needs: NeedRow[]
  reviewedNeeds: NeedRow[]
  /** Needs that stand and for which the row gives a reason anew why the person was not referred on. */
  explainedNeeds: NeedRow[]
  contacts: ContactRow[]
  supplies: ContinuityRow[]
  offers: PeerOfferRow[]
  transfers: PrisonTransferRow[]
  workers: AllocationNews
}

export const noWorkers: AllocationNews = { added: [], changed: [], accepted: [] }

type Told = { standing: EpisodeParts; given: EpisodeParts; needsReviewedAt: Date | null; endedAt: Date | null }

/** Where a row contradicts what stands: in a column, against staff or against an earlier file. */
export type Contradiction = { column: string; isStaffs: boolean }

type NeedNews = Pick<PartNews, 'needs' | 'reviewedNeeds' | 'explainedNeeds'>

function findNeedNews({ standing, given, needsReviewedAt, endedAt }: Told, now: Date): NeedNews | Contradiction {
  const news: NeedNews = { needs: [], reviewedNeeds: [], explainedNeeds: [] }
  for (const need of given.needs) {
    const before = standing.needs.find(({ id }) => id === need.id) ?? standing.needs.find(({ code }) => code === need.code)
    if (!before) {
      news.needs.push(need)
      continue
    }
    const at = needsReviewedAt ?? latest(before.statusAt, endedAt ?? now)
    const isMoved = before.status !== need.status
    if (isMoved && (before.correctedBy ?? before.statusBy) !== need.statusBy) return { column: 'needs', isStaffs: true }
    const after = isMoved ? reviewed(before, { status: need.status, statusAt: at, statusBy: need.statusBy }) : before
    if (isMoved) news.reviewedNeeds.push(after)
    const { noReferralReason, noReferralBy } = need
    if (noReferralReason === null || noReferralReason === after.noReferralReason) continue
    const by = before.correctedBy ?? after.noReferralBy
    if (by !== null && by !== noReferralBy) return { column: 'needs_not_referred', isStaffs: true }
    news.explainedNeeds.push({ ...after, noReferralAt: at, noReferralBy, noReferralReason, version: after.version + 1 })
  }
  return news
}

/** The news of a row about parts, or where it contradicts what stands. Moves and workers are followed apart: what is new of them hangs on more than the rows. */
export function findPartNews(told: Told, now: Date): PartNews | Contradiction {
  const { standing, given } = told
  const ofNeeds = findNeedNews(told, now)
  if ('column' in ofNeeds) return ofNeeds
  const news: PartNews = { ...ofNeeds, contacts: [], supplies: [], offers: [], transfers: [], workers: noWorkers }
  for (const contact of given.contacts) {
    const before = standing.contacts.find(({ contactAt, isPeerSupport }) => !isPeerSupport && contactAt.getTime() === contact.contactAt.getTime())
    if (!before) news.contacts.push(contact)
    else if (before.attendance !== contact.attendance || before.mechanism !== contact.mechanism || before.purpose !== contact.purpose)
      return { column: 'contacts', isStaffs: before.correctedBy !== null }
  }
  for (const supply of given.supplies) {
    const before = standing.supplies.find(({ kind }) => kind === supply.kind)
    const isSame = before?.daysInHand === supply.daysInHand && before.continuesOn === supply.continuesOn && before.continuesBy === supply.continuesBy
    if (isSame) continue
    if (before && before.recordedBy !== supply.recordedBy) return { column: `${supply.kind.toLowerCase()}_days_in_hand`, isStaffs: true }
    news.supplies.push(supply)
  }
  for (const offer of given.offers) {
    const before = standing.offers.find(({ offeredAt }) => offeredAt.getTime() === offer.offeredAt.getTime())
    if (!before) news.offers.push(offer)
    else if (before.answer !== offer.answer) return { column: 'peer_support_offers', isStaffs: before.correctedBy !== null }
  }
  return isOtherwise({ standing: standing.allocations, given: given.allocations }) ? { column: 'workers', isStaffs: false } : news
}

export function hasNews({ needs, reviewedNeeds, explainedNeeds, contacts, supplies, offers, transfers, workers }: PartNews): boolean {
  return [needs, reviewedNeeds, explainedNeeds, contacts, supplies, offers, transfers, workers.added, workers.changed].some(({ length }) => length > 0)
}

/** Needs for which a row gives a reason anew, those that stand and those that are new themselves. */
export function explainedNeeds(news: Pick<PartNews, 'needs' | 'explainedNeeds'>): NeedRow[] {
  return [...news.needs.filter(({ noReferralAt }) => noReferralAt !== null), ...news.explainedNeeds]
}

/** Needs that stand as they are to be written: each once, with the last that is told of it. */
export function changedNeeds({ reviewedNeeds, explainedNeeds }: Pick<PartNews, 'reviewedNeeds' | 'explainedNeeds'>): NeedRow[] {
  return [...new Map([...reviewedNeeds, ...explainedNeeds].map((need) => [need.id, need])).values()]
}

/** The parts of an episode with what is new of them. */
export function withNews(standing: EpisodeParts, news: PartNews): EpisodeParts {
  const reviewed = new Map(news.reviewedNeeds.map((need) => [need.id, need]))
  const kinds = news.supplies.map(({ kind }) => kind)
  return {
    ...standing,
    needs: [...standing.needs.map((need) => reviewed.get(need.id) ?? need), ...news.needs],
    contacts: [...standing.contacts, ...news.contacts],
    offers: [...standing.offers, ...news.offers],
    supplies: [...standing.supplies.filter(({ kind }) => !kinds.includes(kind)), ...news.supplies]
  }
}

type PartsDone = Pick<EpisodeParts, 'needs' | 'contacts' | 'offers' | 'transfers'> & { goals: readonly GoalRow[] }

/** When the parts of an episode took place that a closing comes after. */
export function partsDone({ needs, goals, contacts, offers, transfers }: PartsDone): Done[] {
  return [
    ...needs.map(({ statusAt }) => statusAt),
    ...goals.map(({ setAt, reviewedAt }) => reviewedAt ?? setAt),
    ...contacts.map(({ contactAt }) => contactAt),
    ...offers.map(({ offeredAt }) => offeredAt),
    ...transfers.map(({ transferredOn }) => transferredOn)
  ]
}

/** What an episode keeps of its parts. */
export function inStep(episode: EpisodeRow, { goals, parts }: { goals: readonly GoalRow[]; parts: EpisodeParts }) {
  return {
    goalsOpenSince: goalsOpenSince(goals),
    healthNeedsMetOn: healthNeedsMetOn(parts.needs),
    firstContactOn: firstContactOn(episode, parts.contacts)
  }
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other
}
