import DataLoader from 'dataloader'
import { groupedInKeyOrder, inKeyOrder } from '@throughcare/kit/batch'
import type { Database } from '@throughcare/kit/db'
import { byEvidence, type PersonView } from './person.rules.ts'
import {
  findIdentifiers,
  findLinkedByPerson,
  findLinkedByRecord,
  findPostcodes,
  findRecords,
  type IdentityRecordRow,
  type LinkedRecord
} from './person.store.ts'

/** Persons out of their linked records; a person of whom no record is readable is not there. */
export function toPersons(rows: readonly LinkedRecord[]): PersonView[] {
  const personIds = [...new Set(rows.map((row) => row.personId))]
  return personIds.flatMap((id) => {
    const linked = rows.filter((row) => row.personId === id)
    const [best, ...others] = linked.flatMap((row) => row.record ?? []).sort(byEvidence)
    if (!best) return []
    const records: [IdentityRecordRow, ...IdentityRecordRow[]] = [best, ...others]
    return [{ id, recordIds: linked.map((row) => row.recordId), records, releasedRecordIds: records.map((record) => record.id) }]
  })
}

export function createPersonLoaders(db: Database) {
  return {
    person: new DataLoader<string, PersonView | null>(async (ids) => inKeyOrder(ids, toPersons(await findLinkedByPerson(db, ids)), (person) => person.id)),

    personOfRecord: new DataLoader<string, PersonView | null>(async (recordIds) => {
      const persons = toPersons(await findLinkedByRecord(db, recordIds))
      return recordIds.map((recordId) => persons.find((person) => person.recordIds.includes(recordId)) ?? null)
    }),

    record: new DataLoader<string, IdentityRecordRow | null>(async (ids) => inKeyOrder(ids, await findRecords(db, ids), (record) => record.id)),

    identifiers: new DataLoader(async (recordIds: readonly string[]) =>
      groupedInKeyOrder(recordIds, await findIdentifiers(db, recordIds), (row) => row.recordId)
    ),

    postcode: new DataLoader(async (recordIds: readonly string[]) => inKeyOrder(recordIds, await findPostcodes(db, recordIds), (row) => row.recordId))
  }
}
