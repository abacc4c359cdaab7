import DataLoader from 'dataloader'
import { inKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import type { IdentityRecordRow } from '../identity-record/identity-record.store.ts'
import { byAge, type PersonView } from './person.rules.ts'
import { findLinkedByPerson, findLinkedByRecord, type LinkedRecord } from './person.store.ts'

/** Persons out of their linked records; a person of whom no record is readable is not there. */
export function toPersons(rows: readonly LinkedRecord[]): PersonView[] {
  return [...Map.groupBy(rows, (row) => row.personId)].flatMap(([id, linked]) => {
    const [first, ...others] = linked.flatMap((row) => row.record ?? []).sort(byAge)
    if (!first) return []
    const records: [IdentityRecordRow, ...IdentityRecordRow[]] = [first, ...others]
    return [{ id, recordIds: linked.map((row) => row.recordId), records, releasedRecordIds: records.map((record) => record.id) }]
  })
}

export function createPersonLoaders(db: Database) {
  return {
    person: new DataLoader<string, PersonView | null>(async (ids) => inKeyOrder(ids, toPersons(await findLinkedByPerson(db, ids)), (person) => person.id)),

    personOfRecord: new DataLoader<string, PersonView | null>(async (recordIds) => {
      const persons = toPersons(await findLinkedByRecord(db, recordIds))
      const byRecord = new Map(persons.flatMap((person) => person.recordIds.map((recordId) => [recordId, person])))
      return recordIds.map((recordId) => byRecord.get(recordId) ?? null)
    })
  }
}
