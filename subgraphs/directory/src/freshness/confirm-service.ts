import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import type { ServiceRow } from '../service/service.store.ts'
import { followLink, type ConfirmInput } from './follow-link.ts'

/** A provider says by the link they were sent that the entry is right. Whoever is signed in and holds the link may: it stands for the editor who made it. */
export async function confirmService(context: Context, input: ConfirmInput): Promise<ServiceRow> {
  may(context, 'signed-in')
  return followLink(context, input)
}
