import type { Database } from '@throughcare/kit/db'
import { findAllocationsOfEpisodes } from '../allocation/allocation.store.ts'
import { findContactsOfEpisodes } from '../contact/contact.store.ts'
import { findContinuityOfEpisodes } from '../continuity/continuity.store.ts'
import { findTransfersOfEpisodes } from '../custody/prison-transfer.store.ts'
import { findGoalsOfEpisodes, type GoalRow } from '../goal/goal.store.ts'
import { findNeedsOfEpisodes } from '../need/need.store.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { findOffersOfEpisodes } from '../peer-support/peer-support.store.ts'
import { findDeadPersons } from '../person/person.store.ts'
import { findPlannedReleases, type PlannedReleaseRow } from '../release/release.store.ts'
import type { EpisodeParts } from './episode-parts.rules.ts'
import { findEpisodesForChange, type EpisodeRow } from './episode.store.ts'

type OnwardReferrals = Awaited<ReturnType<typeof onwardReferrals.findReferralsOfEpisodes>>

/** `referrals`: the onward referrals that were sent in it; none where nobody asked for them. */
export type StandingEpisode = {
  episode: EpisodeRow
  plannedReleases: PlannedReleaseRow[]
  goals: GoalRow[]
  parts: EpisodeParts
  referrals: OnwardReferrals
}

/** The day of death of those who died, by their records. */
export async function findDeaths(tx: Database, recordIds: readonly string[]): Promise<Map<string, string>> {
  const persons = await findDeadPersons(tx, recordIds)
  return new Map(persons.flatMap(({ recordId, diedOn }) => (diedOn ? [[recordId, diedOn] as const] : [])))
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
    ...([of(findPlannedReleases), of(findGoalsOfEpisodes), of(findNeedsOfEpisodes), of(findContactsOfEpisodes)] as const),
    ...([of(findContinuityOfEpisodes), of(findOffersOfEpisodes), of(findTransfersOfEpisodes), of(findAllocationsOfEpisodes)] as const)
  ])
  const referrals = withReferrals ? await of(onwardReferrals.findReferralsOfEpisodes) : () => []
  const partsOf = (id: string): EpisodeParts => ({
    ...{ needs: needs(id), contacts: contacts(id), supplies: supplies(id) },
    ...{ offers: offers(id), transfers: transfers(id), allocations: allocations(id) }
  })
  const standingOf = (episode: EpisodeRow): StandingEpisode => ({
    ...{ episode, plannedReleases: plans(episode.id), goals: goals(episode.id) },
    ...{ parts: partsOf(episode.id), referrals: referrals(episode.id) }
  })
  return new Map(episodes.map((episode) => [episode.id, standingOf(episode)]))
}
