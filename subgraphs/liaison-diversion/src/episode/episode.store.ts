import { and, isNull } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { findPageOfEach, openRows, openRowsOfRecords } from '@throughcare/kit/rows'
import { episode, recordAccess } from '../../db/tables.ts'

export type EpisodeRow = typeof episode.$inferSelect

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
  orderedBy(episode.receivedAt, episode.id, 'downwards')
)

const oldestAlert = orderedBy(episode.receivedAt, episode.id)

/** Open episodes that began at the facilities, oldest alert first, at most `limit` of each, from after the given place on. */
export function findCaseloads(db: Database, facilityIds: readonly string[], page: Page): Promise<EpisodeRow[]> {
  const isOpenThere = and(isAnyOf(episode.facilityId, facilityIds), isNull(episode.closedAt))
  return findPageOfEach(db, { table: episode, each: episode.facilityId, where: isOpenThere, order: oldestAlert, page })
}
