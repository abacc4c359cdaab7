import { refuse } from '@throughcare/kit/errors'
import { readPage, type PageArguments } from '@throughcare/kit/page'
import type { JourneyPart } from './event.store.ts'

export type JourneyArguments = PageArguments & { from?: Date | null; to?: Date | null }

/** Reads which part of a journey is asked for; refuses a period that ends before it begins. */
export function readJourneyPart({ from = null, to = null, ...pageArguments }: JourneyArguments): JourneyPart {
  if (from && to && to <= from) refuse('BAD_USER_INPUT', '"to" must lie after "from".', { field: 'to' })
  return { ...readPage(pageArguments), from, to }
}
