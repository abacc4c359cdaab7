import type { Database } from '@throughcare/kit/db'
import { decideLinks, decidePairs, type PairDecision } from '../link/decide-link.rules.ts'
import type { ComparableIdentity } from '../link/identity.rules.ts'
import { linkageModel, type Population } from '../link/linkage-model.rules.ts'
import type { ColumnMap } from './columns.rules.ts'
import { createTables, findPairsAfter, findPairsOf, findRecords, analyse, type StoredPair } from './file-linking.store.ts'
import { loadRecords } from './load-records.ts'
import { weighCandidates } from './weigh-candidates.ts'

/** One line of the answer: two records by their ids, as their files have them. */
export type LinkedPair = { idA: string; idB: string; weight: number; decision: PairDecision['decision'] }

export type FilesToLink = {
  /** One file, which is linked with itself, or two, which are linked with each other only. */
  paths: readonly string[]
  map: ColumnMap
  onPairs(pairs: LinkedPair[]): Promise<void>
  onNote(note: string): void
}

export type LinkSummary = { records: number; pairs: number } & Record<PairDecision['decision'], number>

const pairsAtOnce = 10_000
const recordsAtOnce = 2_000

/** Links files in an empty database: the blocking, the model and the decisions are those by which the room links its records. */
export async function linkFiles(db: Database, { paths, map, onPairs, onNote }: FilesToLink): Promise<LinkSummary> {
  await createTables(db)
  const loaded = await loadRecords(db, paths, { map, onNote })
  const records = loaded.lastOf.at(-1) ?? 0
  const pairs = await weighCandidates(db, loaded)
  await analyse(db)
  const personOf = await decidePersons(db, records, loaded.population)
  const summary = { records, pairs, link: 0, review: 0, apart: 0 }
  for await (const some of allPairs(db, Number.NEGATIVE_INFINITY)) {
    const ids = await idsOf(db, some)
    const decided = decideAmong(some, personOf)
    for (const { decision } of decided) summary[decision] += 1
    await onPairs(decided.map(({ one, other, weight, decision }) => ({ idA: ids.get(one) ?? '', idB: ids.get(other) ?? '', weight, decision })))
  }
  return summary
}

/** The person of each record, by the number of one of its records. */
async function decidePersons(db: Database, records: number, population: Population): Promise<Int32Array> {
  const personOf = Int32Array.from({ length: records + 1 }, (_, number) => number)
  for (const tangles of await findTangles(db, records)) {
    const numbers = tangles.flat()
    const stored = new Map((await findRecords(db, numbers)).map(({ number, comparable }) => [number, JSON.parse(comparable) as ComparableIdentity]))
    const pairs = Map.groupBy(await findPairsOf(db, numbers, linkageModel.thresholds.stay), ({ one }) => one)
    for (const tangle of tangles) {
      const { clusters } = decideLinks({
        records: tangle.flatMap((number) => stored.get(number) ?? []),
        pairs: tangle.flatMap((number) => pairs.get(number) ?? []).map(({ one, other, weight }) => ({ one: String(one), other: String(other), weight })),
        assertions: [],
        population
      })
      for (const cluster of clusters) for (const id of cluster) personOf[Number(id)] = Number(cluster[0])
    }
  }
  return personOf
}

/** Records that hang together, tangle by tangle, and so many tangles at a time as may lie in memory. */
async function findTangles(db: Database, records: number): Promise<number[][][]> {
  const parent = Int32Array.from({ length: records + 1 }, (_, number) => number)
  const rootOf = (number: number): number => {
    let root = number
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] ?? root] ?? root
      root = parent[root] ?? root
    }
    return root
  }
  for await (const pairs of allPairs(db, linkageModel.thresholds.stay)) for (const { one, other } of pairs) parent[rootOf(other)] = rootOf(one)
  const tangles = new Map<number, number[]>()
  for (let number = 1; number <= records; number += 1) {
    const root = rootOf(number)
    const tangle = tangles.get(root)
    if (tangle) tangle.push(number)
    else tangles.set(root, [number])
  }
  return inBatches([...tangles.values()].filter((tangle) => tangle.length > 1))
}

function inBatches(tangles: readonly number[][]): number[][][] {
  const batches: number[][][] = []
  let size = recordsAtOnce
  for (const tangle of tangles) {
    if (size >= recordsAtOnce) {
      batches.push([])
      size = 0
    }
    batches.at(-1)?.push(tangle)
    size += tangle.length
  }
  return batches
}

async function* allPairs(db: Database, least: number): AsyncGenerator<StoredPair[]> {
  let place: [number, number] = [0, 0]
  for (;;) {
    const pairs = await findPairsAfter(db, place, { least, count: pairsAtOnce })
    const last = pairs.at(-1)
    if (!last) return
    yield pairs
    place = [last.one, last.other]
  }
}

async function idsOf(db: Database, pairs: readonly StoredPair[]): Promise<Map<string, string>> {
  const numbers = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))]
  return new Map((await findRecords(db, numbers)).map(({ number, id }) => [String(number), id]))
}

function decideAmong(pairs: readonly StoredPair[], personOf: Int32Array): PairDecision[] {
  const numbers = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))]
  const clusters = [...Map.groupBy(numbers, (number) => personOf[number]).values()].map((ids) => ids.map(String))
  return decidePairs(
    { clusters, held: [] },
    pairs.map(({ one, other, weight }) => ({ one: String(one), other: String(other), weight })),
    []
  )
}
