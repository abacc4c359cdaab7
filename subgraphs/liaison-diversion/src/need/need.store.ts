import { asc } from 'drizzle-orm'
import { openParts } from '@throughcare/kit/rows'
import { need } from '../../db/tables.ts'

export type NeedRow = typeof need.$inferSelect
export type NewNeed = typeof need.$inferInsert

export const {
  findOfEpisodes: findNeedsOfEpisodes,
  findEvery: findEveryNeed,
  findIn: findNeed,
  insert: insertNeeds,
  update: updateNeeds
} = openParts(need, [asc(need.identifiedAt), asc(need.id)])
