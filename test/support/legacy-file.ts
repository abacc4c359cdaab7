import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { promisify } from 'node:util'
import type postgres from 'postgres'
import { openDemoDatabase } from '@throughcare/gateway/demo-database'
import type { Figure } from '@throughcare/gateway/evidence'
import { importInto } from '@throughcare/gateway/importers'
import { openClient } from '@throughcare/kit/db'
import { recordIdOf } from '@throughcare/kit/ids'
import type { ImportReport } from '@throughcare/kit/import-report'
import type { Service } from '@throughcare/kit/principal'

export type LegacyFields = Record<string, string>

/** A row that breaks one rule: its fields, the column that is told, and words of the rule. */
export type LegacyFault = { fields: LegacyFields; column: string; reason: string }

/** What another system's extract is made of, in our own words; `mapping` says how that system writes them. */
export type LegacyFile = {
  room: 'liaison-diversion' | 'reconnect'
  service: Service
  columns: readonly string[]
  mapping: { columns: Record<string, string>; codes: Record<string, Record<string, string>> }
  /** A row with the whole pathway, and one with what most rows tell. */
  whole: LegacyFields
  usual: LegacyFields
  /** As at noon on 1 June 2026. */
  faults: readonly LegacyFault[]
  /** Has the room know the people of the rows as `people` would tell of them, but for who may read them. */
  know(sql: postgres.Sql, recordIds: readonly string[]): Promise<unknown>
  /** What the rows tell, in a sentence. */
  about: string
}

const rows = 100_000
const fewer = 20_000
const planted = 1_000
const leastPerSecond = 3_000
// A file five times as long may take a tenth more.
const mostGrowth = 1.1

/** The figures of taking an extract in: how fast, in how much memory, and what is refused. */
export function legacyFigures(file: LegacyFile, names: { speed: string; faults: string }): Figure[] {
  return [
    {
      name: names.speed,
      target: `≥ ${inEnglish(leastPerSecond)} rows a second, memory that does not grow with the file`,
      measure: () => onGround(file, (ground) => measureSpeed(file, ground))
    },
    {
      name: names.faults,
      target: `${inEnglish(planted)} rejected with the right reason, nothing else lost`,
      measure: () => onGround(file, (ground) => measureFaults(file, ground))
    }
  ]
}

type Ground = { folder: string; url: string; sql: postgres.Sql }
type Measured = Awaited<ReturnType<Figure['measure']>>

