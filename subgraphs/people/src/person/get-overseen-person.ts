import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { isBarredByName } from '../access/access.store.ts'
import type { PersonView } from './person.rules.ts'
import { findLinkedByRecord } from './person.store.ts'

/**
 * The person of a record as the ids of its records, for the role that oversees and may read none of them. Every other field of a person wants
 * a scope this role does not hold, so nothing asks for the records that are not here. A restriction to others does not hide a person from those
 * who answer for them; an exclusion by name does.
 */
export async function getOverseenPerson(context: Context, identityRecordId: string): Promise<PersonView> {
  may(context, 'person:oversee')
  const linked = await findLinkedByRecord(context.db, [identityRecordId])
  const recordIds = linked.map(({ recordId }) => recordId)
  const [first] = linked
  if (!first || (await isBarredByName(context.db, recordIds))) return refuse('NOT_FOUND', 'There is no identity record with that id.')
  return { id: first.personId, recordIds, releasedRecordIds: recordIds, records: [] as never }
}
