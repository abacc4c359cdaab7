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
  const isWanted = (one: number, other: number) => lastOf.length === 1 || one <= lastOfFirst !== other <= lastOfFirst
  let found = 0
  let next = findChunk(db, 1, isWanted)
  for (let first = 1; first <= last; first += recordsAtOnce) {
    const { identities, pairs } = await next
    // The database looks for the next records' candidates while these are weighed.
    next = first + recordsAtOnce <= last ? findChunk(db, first + recordsAtOnce, isWanted) : Promise.resolve({ identities: new Map(), pairs: [] })
    const weighed = pairs.flatMap(({ one, other }) => {
      const [earlier, later] = [identities.get(one), identities.get(other)]
      return earlier && later ? [{ one, other, weight: compareIdentities(earlier, later, population).weight }] : []
    })
    found += await insertPairs(db, weighed)
  }
  return found
}

async function findChunk(db: Database, first: number, isWanted: (one: number, other: number) => boolean): Promise<Chunk> {
  const identities = new Map<number, ComparableIdentity>()
  const keep = (records: Awaited<ReturnType<typeof findRecords>>) => {
    for (const { number, comparable } of records) identities.set(number, JSON.parse(comparable) as ComparableIdentity)
  }
  keep(await findRecordsFrom(db, first, recordsAtOnce))
  const keys = [...identities].flatMap(([number, identity]) => keysOf(number, identity))
  // A record has only so many candidates, so that one of two may find the other and not be found by it: a pair is taken from either.
  const found = (await findCandidates(db, keys)).map(({ recordId, otherId }) => [numberOf(recordId), numberOf(otherId)] as const)
  const wanted = found.filter(([one, other]) => isWanted(one, other)).map(([one, other]) => ({ one: Math.min(one, other), other: Math.max(one, other) }))
  const pairs = [...new Map(wanted.map((pair) => [`${pair.one} ${pair.other}`, pair])).values()]
  keep(
    await findRecords(
      db,
      [...new Set(pairs.flatMap(({ one, other }) => [one, other]))].filter((number) => !identities.has(number))
    )
  )
  return { identities, pairs }
}
