import { isOwnRow } from '@throughcare/kit/access'
import type { Context } from '../context.ts'
import type { ContactRow } from './contact.store.ts'

type Whose = Pick<ContactRow, 'organisation' | 'service' | 'recordedBy' | 'recordId'>

/** Whether the caller may know where a contact took place: the team, whoever recorded it, and others where the person's places are known to be safe to tell. */
export async function mayKnowPlace({ principal, loaders }: Context, contact: Whose): Promise<boolean> {
  return isOwnRow(principal, contact) || loaders.isPlaceOpen.load(contact.recordId)
}
