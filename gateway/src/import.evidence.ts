import { execFile, spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openClient } from '@throughcare/kit/db'
import type { ImportReport } from '@throughcare/kit/import-report'
import { openDemoDatabase } from './demo-database.ts'
import { writeFeedTables } from './evidence-feed.ts'
import type { Figure } from './evidence.ts'
import { populationFiles, writePopulation } from './population/write-population.ts'

const rows = 100_000
// So many that RECONNECT, which meets about a quarter of them, has 100,000 episodes too.
const people = 420_000
const leastPerSecond = 5_000
const mostMegabytes = 300
// A million records in a quarter of an hour.
const leastLinkedPerSecond = 1_112
const program = fileURLToPath(new URL('./import.ts', import.meta.url))
const about = `${rows.toLocaleString('en-GB')} rows of the synthetic population, seed 1; a fresh database with PostgreSQL's own durability`

const feedFolder = 'feed'

/**
 * What every extract of episodes has: the episode from its referral to its closing. What else may stand in a row (each contact, assessment,
 * report, worker) brings up to four times as much; rows with all of it have figures of their own, beside the rooms' stories.
 */
const plainColumns: Partial<Record<File | typeof feedFolder, readonly string[]>> = {
  'liaison-diversion.csv': [
    ...['episode_key', 'source_system', 'source_key', 'facility', 'setting', 'source', 'received_at', 'screened_at', 'screening_outcome', 'screening_risk'],
    ...['not_seen_reason', 'not_seen_at', 'needs', 'outcome', 'outcome_at', 'closed_at', 'closure_reason']
  ],
  'reconnect.csv': [
    ...['episode_key', 'source_system', 'source_key', 'facility', 'source', 'referred_at', 'accepted_at', 'declined_at', 'decline_reason'],
    ...['planned_releases', 'released_on', 'slept_at', 'goals', 'goals_reviewed_at', 'extended_until', 'extension_reason', 'closed_at', 'closure_reason']
  ]
}

type Measured = Pick<ImportReport, 'added' | 'unchanged' | 'seconds' | 'afterwards'> & { peakMegabytes: number }
type Ground = { folder: string; url: string; feed: { rows: number; services: number }; taken: Map<string, Measured>; close(): Promise<void> }

let ground: Promise<Ground> | undefined

export const figures: Figure[] = [
  ...importing('people', 'people', 'people-liaison-diversion.csv'),
  {
    name: 'linking the people taken in',
    target: `≥ ${leastLinkedPerSecond.toLocaleString('en-GB')} records a second`,
    async measure() {
      const { taken } = await (ground ??= prepare())
      const { rows: linked, seconds } = taken.get('people')?.afterwards ?? { rows: 0, seconds: Number.POSITIVE_INFINITY }
      const perSecond = Math.round(linked / seconds)
      return { value: `${perSecond.toLocaleString('en-GB')} records a second`, met: linked === rows && perSecond >= leastLinkedPerSecond, detail: about }
    }
  },
  ...importing('Liaison & Diversion episodes', 'liaison-diversion', 'liaison-diversion.csv'),
  ...importing('RECONNECT episodes', 'reconnect', 'reconnect.csv'),
  ...importing('onward referrals', 'referrals', 'referrals-liaison-diversion.csv'),
  ...importing('a directory feed', 'directory', feedFolder),
  {
    name: 'an import killed half-way and run again',
    target: 'every row once, and a third run changes nothing',
    async measure() {
      const { folder, url, close } = await (ground ??= prepare())
      const again = await cut(folder, 'people-liaison-diversion.csv', { from: rows, to: rows + 20_000 })
      const killed = spawn(process.execPath, [program, ...argumentsOf('people', again)], { env: { ...process.env, DATABASE_URL: url }, stdio: 'ignore' })
      const client = openClient(url)
      const standing = await countRecords(client)
      while (killed.exitCode === null && (await countRecords(client)) < standing + 5_000) await pause(50)
      await client.end()
      killed.kill('SIGKILL')
      const second = await take(url, 'people', { file: again })
      const third = await take(url, 'people', { file: again })
      await close()
      const isWhole = second.added + second.unchanged === 20_000 && third.unchanged === 20_000
      return {
        value: isWhole ? 'held' : 'not held',
        met: isWhole && second.unchanged > 0 && second.added > 0,
        detail: `20,000 rows; ${second.unchanged} stood when it was killed, ${second.added} were added by the second run`
      }
    }
  }
]

