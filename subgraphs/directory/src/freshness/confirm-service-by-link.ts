import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import type { ServiceRow } from '../service/service.store.ts'
import { followLink, type ConfirmInput } from './follow-link.ts'

/** The same from the door's page: a provider has no sign-in here, so holding the secret is what lets them. */
export async function confirmServiceByLink(context: Context, input: ConfirmInput): Promise<ServiceRow> {
  may(context, 'directory:read')
  return followLink(context, input)
}
