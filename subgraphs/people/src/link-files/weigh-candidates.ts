import type { Database } from '@throughcare/kit/db'
import { compareIdentities } from '../link/compare.rules.ts'
import type { ComparableIdentity } from '../link/identity.rules.ts'
import { findCandidates } from '../link/match-key.store.ts'
import { findRecords, findRecordsFrom, insertPairs } from './file-linking.store.ts'
import { keysOf, numberOf, type Loaded } from './load-records.ts'

const recordsAtOnce = 500

type Chunk = { identities: Map<number, ComparableIdentity>; pairs: { one: number; other: number }[] }

/** Finds the candidates of all records and weighs each pair once; with two files only across them. Answers how many pairs there are. */
export async function weighCandidates(db: Database, { lastOf, population }: Loaded): Promise<number> {
  const [lastOfFirst = 0, last = lastOfFirst] = lastOf
  const start = lastOf.length > 1 ? lastOfFirst + 1 : 1
  // Each pair is found from both its records, and weighed with the later one.
  const isEarlier = (one: number, other: number) => one < other && (lastOf.length === 1 || one <= lastOfFirst)
  let found = 0
  let next = findChunk(db, start, isEarlier)
  for (let first = start; first <= last; first += recordsAtOnce) {
    const { identities, pairs } = await next
    // The database looks for the next records' candidates while these are weighed.
    next = first + recordsAtOnce <= last ? findChunk(db, first + recordsAtOnce, isEarlier) : Promise.resolve({ identities: new Map(), pairs: [] })
    const weighed = pairs.flatMap(({ one, other }) => {
      const [earlier, later] = [identities.get(one), identities.get(other)]
      return earlier && later ? [{ one, other, weight: compareIdentities(earlier, later, population).weight }] : []
    })
    found += weighed.length
    await insertPairs(db, weighed)
  }
  return found
}

async function findChunk(db: Database, first: number, isEarlier: (one: number, other: number) => boolean): Promise<Chunk> {
  const identities = new Map<number, ComparableIdentity>()
  const keep = (records: Awaited<ReturnType<typeof findRecords>>) => {
    for (const { number, comparable } of records) identities.set(number, JSON.parse(comparable) as ComparableIdentity)
  }
  keep(await findRecordsFrom(db, first, recordsAtOnce))
  const keys = [...identities].flatMap(([number, identity]) => keysOf(number, identity))
  const found = (await findCandidates(db, keys)).map(({ recordId, otherId }) => ({ one: numberOf(otherId), other: numberOf(recordId) }))
  const pairs = found.filter(({ one, other }) => isEarlier(one, other))
  keep(
    await findRecords(
      db,
      [...new Set(pairs.map(({ one }) => one))].filter((number) => !identities.has(number))
    )
  )
  return { identities, pairs }
}