async function countRecords(client: ReturnType<typeof openClient>): Promise<number> {
  const [row] = await client<[{ count: number }]>`select count(*)::int as count from people.identity_record`
  return row.count
}

type File = (typeof populationFiles)[keyof typeof populationFiles]

function importing(what: string, room: string, file: File | typeof feedFolder): Figure[] {
  const measured = async () => {
    const { folder, url, feed, taken } = await (ground ??= prepare())
    if (room === 'reconnect' && !taken.has(room))
      await take(url, 'people', { file: await cut(folder, 'people-reconnect.csv', { from: 0, to: rows }), service: 'reconnect' })
    const result = taken.get(room) ?? (await take(url, room, { file: await rowsOf(folder, file) }))
    taken.set(room, result)
    // A feed's rows come to services; those of the others are what they add.
    const [brought, wanted] = file === feedFolder ? [feed.rows, feed.services] : [rows, rows]
    if (result.added !== wanted) throw new Error(`Of ${wanted} ${what}, ${result.added} were added.`)
    const whole = plainColumns[file] ? `${about}; each from its referral to its closing` : about
    const detail =
      file === feedFolder ? `${brought.toLocaleString('en-GB')} rows of nine HSDS tables, which come to ${wanted.toLocaleString('en-GB')} services` : whole
    return { ...result, perSecond: Math.round(brought / result.seconds), detail }
  }
  return [
    {
      name: `taking in ${what}`,
      target: `≥ ${leastPerSecond.toLocaleString('en-GB')} rows a second`,
      async measure() {
        const { perSecond, detail } = await measured()
        return { value: `${perSecond.toLocaleString('en-GB')} rows a second`, met: perSecond >= leastPerSecond, detail }
      }
    },
    {
      name: `taking in ${what}, memory`,
      target: `≤ ${mostMegabytes} MB at most`,
      async measure() {
        const { peakMegabytes, detail } = await measured()
        return { value: `${peakMegabytes} MB`, met: peakMegabytes <= mostMegabytes, detail: `resident size of the import command; ${detail}` }
      }
    }
  ]
}

async function prepare(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-evidence-'))
  // Open to PostgreSQL's own user, so that the cluster lies in the folder and goes with it.
  await chmod(folder, 0o755)
  await writePopulation({ people, seed: 1, today: new Date().toISOString().slice(0, 10), folder })
  const feed = await writeFeedTables(join(folder, feedFolder), rows)
  const { url, cluster } = await openDemoDatabase(folder)
  const close = async () => {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { folder, url, feed, taken: new Map(), close }
}

function rowsOf(folder: string, file: File | typeof feedFolder): Promise<string> | string {
  if (file === feedFolder) return join(folder, file)
  // The people who are in have a fifth as many referrals as that, so each is sent five times.
  return cut(folder, file, file.startsWith('referrals') ? { from: 0, to: rows / 5, times: 5 } : { from: 0, to: rows })
}

/** The header and some of the rows of a file, their plain columns where it has such, as a file of its own; each so many times, under another key. */
async function cut(folder: string, file: File, { from, to, times = 1 }: { from: number; to: number; times?: number }): Promise<string> {
  const path = join(folder, `${from}-${file}`)
  const out = createWriteStream(path)
  let places: number[] | undefined
  for (let time = 0; time < times; time += 1) {
    let line = -1
    for await (const given of createInterface({ input: createReadStream(join(folder, file)) })) {
      if (line >= to) break
      // The population writes no quotes.
      const fields = given.split(',')
      places ??= plainColumns[file]?.map((column) => fields.indexOf(column)) ?? fields.map((_, place) => place)
      const text = places.map((place) => fields[place] ?? '').join()
      if (line >= from) out.write(`${time > 0 ? `${time}-` : ''}${text}\n`)
      else if (line === -1 && time === 0) out.write(`${text}\n`)
      line += 1
    }
  }
  out.end()
  await finished(out)
  return path
}

function argumentsOf(room: string, file: string, service = 'liaison-diversion'): string[] {
  return [room, file, '--json', ...(room === 'people' || room === 'referrals' ? ['--service', service] : [])]
}

async function take(url: string, room: string, { file, service }: { file: string; service?: string }): Promise<Measured> {
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'import', '--', ...argumentsOf(room, file, service)], {
    env: { ...process.env, DATABASE_URL: url }
  })
  return JSON.parse(stdout) as Measured
}
