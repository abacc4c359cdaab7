import { and, isNotNull } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { recordPair } from '../../db/tables.ts'

export type LinkReviewRow = typeof recordPair.$inferSelect

const strongestFirst = orderedBy(recordPair.weight, recordPair.id, 'downwards')

/** Pairs that wait for a human, strongest evidence first, from after the given place on; one more than the page holds. */
export async function findReviews(db: Database, { limit, after }: Page): Promise<LinkReviewRow[]> {
  return db
    .select()
    .from(recordPair)
    .where(and(isNotNull(recordPair.reviewReason), strongestFirst.beyond(after)))
    .orderBy(...strongestFirst.by)
    .limit(limit + 1)
}
