import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { openParts } from '@throughcare/kit/rows'
import { allocation } from '../../db/tables/parts.ts'

export type AllocationRow = typeof allocation.$inferSelect

/** In the order of allocation; of two at one moment the prison side first. */
export const {
  findOfEpisodes: findAllocationsOfEpisodes,
  findEvery: findEveryAllocation,
  insert: insertAllocations,
  update: updateAllocations
} = openParts(allocation, [asc(allocation.allocatedAt), desc(allocation.side), asc(allocation.id)])

export async function acceptAllocationRow(tx: Database, id: string, acceptedAt: Date): Promise<void> {
  await tx
    .update(allocation)
    .set({ acceptedAt, version: sql`${allocation.version} + 1` })
    .where(eq(allocation.id, id))
}

export async function endAllocations(tx: Database, ids: readonly string[], endedAt: Date): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(allocation)
    .set({ endedAt, version: sql`${allocation.version} + 1` })
    .where(and(isAnyOf(allocation.id, ids), isNull(allocation.endedAt)))
}
