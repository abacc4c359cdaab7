import { and, desc, isNotNull, sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import type { Page } from '@throughcare/kit/page'
import { recordPair } from '../../db/tables.ts'

export type LinkReviewRow = typeof recordPair.$inferSelect

/** Pairs that wait for a human, strongest evidence first, from after the given place on; one more than the page holds. */
export async function findReviews(db: Database, { limit, after }: Page): Promise<LinkReviewRow[]> {
  const [weight, id] = after ?? []
  return db
    .select()
    .from(recordPair)
    .where(and(isNotNull(recordPair.reviewReason), weight && id ? sql`(${recordPair.weight}, ${recordPair.id}) < (${weight}::real, ${id}::uuid)` : undefined))
    .orderBy(desc(recordPair.weight), desc(recordPair.id))
    .limit(limit + 1)
}
