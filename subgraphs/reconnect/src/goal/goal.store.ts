import { asc, eq, sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { openParts } from '@throughcare/kit/rows'
import { goal } from '../../db/tables/parts.ts'

export type GoalRow = typeof goal.$inferSelect

export const {
  findOfEpisodes: findGoalsOfEpisodes,
  findEvery: findEveryGoal,
  insert: insertGoals,
  update: updateGoals
} = openParts(goal, [asc(goal.setAt), asc(goal.id)])

export async function updateGoal(tx: Database, id: string, changes: Partial<GoalRow>): Promise<void> {
  await tx
    .update(goal)
    .set({ ...changes, version: sql`${goal.version} + 1` })
    .where(eq(goal.id, id))
}
