import { Command, CommanderError } from 'commander'
import { createWriteStream } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ConfigurationFault } from '@throughcare/kit/config'
import { openPool } from '@throughcare/kit/db'
import { clearPostgres, startPostgres } from '@throughcare/kit/embedded-postgres'
import { toField } from '@throughcare/kit/import-report'
import { describeFault } from '@throughcare/kit/log'
import { migrateRoom } from '@throughcare/kit/migrate'
import { columnKeys, readColumnMap, type ColumnMap } from './link-files/columns.rules.ts'
import { linkFiles, type LinkedPair, type LinkSummary } from './link-files/link-files.ts'

// `npm run --silent link -- --records a.csv --columns columns.json`: links the records of files, as the room links its own.

type Options = { records: string[]; columns: string; out?: string }

const keysHelp = Object.entries(columnKeys).map(([key, about]) => `  ${key.padEnd(20)} ${about}`)

const program = new Command('npm run --silent link --')
  .description(
    'Links the records of a CSV file, or of two files with each other, in a throw-away database of its own. Writes idA,idB,weight,decision\n' +
      'for every pair worth comparing: the weight in bits, and link, review or apart.'
  )
  .requiredOption('--records <file>', 'CSV in UTF-8 with a header; given twice, records are linked across the two files only', collect, [])
  .requiredOption('--columns <file>', 'JSON that says which column means what')
  .option('--out <file>', 'where to write the pairs, if not to standard output')
  .addHelpText('after', `\nKeys of the JSON, each with a column's name or a list of names:\n${keysHelp.join('\n')}\n`)
  .addHelpText('after', 'Such as: {"id": "rec_id", "givenName": "given_name", "address": ["street_number", "street"], "otherId": "soc_sec_id"}')
  .exitOverride()
  .action(run)

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}

async function run({ records, columns, out }: Options): Promise<void> {
  if (records.length === 0 || records.length > 2) throw new ConfigurationFault('Name one or two files of records with --records.')
  if (out !== undefined && [...records, columns].some((path) => resolve(path) === resolve(out)))
    throw new ConfigurationFault(`--out names ${out}, which is to be read. Name another file for the pairs.`)
  const map = await readColumns(columns)
  const began = Date.now()
  const summary = await inThrowAwayDatabase((url) => linkInto(url, { records, map, out }))
  const counts = (['link', 'review', 'apart'] as const).map((decision) => `${summary[decision]} ${decision}`).join(', ')
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024)
  process.stderr.write(
    `${summary.records} records, ${summary.pairs} pairs: ${counts}; ${((Date.now() - began) / 1000).toFixed(1)} s, ${megabytes} MB at most.\n`
  )
}

async function readColumns(path: string): Promise<ColumnMap> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ConfigurationFault(`${path} cannot be read. Check its name and who may read it.`)
  })
  const map = readColumnMap(text)
  if ('fault' in map) throw new ConfigurationFault(`${path} ${map.fault}`)
  return map
}

async function linkInto(url: string, { records, map, out }: { records: string[]; map: ColumnMap; out?: string | undefined }): Promise<LinkSummary> {
  await migrateRoom('people', new URL('..', import.meta.url), url)
  const pool = openPool({ url, max: 2 })
  const file = out === undefined ? process.stdout : createWriteStream(out)
  const write = (text: string) =>
    new Promise<void>((done, fail) => {
      file.write(text, (error) => (error ? fail(new ConfigurationFault(`${out ?? 'Standard output'} cannot be written.`)) : done()))
    })
  file.on('error', () => {})
  try {
    await write('idA,idB,weight,decision\n')
    const onNote = (note: string) => void process.stderr.write(`${note}\n`)
    return await linkFiles(pool.db, { paths: records, map, onNote, onPairs: (pairs) => write(pairs.map(toLine).join('')) })
  } finally {
    await pool.close()
    if (out !== undefined) file.end()
  }
}

function toLine({ idA, idB, weight, decision }: LinkedPair): string {
  return `${toField(idA)},${toField(idB)},${weight.toFixed(4)},${decision}\n`
}

async function inThrowAwayDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-link-'))
  await chmod(folder, 0o755)
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    shared_buffers: '256MB',
    maintenance_work_mem: '128MB',
    work_mem: '32MB'
  }
  const stopped = new Promise<never>((_, fail) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => fail(new ConfigurationFault('Stopped before the end.')))
  })
  stopped.catch(() => {})
  try {
    const cluster = await startPostgres(folder, settings)
    try {
      return await Promise.race([work(cluster.urlOf('postgres')), stopped])
    } finally {
      await cluster.stop()
    }
  } finally {
    await clearPostgres(folder)
    await rm(folder, { recursive: true, force: true })
  }
}

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : 2
  if (error instanceof ConfigurationFault) process.stderr.write(`${error.message}\n`)
  else if (!(error instanceof CommanderError)) process.stderr.write(`Linking stopped: ${describeFault(error)}.\n`)
}
