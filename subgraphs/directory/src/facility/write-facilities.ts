import type { Clock } from '@throughcare/kit/clock'
import type { Database } from '@throughcare/kit/db'
import type { Principal } from '@throughcare/kit/principal'
import { record } from '../change.ts'
import { findFacilities, upsertFacilities, type FacilityRow } from './facility.store.ts'

type Facts = Omit<FacilityRow, 'version'>
type Writing = { principal: Principal; clock: Clock; requestId: string }

/** Writes facilities as they are given and tells of each that is new, was changed, or was never told of; what stands so is left alone. */
export async function writeFacilities(tx: Database, writing: Writing, given: readonly Facts[]): Promise<void> {
  const ids = given.map(({ id }) => id)
  const standing = new Map((await findFacilities(tx, ids)).map((row) => [row.id, row]))
  const rows = given.flatMap((facts) => {
    const before = standing.get(facts.id)
    return before && before.version > 0 && isSame(before, facts) ? [] : [{ ...facts, version: (before?.version ?? 0) + 1 }]
  })
  if (rows.length === 0) return
  await upsertFacilities(tx, rows)
  await record(tx, writing, ...rows.map(facilityEvent))
}

function isSame(standing: FacilityRow, facts: Facts): boolean {
  return Object.entries(facts).every(([field, value]) => standing[field as keyof Facts] === value)
}

function facilityEvent({ id, version, kind, openFrom, closedOn }: FacilityRow) {
  const payload = { facilityId: id, kind, openFrom, closedOn }
  return { type: 'directory.facility-recorded' as const, subjectId: id, subjectVersion: version, recordId: null, payload }
}
