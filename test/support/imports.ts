import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importInto, type PersonalRoom } from '@throughcare/gateway/importers'
import type { Clock } from '@throughcare/kit/clock'
import type { ImportOptions } from '@throughcare/kit/import'
import type { ImportReport } from '@throughcare/kit/import-report'
import type { Service } from '@throughcare/kit/principal'
import { cloneDatabase } from './database.ts'

export type Taking = Partial<Omit<ImportOptions, 'path'>> & { service?: Service; clock?: Clock }

/** A database of its own, and a folder for files that are taken into it. */
export type TestImport = {
  url: string
  folder: string
  /** Takes a file in. `rejected` is the text of the list of rejected rows, or null where there is none. */
  take(room: PersonalRoom, text: string | Buffer, taking?: Taking): Promise<{ report: ImportReport; rejected: string | null }>
  rows<Row extends object>(query: string, ...values: unknown[]): Promise<Row[]>
  /** How many rows each table of every room holds. */
  count(): Promise<Record<string, number>>
  close(): Promise<void>
}

export async function openTestImport(): Promise<TestImport> {
  const database = await cloneDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-import-'))
  return {
    url: database.url,
    folder,
    rows: database.rows,
    async take(room, text, taking = {}) {
      const path = join(folder, `${room}.csv`)
      await writeFile(path, text)
      const report = await importInto(room, { url: database.url, path, patienceMilliseconds: 0, ...taking })
      return { report, rejected: await readFile(`${path}.rejected.csv`, 'utf8').catch(() => null) }
    },
    async count() {
      const tables = await database.rows<{ name: string }>(`select schemaname || '.' || tablename as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema', 'migrations') order by 1`)
      const counts: Record<string, number> = {}
      for (const { name } of tables) counts[name] = (await database.rows<{ count: number }>(`select count(*)::int as count from ${name}`))[0]?.count ?? 0
      return counts
    },
    async close() {
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    }
  }
}

/** A CSV file out of rows that name the columns they fill. */
export function toCsv(rows: readonly Record<string, string>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map((values) => `${values.join(',')}\n`).join('')
}

type SourceKeys = { source_system: string; source_key: string }

const peopleAtOnce = 40

/** The keys of somebody whom a service has recorded, another one each time. A file of people takes as long to take in as one person does. */
export function openPeople(imports: TestImport, taking: Taking): () => Promise<SourceKeys> {
  let waiting: Record<string, string>[] = []
  return async () => {
    if (waiting.length === 0) {
      waiting = Array.from({ length: peopleAtOnce }, () => personRow())
      await imports.take('people', toCsv(waiting), taking)
    }
    const { source_system = '', source_key = '' } = waiting.pop() ?? {}
    return { source_system, source_key }
  }
}

let people = 0

/** A row of a people file about somebody new. */
export function personRow(changes: Record<string, string> = {}): Record<string, string> {
  people += 1
  return {
    source_system: 'custody-test',
    source_key: `K${people}`,
    given_name: 'Testina',
    family_name: 'Samplewood',
    birth_date: '1990-02-28',
    sex: 'F',
    ...changes
  }
}
