import { asc } from 'drizzle-orm'
import { openParts } from '@throughcare/kit/rows'
import { plannedRelease } from '../../db/tables/parts.ts'

export type PlannedReleaseRow = Omit<typeof plannedRelease.$inferSelect, 'place'>

/** Release dates as they were planned, in the order in which they were set. */
export const {
  findOfEpisodes: findPlannedReleases,
  findEvery: findEveryPlannedRelease,
  insert: insertPlannedReleases,
  update: updatePlannedReleases
} = openParts(plannedRelease, [asc(plannedRelease.recordedAt), asc(plannedRelease.place)], ['place'])
