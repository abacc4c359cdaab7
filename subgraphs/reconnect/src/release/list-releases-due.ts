import { londonDate } from '@throughcare/kit/clock'
import { addDays } from '@throughcare/kit/day.rules'
import { refuse } from '@throughcare/kit/errors'
import { readPage, toConnection, type PageArguments } from '@throughcare/kit/page'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'

const furthestDays = 366

/** A prison's releases that are due within so many days, soonest first. Only RECONNECT's own staff get a list; others would get one with silent holes. */
export async function listReleasesDue(context: Context, facilityId: string, request: PageArguments & { days?: number | null }) {
  may(context, 'reconnect:read')
  if (context.principal.service !== 'RECONNECT')
    refuse('FORBIDDEN', 'Releases due are listed for RECONNECT staff. Open a person to see what they agreed to share with your service.')
  const days = request.days ?? 28
  if (days < 0 || days > furthestDays) refuse('BAD_USER_INPUT', `"days" must be from 0 to ${furthestDays}.`, { field: 'days' })
  const page = readPage(request)
  const rows = await context.loaders.releasesDue({ upTo: addDays(londonDate(context.clock.now()), days), page }).load(facilityId)
  return { ...toConnection(rows, page, (row) => [row.plannedReleaseDate ?? '', row.id]), withheld: null }
}
