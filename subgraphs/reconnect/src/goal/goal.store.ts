import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { insertMany, isAnyOf, updateMany } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { goal } from '../../db/tables/parts.ts'

export type GoalRow = typeof goal.$inferSelect

export async function findGoalsOfEpisodes(db: Database, episodeIds: readonly string[]): Promise<GoalRow[]> {
  return db
    .select()
    .from(goal)
    .where(and(isAnyOf(goal.episodeId, episodeIds), isNull(goal.withdrawnAt)))
    .orderBy(asc(goal.setAt), asc(goal.id))
}

/** All goals, those that were withdrawn included. */
export async function findEveryGoal(db: Database, episodeIds: readonly string[]): Promise<GoalRow[]> {
  return db.select().from(goal).where(isAnyOf(goal.episodeId, episodeIds)).orderBy(asc(goal.setAt), asc(goal.id))
}

export async function insertGoals(tx: Database, rows: GoalRow[]): Promise<void> {
  await insertMany(tx, goal, rows)
}

/** Writes goals as they are given, version included. */
export async function updateGoals(tx: Database, rows: GoalRow[]): Promise<void> {
  await updateMany(tx, goal, rows)
}

export async function updateGoal(tx: Database, id: string, changes: Partial<GoalRow>): Promise<void> {
  await tx
    .update(goal)
    .set({ ...changes, version: sql`${goal.version} + 1` })
    .where(eq(goal.id, id))
}
