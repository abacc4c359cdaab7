import { asObject } from './feed-value.rules.ts'
import type { FeedEntry } from './service-import.rules.ts'

/** The lists of a page of services: ORUK 3.0 and HSDS 3.x say `contents`, ORUK 1.0 `content`. */
export const listsOfPage: readonly unknown[] = ['contents', 'content']

/**
 * What a JSON file was, by its outermost value: one service, a list, or a page. `pages` is how many such files hold the feed's every
 * service: where they are all there, what is missing from them was withdrawn. Null where that is not claimed.
 */
export function readOutline(outermost: unknown): { isService: boolean; pages: number | null } {
  const page = asObject(outermost)
  if (Array.isArray(outermost)) return { isService: false, pages: 1 }
  if (!Array.isArray(page?.contents ?? page?.content)) return { isService: true, pages: null }
  return { isService: false, pages: Number(page?.total_pages ?? page?.totalPages ?? 1) }
}

/** A service of a feed; null where the element is no object. */
export function readService(value: unknown, line: number): FeedEntry | null {
  const service = asObject(value)
  return service && { line, service, isOrganisationMissing: !asObject(service.organization) && Boolean(service.organization_id) }
}
