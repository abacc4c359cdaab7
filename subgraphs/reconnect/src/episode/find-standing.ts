import { londonDate } from '@throughcare/kit/clock'
import type { Database } from '@throughcare/kit/db'
import { findEveryAllocation } from '../allocation/allocation.store.ts'
import { findEveryContact } from '../contact/contact.store.ts'
import { findEveryContinuity } from '../continuity/continuity.store.ts'
import { findEveryTransfer } from '../custody/prison-transfer.store.ts'
import { findEveryGoal, type GoalRow } from '../goal/goal.store.ts'
import { findEveryNeed } from '../need/need.store.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { findEveryOffer } from '../peer-support/peer-support.store.ts'
import { findDeadOrBornAfter, type KnownPersonRow } from '../person/person.store.ts'
import { findEveryPlannedRelease, type PlannedReleaseRow } from '../release/release.store.ts'
import type { EpisodeParts } from './episode-parts.rules.ts'
import type { TakenBack } from './taken-back.rules.ts'
import { findEpisodesForChange, type EpisodeRow } from './episode.store.ts'

type OnwardReferrals = Awaited<ReturnType<typeof onwardReferrals.findReferralsOfEpisodes>>

/** `referrals`: the onward referrals that were sent in it; none where nobody asked for them. `takenBack`: what staff found to be recorded in error. */
export type StandingEpisode = {
  episode: EpisodeRow
  plannedReleases: PlannedReleaseRow[]
  goals: GoalRow[]
  parts: EpisodeParts
  referrals: OnwardReferrals
  takenBack: TakenBack
}

/** What is known of the persons of some episodes whose birth or death may speak against them, by their records. */
export async function findLifetimes(tx: Database, episodes: readonly Pick<EpisodeRow, 'recordId' | 'referredAt'>[]): Promise<Map<string, KnownPersonRow>> {
  const recordIds = [...new Set(episodes.map(({ recordId }) => recordId))]
  const [earliest] = episodes.map(({ referredAt }) => londonDate(referredAt)).sort()
  const persons = earliest ? await findDeadOrBornAfter(tx, recordIds, earliest) : []
  return new Map(persons.map((person) => [person.recordId, person]))
}

/** The episodes that stand of some ids, locked until the transaction ends, each with all its parts. */
export async function findStanding(tx: Database, ids: readonly string[], { withReferrals }: { withReferrals: boolean }): Promise<Map<string, StandingEpisode>> {
  const episodes = await findEpisodesForChange(tx, ids)
  if (episodes.length === 0) return new Map()
  const known = episodes.map(({ id }) => id)
  const of = async <Row extends { episodeId: string }>(find: (tx: Database, episodeIds: readonly string[]) => Promise<Row[]>) => {
    const byEpisode = Map.groupBy(await find(tx, known), ({ episodeId }) => episodeId)
    return (id: string) => byEpisode.get(id) ?? []
  }
  const [plans, goals, needs, contacts, supplies, offers, transfers, allocations] = await Promise.all([
    ...([of(findEveryPlannedRelease), of(findEveryGoal), of(findEveryNeed), of(findEveryContact)] as const),
    ...([of(findEveryContinuity), of(findEveryOffer), of(findEveryTransfer), of(findEveryAllocation)] as const)
  ])
  const referrals = withReferrals ? await of(onwardReferrals.findReferralsOfEpisodes) : () => []
  const allOf = (id: string) => ({
    ...{ plannedReleases: plans(id), goals: goals(id), needs: needs(id), contacts: contacts(id), supplies: supplies(id) },
    ...{ offers: offers(id), transfers: transfers(id), allocations: allocations(id) }
  })
  const standingOf = (episode: EpisodeRow): StandingEpisode => {
    const all = allOf(episode.id)
    const { plannedReleases, goals: goalsThatStand, ...parts } = sift(all, (row) => row.withdrawnAt === null)
    return { episode, plannedReleases, goals: goalsThatStand, parts, referrals: referrals(episode.id), takenBack: sift(all, (row) => row.withdrawnAt !== null) }
  }
  return new Map(episodes.map((episode) => [episode.id, standingOf(episode)]))
}

type All = EpisodeParts & { plannedReleases: PlannedReleaseRow[]; goals: GoalRow[] }

/** Of each kind of part, those that are wanted. */
function sift(all: All, isWanted: (row: { withdrawnAt: Date | null }) => boolean): All {
  return Object.fromEntries(Object.entries(all).map(([kind, rows]) => [kind, rows.filter(isWanted)])) as unknown as All
}
