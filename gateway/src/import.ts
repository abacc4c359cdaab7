import { Command, CommanderError, Option } from 'commander'
import { resolve } from 'node:path'
import { importDirectory } from '@throughcare/directory/import'
import { importPostcodes, postcodeColumns } from '@throughcare/directory/postcodes'
import { ConfigurationFault } from '@throughcare/kit/config'
import { findRunningPostgres } from '@throughcare/kit/embedded-postgres'
import type { Column } from '@throughcare/kit/import-file'
import { readMapping } from '@throughcare/kit/import-mapping'
import { exitCodeOf, openProgressBar, openRejects, type ImportReport } from '@throughcare/kit/import-report'
import { describeFault } from '@throughcare/kit/log'
import type { Service } from '@throughcare/kit/principal'
import { defaultDataFolder } from './data-folder.ts'
import { demoDatabase, openDemoDatabase } from './demo-database.ts'
import { placeForLists, writeReport } from './import-report.ts'
import { doorOf, importInto, personalRooms, type PersonalRoom } from './importers.ts'

// `npm run import -- <room> <file>`: takes a CSV file in. Exit code 0: every row was taken; 1: some were rejected; 2: it could not run to its end.

type Options = { service?: string; feed?: string; mapping?: string; source?: string; dryRun: boolean; dataDir: string; json: boolean }

const services: Record<string, Service> = { 'liaison-diversion': 'LIAISON_DIVERSION', reconnect: 'RECONNECT' }

const aboutMapping = `
A mapping file says how a file of another system is read:
  { "columns": { "<our column>": "<their column>" }, "codes": { "<our column>": { "<their value>": "<our code>" } } }
A column that is not named goes by our own name, and other columns of the file are passed over. Once a column has codes, a row with any
other value in it is rejected. The value "" stands for an empty field, or for one the file has no column for. Items of a list have codes
part by part, such as "needs.status". Capital and small letters make no difference.`

// Whoever reads no more than the first lines of what is told, as `head` does, stops nothing by it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const program = new Command('npm run import --').description('Takes files in. Rejected rows are listed beside the file, in <file>.rejected.csv.').exitOverride()
for (const room of personalRooms) {
  const command = commandOf(room)
    .description(`takes in a CSV file of ${room}`)
    .argument('<file>', 'CSV in UTF-8 with a header')
    .option('--mapping <file>', "how another system's columns and codes are read, as JSON; see below")
    .addHelpText('after', `\nColumns (* must be there):\n${columnsOf(room).map(describeColumn).join('\n')}\n${aboutMapping}`)
    .action((file: string, options: Options) => run(room, file, options))
  if (room === 'people' || room === 'referrals')
    command.addOption(new Option('--service <service>', 'whose records these are').choices(Object.keys(services)).makeOptionMandatory())
}

commandOf('directory')
  .description('takes in a feed of services: Open Referral UK or HSDS as JSON, or CSV files of HSDS or of any other kind')
  .argument('<path>', 'a .json, .ndjson or .csv file, a folder, or a .zip')
  .option('--feed <name>', 'the feed by name, if not that of the file: what it no longer lists is withdrawn within it')
  .addHelpText('after', '\nWhat was refused (error), and what was dropped or repaired (warning), is listed in <path>.report.csv by line and field.')
  .option('--mapping <file>', "how another system's files are read; subgraphs/directory/db/reference/mappings/hsds-1.1.json is an example")
  .action(runDirectory)

commandOf('postcodes')
  .description('takes in where unit postcodes lie, so that distances need not go by the middle of a district')
  .argument('<file>', 'CSV in UTF-8 with a header')
  .option('--source <text>', 'where the file comes from, with the attribution its licence asks for; that of OS Code-Point Open if left out')
  .addHelpText('after', `\nColumns (* must be there):\n${postcodeColumns.map(describeColumn).join('\n')}`)
  .action(runPostcodes)

function commandOf(name: string): Command {
  return program
    .command(name)
    .option('--dry-run', 'check everything, write nothing', false)
    .option('--data-dir <folder>', 'the data folder of the copy to fill, unless DATABASE_URL names a database', defaultDataFolder)
    .option('--json', 'print the result as JSON', false)
    .exitOverride()
}

function columnsOf(room: PersonalRoom): readonly Column[] {
  return doorOf(room).importer?.columns ?? []
}

function describeColumn({ name, about, items, isRequired }: Column): string {
  return `  ${isRequired ? '*' : ' '} ${name.padEnd(26)} ${items ? `${items}, with ";" between them: ` : ''}${about}`
}

