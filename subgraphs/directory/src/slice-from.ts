import type { Page } from '@throughcare/kit/page'

/** Of a list that is worked out whole: what a page shows, and one more where there is more. */
export function sliceFrom<Item>(all: readonly Item[], { limit, after }: Page, idOf: (item: Item) => string = String): Item[] {
  const [afterId] = after ?? []
  const start = afterId === undefined ? 0 : all.findIndex((item) => idOf(item) === afterId) + 1
  return all.slice(start, start + limit + 1)
}
