import type { Clock } from '@throughcare/kit/clock'
import type { Database } from '@throughcare/kit/db'
import type { Principal } from '@throughcare/kit/principal'
import { record } from '../change.ts'
import { findNeeds, upsertNeeds, type NeedRow } from './need.store.ts'

type Facts = Omit<NeedRow, 'version'>
type Writing = { principal: Principal; clock: Clock; requestId: string }

/** Writes the need taxonomy as it is given and tells of each need that is new, was changed, or was never told of; what stands so is left alone. */
export async function writeNeeds(tx: Database, writing: Writing, given: readonly Facts[]): Promise<void> {
  const standing = new Map((await findNeeds(tx)).map((row) => [row.code, row]))
  const rows = given.flatMap((facts) => {
    const before = standing.get(facts.code)
    return before && before.version > 0 && isSame(before, facts) ? [] : [{ ...facts, version: (before?.version ?? 0) + 1 }]
  })
  if (rows.length === 0) return
  await upsertNeeds(tx, rows)
  await record(tx, writing, ...rows.map(needEvent))
}

function isSame(standing: NeedRow, facts: Facts): boolean {
  return Object.entries(facts).every(([field, value]) => String(standing[field as keyof Facts]) === String(value))
}

function needEvent({ code, version }: NeedRow) {
  return { type: 'directory.need-recorded' as const, subjectId: code, subjectVersion: version, recordId: null, payload: { needCode: code } }
}
