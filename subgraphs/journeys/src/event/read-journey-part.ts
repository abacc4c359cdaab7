import { z } from 'zod'
import { refuse } from '@throughcare/kit/errors'
import { readPage, type Page, type PageArguments } from '@throughcare/kit/page'
import type { JourneyPart } from './event.store.ts'

export type JourneyArguments = PageArguments & { from?: Date | null; to?: Date | null }

const sortKey = z.tuple([z.iso.datetime(), z.uuid()])

/** Reads which part of a journey is asked for; refuses a period that ends before it begins, and a cursor of another list. */
export function readJourneyPart({ from = null, to = null, ...pageArguments }: JourneyArguments): { page: Page; part: JourneyPart } {
  if (from && to && to <= from) refuse('BAD_USER_INPUT', '"to" must lie after "from".', { field: 'to' })
  const page = readPage(pageArguments)
  if (page.after !== null && !sortKey.safeParse(page.after).success)
    refuse('BAD_USER_INPUT', '"after" is not a cursor of a journey. Use the journey\'s own "pageInfo.endCursor".', { field: 'after' })
  return { page, part: { ...page, from, to } }
}