/** A database in which the room knows the people of the rows, as durable as PostgreSQL makes it. */
async function onGround<T>(file: LegacyFile, work: (ground: Ground) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-legacy-'))
  await chmod(folder, 0o755)
  const { url, cluster } = await openDemoDatabase(folder)
  const sql = openClient(url)
  try {
    await writeFile(join(folder, 'mapping.json'), JSON.stringify(file.mapping))
    const ids = Array.from({ length: rows }, (_, number) => recordIdOf('legacy', `C${number}`))
    await file.know(sql, ids)
    await sql`insert into ${sql(schemaOf(file))}.record_access (record_id, audience, level, service, version)
      select id, ${`team:RW5/${file.service}`}, 'read', ${file.service}, 1 from unnest(${ids}::uuid[]) as id`
    await sql`analyze`
    return await work({ folder, url, sql })
  } finally {
    await sql.end()
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureSpeed(file: LegacyFile, ground: Ground): Promise<Measured> {
  const take = async (name: string, count: number) => {
    const path = join(ground.folder, `${name}.csv`)
    await write(file, path, { prefix: name, count, fields: (number) => (number % 4 === 0 ? file.whole : file.usual) })
    return takeIn(file, ground, path)
  }
  const before = await take('short', fewer)
  const all = await take('long', rows)
  const perSecond = Math.round(all.added / all.seconds)
  const growth = all.peakMegabytes / before.peakMegabytes
  const memory = `${before.peakMegabytes} MB at most for ${inEnglish(fewer)} rows, ${all.peakMegabytes} MB for ${inEnglish(rows)}`
  return {
    value: `${inEnglish(perSecond)} rows a second, memory × ${growth.toFixed(2)}`,
    met: before.added === fewer && all.added === rows && perSecond >= leastPerSecond && growth <= mostGrowth,
    detail: `${memory}; another system's rows by a mapping file, ${file.about}; PostgreSQL's own durability; load ${loadavg()[0]?.toFixed(1)}`
  }
}

/** The faults, evenly spread, between rows that most files have. */
async function measureFaults(file: LegacyFile, { folder, url, sql }: Ground): Promise<Measured> {
  const path = join(folder, 'faults.csv')
  const apart = rows / planted
  const faultAt = (number: number) => (number % apart === 7 ? file.faults[Math.floor(number / apart) % file.faults.length] : undefined)
  const sound = (number: number) => (number % 4 === 0 ? file.whole : file.usual)
  await write(file, path, { prefix: 'fault', count: rows, fields: (number) => faultAt(number)?.fields ?? sound(number) })
  const clock = { now: () => new Date('2026-06-01T12:00:00Z') }
  const { added } = await importInto(file.room, { url, path, mapping: file.mapping, clock })
  const told = (await readFile(`${path}.rejected.csv`, 'utf8')).split('\n').slice(1, -1)
  const wrong = told.filter((line) => {
    // The first row of the file stands in its second line.
    const fault = faultAt(Number(line.split(',')[0]) - 2)
    return !fault || line.split(',')[1] !== fault.column || !line.includes(fault.reason)
  })
  const [{ standing } = { standing: 0 }] = await sql<{ standing: number }[]>`select count(*)::int as standing from ${sql(schemaOf(file))}.episode`
  const spread = `${inEnglish(planted)} faults of ${file.faults.length} kinds, evenly spread over ${inEnglish(rows)} rows; ${inEnglish(standing)} episodes stand`
  return {
    value: `${inEnglish(told.length - wrong.length)} of ${inEnglish(told.length)} rejected with the right reason; ${inEnglish(added)} taken`,
    met: told.length === planted && wrong.length === 0 && added === rows - planted && standing === added,
    detail: [spread, ...new Set(wrong.map((line) => line.slice(line.indexOf(',') + 1)))].slice(0, 6).join('; ')
  }
}

type Rows = { prefix: string; count: number; fields(number: number): LegacyFields }

/** Writes rows down as the other system would: its own columns, its own codes. */
async function write({ columns, mapping }: LegacyFile, path: string, { prefix, count, fields }: Rows): Promise<void> {
  const out = createWriteStream(path)
  const codes = Object.entries(mapping.codes).map(([column, list]) => [column, new Map(Object.entries(list).map(([theirs, ours]) => [ours, theirs]))] as const)
  const theirs = new Map(codes)
  out.write(`${columns.map((column) => mapping.columns[column] ?? column).join(',')}\n`)
  for (let number = 0; number < count; number += 1) {
    const row: LegacyFields = { ...fields(number), episode_key: `${prefix}${number}`, source_key: `C${number}` }
    const text = columns.map((column) => theirs.get(column)?.get(row[column] ?? '') ?? row[column] ?? '')
    if (!out.write(`${text.join(',')}\n`)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
}

/** As whoever brings a file would. */
async function takeIn({ room }: LegacyFile, { folder, url }: Ground, path: string): Promise<ImportReport & { peakMegabytes: number }> {
  const given = [room, path, '--json', '--mapping', join(folder, 'mapping.json')]
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'import', '--', ...given], { env: { ...process.env, DATABASE_URL: url } })
  return JSON.parse(stdout) as ImportReport & { peakMegabytes: number }
}

function schemaOf({ room }: LegacyFile): string {
  return room.replaceAll('-', '_')
}

function inEnglish(count: number): string {
  return count.toLocaleString('en-GB')
}
