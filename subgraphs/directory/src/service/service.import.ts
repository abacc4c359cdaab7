import { randomUUID } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { systemClock, type Clock } from '@throughcare/kit/clock'
import { ConfigurationFault } from '@throughcare/kit/config'
import { asImporter, importerOf, type Transact } from '../importer-rows.ts'
import { findNeeds } from '../need/need.store.ts'
import { findAllPlaces } from '../place/place.store.ts'
import { readJsonFeed, readJsonLine } from './feed-json.rules.ts'
import { fileNames, readTabularFeed, type TableName, type TableRow, type Tables } from './feed-tabular.rules.ts'
import { cleanEntry, plainText, whyNotWithdraw, type FeedEntry, type NeedTerms, type Remark } from './service-import.rules.ts'
import { findListedOfFeed } from './service.store.ts'
import { serviceIdOf, toCandidate, withdrawServices, writeEntries, type Candidate, type Writing } from './write-entries.ts'

export type DirectoryImport = {
  /** A JSON or ndjson file, or a folder of CSV files. */
  path: string
  url: string
  /** The feed's name; that of the file or folder if left out. Ids and withdrawals are within one feed. */
  feed?: string
  dryRun?: boolean
  /** Told after every chunk how many entries are done. */
  report?: (done: number, total: number) => void
  clock?: Clock
}

export type ImportOutcome = {
  read: number
  added: number
  changed: number
  unchanged: number
  withdrawn: number
  rejected: Remark[]
  warnings: Remark[]
}

const chunkSize = 200

/** Takes a directory feed in: ORUK 3.0 or HSDS 3.x JSON, or a folder of HSDS 1.1 CSV. The same feed again changes nothing. */
export async function importDirectory(options: DirectoryImport): Promise<ImportOutcome> {
  const { path, url, report, dryRun: isDryRun = false, clock = systemClock } = options
  const feed = options.feed ?? basename(path, extname(path))
  const { entries, isWhole } = await readFeed(path)
  const principal = importerOf('directory')
  return asImporter(url, principal, async (transact) => {
    const [needs, places] = await transact(async (tx) => [await findNeeds(tx), await findAllPlaces(tx)] as const)
    const writing: Writing = { feed, principal, clock, requestId: randomUUID(), places, isDryRun }
    const { candidates, present, outcome } = prepare(feed, entries, needs)
    for (let start = 0; start < candidates.length; start += chunkSize) {
      const chunk = candidates.slice(start, start + chunkSize)
      const written = await transact((tx) => writeEntries(tx, writing, chunk))
      for (const count of ['added', 'changed', 'unchanged'] as const) outcome[count] += written[count]
      outcome.rejected.push(...written.rejected)
      outcome.warnings.push(...written.warnings)
      report?.(start + chunk.length, candidates.length)
    }
    if (isWhole) await withdrawMissing(transact, writing, { present, outcome })
    return outcome
  })
}

function prepare(feed: string, entries: readonly (FeedEntry | null)[], needs: NeedTerms) {
  const outcome: ImportOutcome = { read: entries.length, added: 0, changed: 0, unchanged: 0, withdrawn: 0, rejected: [], warnings: [] }
  const candidates = new Map<string, Candidate>()
  const present = new Set<string>()
  entries.forEach((entry, index) => {
    if (!entry) return void outcome.rejected.push({ line: index + 1, field: '', reason: 'This is no service.' })
    const ownId = plainText(entry.id)
    if (ownId !== null) present.add(serviceIdOf(feed, ownId))
    const cleaned = cleanEntry(entry, needs)
    if ('fault' in cleaned) return void outcome.rejected.push(cleaned.fault)
    const { clean } = cleaned
    const sourceId = ownId ?? `${clean.name}\n${clean.organisation?.name ?? ''}`
    const candidate = toCandidate(feed, entry.line, { sourceId, clean })
    if (candidates.has(candidate.id))
      return void outcome.rejected.push({ line: entry.line, field: 'id', reason: 'The feed has a service of this id already, further up.' })
    candidates.set(candidate.id, candidate)
    present.add(candidate.id)
    outcome.warnings.push(...cleaned.warnings)
  })
  return { candidates: [...candidates.values()], present, outcome }
}

/** Withdraws what the feed listed and no longer does. An entry that was refused this time is listed still. */
async function withdrawMissing(transact: Transact, writing: Writing, { present, outcome }: { present: ReadonlySet<string>; outcome: ImportOutcome }) {
  const listed = await transact((tx) => findListedOfFeed(tx, writing.feed))
  const missing = listed.filter(({ id, isKeptHere }) => !present.has(id) && !isKeptHere).map(({ id }) => id)
  const whyNot = missing.length > 0 ? whyNotWithdraw(listed.length, missing.length) : null
  if (whyNot) return void outcome.warnings.push({ line: 0, field: '', reason: whyNot })
  for (let start = 0; start < missing.length; start += chunkSize) {
    const chunk = missing.slice(start, start + chunkSize)
    outcome.withdrawn += writing.isDryRun ? chunk.length : await transact((tx) => withdrawServices(tx, writing, chunk))
  }
}

async function readFeed(path: string): Promise<{ entries: (FeedEntry | null)[]; isWhole: boolean }> {
  const found = await stat(path).catch(() => null)
  if (!found) throw new ConfigurationFault('There is no file or folder of that name to import.')
  if (found.isDirectory()) return { entries: readTabularFeed(await readTables(path)), isWhole: true }
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  if (!/\.(ndjson|jsonl)$/i.test(path)) return readJsonFeed(parseJson(text) ?? fail())
  const lines = text.split('\n').flatMap((line, index) => (line.trim() ? [readJsonLine(parseJson(line), index + 1)] : []))
  return { entries: lines, isWhole: true }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

function fail(): never {
  throw new ConfigurationFault('The file is not JSON. A feed of one service a line must end in .ndjson.')
}

async function readTables(folder: string): Promise<Tables> {
  const files = await readdir(folder)
  const tables: Tables = {}
  for (const [name, stems] of Object.entries(fileNames) as [TableName, readonly string[]][]) {
    const file = files.find((candidate) => stems.some((stem) => candidate.toLowerCase() === `${stem}.csv`))
    if (file) tables[name] = readTable(await readFile(join(folder, file)))
  }
  if (!tables.services) throw new ConfigurationFault('The folder holds no services.csv.')
  return tables
}

/** Tolerant on purpose: byte order marks, stray quotes and rows of uneven length are usual in real feeds. */
function readTable(content: Buffer): TableRow[] {
  const header = (names: string[]) => names.map((name) => name.trim().toLowerCase())
  const options = { bom: true, columns: header, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true } as const
  const rows = parse(content, options) as unknown as { info: { lines: number }; record: Record<string, string> }[]
  return rows.map(({ info, record }) => ({ line: info.lines, values: record }))
}
