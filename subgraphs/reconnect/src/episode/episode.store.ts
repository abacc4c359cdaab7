import { and, isNull, lte } from 'drizzle-orm'
import { knownRecords } from '@throughcare/kit/access'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { findPageOfEach, openRows, openRowsOfRecords } from '@throughcare/kit/rows'
import { episode, recordAccess } from '../../db/tables.ts'

export type EpisodeRow = typeof episode.$inferSelect

/** The identity records this room has heard of from `people` as its own service's. */
export function findKnownRecords(db: Database, recordIds: readonly string[]): Promise<Set<string>> {
  return knownRecords(db, recordAccess, recordIds, 'RECONNECT')
}

export const {
  findMany: findEpisodes,
  findOne: findEpisode,
  findForChange: findEpisodeForChange,
  findManyForChange: findEpisodesForChange,
  insert: insertEpisodes,
  update: updateEpisodes,
  updateNext: updateEpisode
} = openRows(episode)

export const { findOfRecords: findEpisodesOfRecords, findWithAccess: findEpisodesWithAccess } = openRowsOfRecords(
  episode,
  recordAccess,
  orderedBy(episode.referredAt, episode.id, 'downwards')
)

const soonestFirst = orderedBy(episode.plannedReleaseDate, episode.id)

/** Open episodes to be released from the facilities up to a day, soonest first, at most `limit` of each, from after the given place on. */
export function findReleasesDue(db: Database, facilityIds: readonly string[], { upTo, page }: { upTo: string; page: Page }): Promise<EpisodeRow[]> {
  const isDue = and(
    isAnyOf(episode.facilityId, facilityIds),
    lte(episode.plannedReleaseDate, upTo),
    isNull(episode.closedAt),
    isNull(episode.declinedAt),
    isNull(episode.actualReleaseDate),
    isNull(episode.diedOn)
  )
  return findPageOfEach(db, { table: episode, each: episode.facilityId, where: isDue, order: soonestFirst, page })
}
