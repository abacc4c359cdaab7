import type { Database } from '@throughcare/kit/db'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { decideAccess } from './access.rules.ts'
import { findForAccess, insertAccess, type PersonForAccess } from './access.store.ts'

/**
 * Decides anew who may read every record of these persons, writes it down here and tells all rooms. Whatever changes a link or a consent
 * ends with this, in the same transaction. A person is given by id, or whole where this transaction made them. Runs with the linker's view.
 */
export async function publishAccess(tx: Database, context: Context, given: Iterable<string | PersonForAccess>): Promise<void> {
  const [ids, made] = [new Set<string>(), [] as PersonForAccess[]]
  for (const person of given) typeof person === 'string' ? ids.add(person) : made.push(person)
  const persons = [...made, ...(await findForAccess(tx, [...ids]))]
  const news = persons.flatMap(({ records, decisions }) =>
    records.map(({ id, organisation, service, accessVersion }) => ({
      access: { recordId: id, service, grants: decideAccess({ organisation, service }, decisions) },
      version: accessVersion + 1
    }))
  )
  await insertAccess(tx, news)
  await record(
    tx,
    context,
    ...news.map(({ access, version }) => ({
      type: 'people.record-access-changed' as const,
      subjectId: access.recordId,
      subjectVersion: version,
      recordId: access.recordId,
      payload: access
    }))
  )
}
