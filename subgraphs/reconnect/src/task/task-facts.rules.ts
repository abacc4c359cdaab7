import { londonDate } from '@throughcare/kit/clock'
import { isSeen } from '../contact/contact.rules.ts'
import type { ContactRow } from '../contact/contact.store.ts'
import { isDrugsOrAlcohol } from '../need/need.rules.ts'
import type { NeedRow } from '../need/need.store.ts'
import type { TaskFacts } from './task.rules.ts'

/** What the tasks of an episode are worked out of, from its needs and its contacts, oldest first. A review missed is no review. */
export function factsOf(
  needs: readonly Pick<NeedRow, 'code' | 'pathway'>[],
  contacts: readonly Pick<ContactRow, 'purpose' | 'attendance' | 'contactAt'>[]
): TaskFacts {
  return {
    needsTreatment: needs.some(isDrugsOrAlcohol),
    reviewedOn: contacts.filter((contact) => contact.purpose === 'REVIEW' && isSeen(contact)).map(({ contactAt }) => londonDate(contactAt))
  }
}
