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
  const everyone = [...given]
  const made = everyone.filter((person) => typeof person !== 'string')
  const ids = new Set(everyone.filter((person) => typeof person === 'string'))
  const persons = [...made, ...(await findForAccess(tx, [...ids]))]
  const news = persons.flatMap(({ records, decisions }) =>
    records.map(({ id, organisation, service, accessVersion }) => ({
      access: { recordId: id, service, grants: decideAccess({ organisation, service }, decisions) },
      version: accessVersion + 1
    }))
  )
  const events = news.map(({ access, version }) => ({
    type: 'people.record-access-changed' as const,
    subjectId: access.recordId,
    subjectVersion: version,
    recordId: access.recordId,
    payload: access
  }))
  await Promise.all([insertAccess(tx, news), record(tx, context, ...events)])
}

/** A person of whom a transaction has just made the only record, as access is decided for them, with what they decided so far. */
export function toNewcomer(record: Omit<PersonForAccess['records'][number], 'accessVersion'>, decisions: PersonForAccess['decisions']): PersonForAccess {
  const { id, organisation, service } = record
  return { records: [{ id, organisation, service, accessVersion: 0 }], decisions }
}