async function run(room: PersonalRoom, path: string, { mapping, service, dryRun, dataDir, json }: Options): Promise<void> {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  const read = mapping === undefined ? undefined : await readMapping(mapping, columnsOf(room))
  const { url, close } = await openDatabase(dataDir)
  const bar = openProgressBar(room)
  try {
    const report = await importInto(room, {
      url,
      path,
      mapping: read,
      isDryRun: dryRun,
      service: services[service ?? ''],
      onProgress: bar.onProgress,
      signal: stopping.signal
    })
    bar.stop()
    const about = { path, peakMegabytes: peakMegabytes(), dryRun }
    process.stdout.write(json ? `${JSON.stringify({ ...report, peakMegabytes: about.peakMegabytes })}\n` : describe(report, about))
    process.exitCode = exitCodeOf(report)
  } finally {
    bar.stop()
    await close()
  }
}

async function runPostcodes(path: string, { source, dryRun, dataDir, json }: Options): Promise<void> {
  const { url, close } = await openDatabase(dataDir)
  try {
    const { rejected, ...counts } = await importPostcodes({ path, url, source, dryRun })
    const rejects = await openRejects(`${resolve(path)}.rejected.csv`)
    await rejects.write(rejected.map(({ line, field, reason }) => ({ line, column: field, reason })))
    const summary = { ...counts, rejected: rejected.length }
    const text = Object.entries(summary).map(([what, count]) => `${count} ${what}`)
    process.stdout.write(json ? `${JSON.stringify(summary)}\n` : `${text.join(', ')}\n`)
    process.exitCode = rejected.length > 0 ? 1 : 0
  } finally {
    await close()
  }
}

/** More lines than that nobody reads off a screen. */
const mostShown = 50

async function runDirectory(path: string, { feed, mapping, dryRun, dataDir, json }: Options): Promise<void> {
  const { url, close } = await openDatabase(dataDir)
  try {
    const began = performance.now()
    const { rejected, warnings, ...counts } = await importDirectory({ path, url, feed, mapping, dryRun })
    const seconds = (performance.now() - began) / 1000
    const lists = await placeForLists(path)
    const rejects = await openRejects(`${lists}.rejected.csv`)
    await rejects.write(rejected.map(({ line, field, reason }) => ({ line, column: field, reason })))
    await writeReport(`${lists}.report.csv`, { rejected, warnings })
    const summary = Object.entries({ ...counts, rejected: rejected.length, warnings: warnings.length })
    const text = summary.map(([what, count]) => `${count} ${what}`).join(', ')
    const measured = { ...Object.fromEntries(summary), seconds, peakMegabytes: peakMegabytes() }
    const dry = dryRun ? 'Dry run: nothing was written.\n' : ''
    process.stdout.write(json ? `${JSON.stringify(measured)}\n` : `${dry}${text}; ${seconds.toFixed(1)} s\n`)
    if (!json && rejected.length + warnings.length > 0) process.stdout.write(`What was refused, dropped or repaired, by line: ${lists}.report.csv\n`)
    for (const { line, field, reason } of json ? [] : warnings.slice(0, mostShown)) process.stdout.write(`line ${line} ${field}: ${reason}\n`)
    if (!json && warnings.length > mostShown) process.stdout.write(`and ${warnings.length - mostShown} more, in the report\n`)
    process.exitCode = rejected.length > 0 ? 1 : 0
  } finally {
    await close()
  }
}

function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}

function describe(report: ImportReport, about: { path: string; peakMegabytes: number; dryRun: boolean }): string {
  const count = (number: number) => number.toLocaleString('en-GB')
  const { read, added, changed, unchanged, rejected, isComplete, seconds, afterwards } = report
  return [
    about.dryRun ? 'Dry run: nothing was written.\n' : '',
    `${count(read)} rows read: ${count(added)} added, ${count(changed)} changed, ${count(unchanged)} as they stood, ${count(rejected)} rejected; `,
    `${seconds.toFixed(1)} s, ${count(Math.round(read / seconds))} rows a second, ${about.peakMegabytes} MB at most.\n`,
    afterwards ? `${count(afterwards.rows)} ${afterwards.name} in ${afterwards.seconds.toFixed(1)} s.\n` : '',
    rejected > 0 ? `Why rows were rejected: ${about.path}.rejected.csv\n` : '',
    isComplete ? '' : 'Stopped before the end. Run it again to go on: rows that stand are passed over.\n'
  ].join('')
}

/** The database that DATABASE_URL names; else that of the copy running on the data folder; else the folder's own, started for as long as this takes. */
async function openDatabase(dataDir: string): Promise<{ url: string; close(): Promise<void> }> {
  const given = process.env.DATABASE_URL ?? (await findRunningPostgres(dataDir, demoDatabase).catch(() => null))
  if (given) return { url: given, close: async () => {} }
  const { url, cluster } = await openDemoDatabase(dataDir)
  return { url, close: () => cluster.stop() }
}

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : 2
  if (error instanceof ConfigurationFault) process.stderr.write(`${error.message}\n`)
  else if (!(error instanceof CommanderError))
    process.stderr.write(`The import stopped: ${describeFault(error)}. What was taken stands; run it again to go on.\n`)
}
