import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { allocation } from '../../db/tables/parts.ts'

export type AllocationRow = typeof allocation.$inferSelect

/** In the order of allocation; of two at one moment the prison side first. */
export async function findAllocationsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<AllocationRow[]> {
  return db
    .select()
    .from(allocation)
    .where(and(isAnyOf(allocation.episodeId, episodeIds), isNull(allocation.withdrawnAt)))
    .orderBy(asc(allocation.allocatedAt), desc(allocation.side), asc(allocation.id))
}

/** All of them, those that were withdrawn included. */
export async function findEveryAllocation(db: Database, episodeIds: readonly string[]): Promise<AllocationRow[]> {
  return db
    .select()
    .from(allocation)
    .where(isAnyOf(allocation.episodeId, episodeIds))
    .orderBy(asc(allocation.allocatedAt), desc(allocation.side), asc(allocation.id))
}

export async function insertAllocations(tx: Database, rows: AllocationRow[]): Promise<void> {
  await insertMany(tx, allocation, rows)
}

/** Writes allocations as they are given, version included. */
export async function updateAllocations(tx: Database, rows: AllocationRow[]): Promise<void> {
  await updateMany(tx, allocation, rows)
}

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
