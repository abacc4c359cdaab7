import { ConfigurationFault } from '@throughcare/kit/config'
import type { Database } from '@throughcare/kit/db'
import { blockingKeys, isEnough } from '../link/blocking.rules.ts'
import { normaliseIdentity, type ComparableIdentity } from '../link/identity.rules.ts'
import { sharesOf, type Population, type RarityField } from '../link/linkage-model.rules.ts'
import type { ColumnMap } from './columns.rules.ts'
import { putKeys, type RecordKey } from '../link/match-key.store.ts'
import { findRepeatedId, insertRecords, type StoredRecord } from './file-linking.store.ts'
import { readRecords } from './read-records.ts'

/** What was loaded: the records are numbered from 1 on, file after file. `lastOf`: the last number of each file. */
export type Loaded = { lastOf: number[]; population: Population }

const rowsAtOnce = 1_000

/** Takes the records of one or two files into the database, with the keys they are found by, and counts how common their values are. */
export async function loadRecords(
  db: Database,
  paths: readonly string[],
  { map, onNote }: { map: ColumnMap; onNote: (note: string) => void }
): Promise<Loaded> {
  const counts = new Map<RarityField, Map<string, number>>(
    (['givenName', 'familyName', 'postcode', 'town'] as const).map((field) => [field, new Map<string, number>()])
  )
  const lastOf: number[] = []
  let number = 0
  for (const path of paths) {
    const first = number + 1
    let rows: StoredRecord[] = []
    let keys: RecordKey[] = []
    const flush = async () => {
      const [someRows, someKeys] = [rows, keys]
      rows = []
      keys = []
      await Promise.all([insertRecords(db, someRows), putKeys(db, someKeys, { organisation: 'file', retentionClass: 'operational' })])
    }
    const onMissing = (columns: string[]) => onNote(`${path} has no column ${columns.map((name) => `"${name}"`).join(', ')}: missing evidence.`)
    let isGarbled = false
    for await (const { line, given, isUtf8 } of readRecords(path, map, onMissing)) {
      number += 1
      if (!isUtf8 && !isGarbled) onNote(`${path} line ${line} is not in UTF-8, so its names may not be known again. Save the file as CSV in UTF-8.`)
      isGarbled ||= !isUtf8
      const comparable = normaliseIdentity({ ...given, id: String(number) })
      count(counts, comparable)
      rows.push({ number, id: given.id, line, comparable: JSON.stringify(comparable) })
      keys.push(...keysOf(number, comparable))
      if (rows.length === rowsAtOnce) await flush()
    }
    await flush()
    await refuseRepeatedId(db, path, [first, number])
    lastOf.push(number)
  }
  return { lastOf, population: { people: mostRecords(lastOf), shareOf: sharesOf(counts) } }
}

/** The keys by which a record is found. */
export function keysOf(number: number, comparable: ComparableIdentity): RecordKey[] {
  return blockingKeys(comparable).map((key) => ({ recordId: recordIdOf(number), key, isEnough: isEnough(key) }))
}

/** A record's number as the room's tables name records. */
function recordIdOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
}

/** The number of a record that the room's tables name so. */
export function numberOf(recordId: string): number {
  return Number.parseInt(recordId.slice(-12), 16)
}

async function refuseRepeatedId(db: Database, path: string, [first, last]: [number, number]): Promise<void> {
  const line = await findRepeatedId(db, first, last)
  if (line !== null) throw new ConfigurationFault(`${path} line ${line}: an earlier row has the same id. Every record needs one of its own.`)
}

// Two records of different files are one person once in as many as the larger file holds.
function mostRecords(lastOf: readonly number[]): number {
  return Math.max(...lastOf.map((last, at) => last - (lastOf[at - 1] ?? 0)))
}

function count(counts: ReadonlyMap<RarityField, Map<string, number>>, { names, postcodes, towns }: ComparableIdentity): void {
  const add = (field: RarityField, value: string) => {
    const values = counts.get(field)
    if (values && value !== '') values.set(value, (values.get(value) ?? 0) + 1)
  }
  for (const { first, family } of names) {
    add('givenName', first)
    add('familyName', family)
  }
  for (const { value } of postcodes) add('postcode', value)
  for (const town of towns) add('town', town)
}
