import type { Page } from '@throughcare/kit/page'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { findReviews, type LinkReviewRow } from './link-review.store.ts'

/** Pairs that wait for a human, of which the caller may read at least one record. */
export function findLinkReviews(context: Context, page: Page): Promise<LinkReviewRow[]> {
  may(context, 'person:link')
  return findReviews(context.db, page)
}
