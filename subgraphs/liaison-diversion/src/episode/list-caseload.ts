import { refuse } from '@throughcare/kit/errors'
import { readPage, toConnection, type PageArguments } from '@throughcare/kit/page'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'

/** A facility's open episodes, oldest alert first. Only the service's own staff get a list; others would get one with silent holes. */
export async function listCaseload(context: Context, facilityId: string, request: PageArguments) {
  may(context, 'liaison-diversion:read')
  if (context.principal.service !== 'LIAISON_DIVERSION')
    refuse('FORBIDDEN', 'A caseload is listed for Liaison & Diversion staff. Open a person to see what they agreed to share with you.')
  const page = readPage(request)
  const rows = await context.loaders.caseload(page).load(facilityId)
  return { ...toConnection(rows, page, (row) => [row.receivedAt.toISOString(), row.id]), withheld: null }
}
