import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { openDemoDatabase } from '@throughcare/gateway/demo-database'
import { importInto } from '@throughcare/gateway/importers'
import type { Figure } from '@throughcare/gateway/evidence'
import { recordIdOf } from '@throughcare/kit/ids'
import type { ImportReport } from '@throughcare/kit/import-report'
import { episodeFaults, wholeFields, type EpisodeFault } from '../support/episode-faults.ts'

const rows = 100_000
const fewer = 20_000
const faults = 1_000
const leastPerSecond = 3_000
// A file five times as long may take a tenth more.
const mostGrowth = 1.1
const about =
  "another system's rows by a mapping file, one in four with 21 steps (assessments, contacts, reports, an adult, decisions), the others with 5; PostgreSQL's own durability"

// Another system's names for what it has: the extract is taken in as it comes.
const theirs = { episode_key: 'Ref', source_key: 'Client', setting: 'Seen at', facility: 'Site', closure_reason: 'Ended because' }
const mapping = {
  columns: theirs,
  codes: {
    setting: { cells: 'POLICE_CUSTODY', 'crown ct': 'CROWN_COURT', shop: 'SHOP' },
    closure_reason: { done: 'COMPLETED', '': '', deceased: 'DIED' },
    source_system: { '': 'legacy' }
  }
}
const theirCodes: Record<string, string> = { POLICE_CUSTODY: 'cells', CROWN_COURT: 'crown ct', SHOP: 'shop', COMPLETED: 'done', DIED: 'deceased' }
const columns = [
  ...['episode_key', 'source_key', 'facility', 'setting', 'source', 'received_at', 'not_seen_reason'],
  ...['is_looked_after', 'child_protection_plan', 'is_youth_court_case', ...Object.keys(wholeFields)]
]
/** What most rows tell: a screening, a need, a contact and a closing. */
const { screened_at, screening_outcome, screening_risk, closed_at, closure_reason } = wholeFields
const usual = {
  ...{ screened_at, screening_outcome, screening_risk, closed_at, closure_reason, needs: 'housing:REFERRED' },
  contacts: '2026-05-03T10:00:00Z/TELEPHONE/ON_TIME/OTHER'
}
const plain = { facility: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', received_at: '2026-05-01T09:00:00Z' }

type Measured = ImportReport & { peakMegabytes: number }
type Ground = { folder: string; url: string; sql: postgres.Sql; close(): Promise<void> }

let ground: Promise<Ground> | undefined

async function prepare(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-legacy-'))
  await chmod(folder, 0o755)
  const { url, cluster } = await openDemoDatabase(folder)
  const address = new URL(url)
  const host = address.searchParams.get('host') ?? ''
  address.searchParams.delete('host')
  const sql = postgres(address.href, { host, max: 1, onnotice: () => {} })
  await writeFile(join(folder, 'mapping.json'), JSON.stringify(mapping))
  // The people whose episodes they are, as the room would have heard of them.
  const ids = Array.from({ length: rows }, (_, number) => recordIdOf('legacy', `C${number}`))
  await sql`insert into liaison_diversion.known_record (record_id, born_on) select id, date '1990-02-28' from unnest(${ids}::uuid[]) as id`
  await sql`insert into liaison_diversion.record_access (record_id, audience, level, service, version)
    select id, 'team:RW5/LIAISON_DIVERSION', 'read', 'LIAISON_DIVERSION', 1 from unnest(${ids}::uuid[]) as id`
  await sql`analyze`
  const close = async () => {
    await sql.end()
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { folder, url, sql, close }
}

/** A file of that many rows, `planted` of them with a fault each, evenly spread; answers the line of each fault. */
async function write(path: string, prefix: string, { count, planted = 0 }: { count: number; planted?: number }): Promise<Map<number, EpisodeFault>> {
  const out = createWriteStream(path)
  const faulty = new Map<number, EpisodeFault>()
  out.write(`${columns.map((column) => theirs[column as keyof typeof theirs] ?? column).join(',')}\n`)
  for (let number = 0; number < count; number += 1) {
    const place = planted > 0 && number % Math.floor(count / planted) === 7 ? Math.floor(number / Math.floor(count / planted)) : -1
    const fault = place >= 0 && place < planted ? episodeFaults[place % episodeFaults.length] : undefined
    if (fault) faulty.set(number + 2, fault)
    const fields: Record<string, string> = {
      ...plain,
      ...(fault ? fault.changes : number % 4 === 0 ? wholeFields : usual),
      episode_key: `${prefix}${number}`,
      source_key: `C${number}`
    }
    const text = columns.map((column) => theirCodes[fields[column] ?? ''] ?? fields[column] ?? '')
    if (!out.write(`${text.join(',')}\n`)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
  return faulty
}

async function take({ folder, url }: Ground, path: string): Promise<Measured> {
  const given = ['liaison-diversion', path, '--json', '--mapping', join(folder, 'mapping.json')]
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'import', '--', ...given], { env: { ...process.env, DATABASE_URL: url } })
  return JSON.parse(stdout) as Measured
}

async function measureSpeed(): Promise<{ value: string; met: boolean; detail: string }> {
  const at = await (ground ??= prepare())
  const [short, long] = [join(at.folder, 'short.csv'), join(at.folder, 'long.csv')]
  await write(short, 'S', { count: fewer })
  await write(long, 'L', { count: rows })
  const before = await take(at, short)
  const all = await take(at, long)
  const perSecond = Math.round(all.added / all.seconds)
  const growth = all.peakMegabytes / before.peakMegabytes
  const memory = `${before.peakMegabytes} MB at most for ${fewer.toLocaleString('en-GB')} rows, ${all.peakMegabytes} MB for ${rows.toLocaleString('en-GB')}`
  return {
    value: `${perSecond.toLocaleString('en-GB')} rows a second, memory × ${growth.toFixed(2)}`,
    met: all.added === rows && perSecond >= leastPerSecond && growth <= mostGrowth,
    detail: `${memory}; ${about}; load ${loadavg()[0]?.toFixed(1)}`
  }
}

async function measureFaults(): Promise<{ value: string; met: boolean; detail: string }> {
  const at = await (ground ??= prepare())
  const path = join(at.folder, 'faults.csv')
  const planted = await write(path, 'F', { count: rows, planted: faults })
  // At noon on 1 June 2026, of which the faults speak.
  const clock = { now: () => new Date('2026-06-01T12:00:00Z') }
  const { added } = await importInto('liaison-diversion', { url: at.url, path, mapping, clock })
  const told = (await readFile(`${path}.rejected.csv`, 'utf8')).split('\n').slice(1, -1)
  const right = told.filter((line) => {
    const fault = planted.get(Number(line.split(',')[0]))
    return fault && line.split(',')[1] === fault.column && line.includes(fault.reason)
  }).length
  const [{ standing } = { standing: 0 }] = await at.sql<{ standing: number }[]>`select count(*)::int as standing from liaison_diversion.episode`
  await at.close()
  const isWhole = told.length === faults && right === faults && added === rows - faults
  return {
    value: `${right.toLocaleString('en-GB')} of ${told.length.toLocaleString('en-GB')} rejected with the right reason; ${added.toLocaleString('en-GB')} taken`,
    met: isWhole,
    detail: `${faults.toLocaleString('en-GB')} faults of ${episodeFaults.length} kinds, evenly spread over ${rows.toLocaleString('en-GB')} rows; ${standing.toLocaleString('en-GB')} episodes stand`
  }
}

export const figures: Figure[] = [
  {
    name: 'Taking in legacy episodes with all that happened in them',
    target: `≥ ${leastPerSecond.toLocaleString('en-GB')} rows a second, memory that does not grow with the file`,
    measure: measureSpeed
  },
  {
    name: 'Planted faults in a legacy file',
    target: `${faults.toLocaleString('en-GB')} rejected with the right reason, nothing else lost`,
    measure: measureFaults
  }
]
