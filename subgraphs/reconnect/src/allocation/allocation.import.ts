import { isoInstant } from '@throughcare/kit/clock'
import { sourceIdOf } from '@throughcare/kit/ids'
import { findInstant, readCode, readInstant, readItems, readText, refuseColumn } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { Context } from '../context.ts'
import { partOf } from '../episode/change-episode.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { followAllocations } from './allocation-import.rules.ts'
import type { AllocationRow } from './allocation.store.ts'

const sides = ['PRISON', 'COMMUNITY'] as const

const column: Column = {
  name: 'workers',
  items: 'side/worker/allocated-at/accepted-at',
  about: `every worker allocated, those relieved since included; side: ${sides.join(', ')}; worker: their id; accepted-at may be left out; times in ISO 8601 with their offset`
}

export const allocationColumns: Column[] = [column]

/** The workers of a row, each relieved by what the rules say. */
export function readAllocations(fields: Fields, context: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow): AllocationRow[] {
  if (!fields[column.name]) return []
  const given = readItems(fields, column).map((item) => readAllocation(item, context, episode))
  if (new Set(given.map(({ id }) => id)).size < given.length) refuseColumn('workers', 'workers names the same one twice.')
  const followed = followAllocations(episode, { standing: [], given }, context.clock.now())
  return typeof followed === 'string' ? refuseColumn('workers', followed) : followed.added
}

function readAllocation(item: Fields, context: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow): AllocationRow {
  const [side, workerId] = [readCode(item, 'workers.side', sides), readText(item, 'workers.worker', 100)]
  const allocatedAt = readInstant(item, 'workers.allocated-at')
  const id = sourceIdOf('reconnect-allocation', episode.id, `${side} ${workerId} ${isoInstant(allocatedAt)}`)
  return { ...partOf(context, episode), id, side, workerId, allocatedAt, acceptedAt: findInstant(item, 'workers.accepted-at'), endedAt: null }
}
