import { execFile } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'
import { judge, judgeByGroup, type JudgedPair, type Truth } from './judge-pairs.rules.ts'
import { justiceColumns, makeJusticeRecords, type JusticeRecord } from './make-justice-records.ts'

const run = promisify(execFile)
const command = fileURLToPath(new URL('../link-command.ts', import.meta.url))
const benchmarks = fileURLToPath(new URL('../../../../../shared/data/identity', import.meta.url))
const seed = 20_261_126
const rowsOfJustice = 20_000
const rowsOfSpeed = 50_000

const febrlColumns = {
  ...{ id: 'rec_id', givenName: 'given_name', familyName: 'surname', birthDate: 'date_of_birth', postcode: 'postcode', town: 'suburb' },
  address: ['street_number', 'address_1', 'address_2']
}
const fakeColumns = { id: 'unique_id', givenName: 'first_name', familyName: 'surname', birthDate: 'dob', town: 'city', email: 'email' }
const febrlTruth = (row: Record<string, string>) => row.rec_id?.split('-')[1] ?? ''

export const figures = [
  benchmark('FEBRL 1', { file: 'dataset1.csv', columns: { ...febrlColumns, otherId: 'soc_sec_id' }, truthOf: febrlTruth, least: 0.999, isPure: true }),
  benchmark('FEBRL 2', { file: 'dataset2.csv', columns: { ...febrlColumns, otherId: 'soc_sec_id' }, truthOf: febrlTruth, least: 0.997, isPure: true }),
  benchmark('FEBRL 3', { file: 'dataset3.csv', columns: { ...febrlColumns, otherId: 'soc_sec_id' }, truthOf: febrlTruth, least: 0.9985, isPure: true }),
  benchmark('FEBRL 3 without soc_sec_id', { file: 'dataset3.csv', columns: febrlColumns, truthOf: febrlTruth, least: 0.99, isPure: true }),
  benchmark('fake_1000', { file: 'fake_1000.csv', columns: fakeColumns, truthOf: (row) => row.cluster ?? '', least: 0.87, isPure: false }),
  {
    name: 'linking a made-up justice population, errors by group',
    target: 'at most 1 wrong link in 1,000; errors by group shown',
    async measure() {
      const { records, pairs } = await linkJustice(rowsOfJustice)
      const truth: Truth = new Map(records.map(({ person, fields }) => [fields.id ?? '', String(person.number)]))
      const { atLink, blocked } = judge(pairs, truth)
      const groups = judgeByGroup(pairs, truth, groupsOf(records))
      return {
        value: `F1 ${atLink.f1.toFixed(4)}, precision ${atLink.precision.toFixed(5)}, recall ${atLink.recall.toFixed(4)}, blocking recall ${blocked.toFixed(4)}`,
        met: atLink.precision >= 0.999,
        detail: `${rowsOfJustice} records, seed ${seed}; F1, missed and wrong in 100: ${groups.join('; ')}`
      }
    }
  },
  {
    name: `linking a file of ${rowsOfSpeed} records by the command`,
    target: '≤ 180 s',
    async measure() {
      const { seconds, said } = await linkJustice(rowsOfSpeed)
      return { value: `${seconds.toFixed(0)} s`, met: seconds <= 180, detail: `made-up justice population, seed ${seed}; ${said}` }
    }
  }
]

type Benchmark = {
  file: string
  columns: Record<string, string | string[]>
  truthOf(row: Record<string, string>): string
  /** The least F1 at the best threshold. */
  least: number
  /** Whether no wrong link at all is wanted at the model's own threshold. */
  isPure: boolean
}

function benchmark(name: string, { file, columns, truthOf, least, isPure }: Benchmark) {
  return {
    name: `linking ${name}`,
    target: `best F1 ≥ ${least}${isPure ? ', precision 1 at the link threshold' : ''}`,
    async measure() {
      const path = join(benchmarks, file)
      if (!existsSync(path)) return { value: 'not measured', met: true, detail: `skipped: ${file} is not in ../shared/data/identity` }
      const rows: Record<string, string>[] = parse(await readFile(path), { columns: true, trim: true })
      const idColumn = String(columns.id)
      const truth: Truth = new Map(rows.map((row) => [row[idColumn] ?? '', truthOf(row)]))
      const { pairs } = await link(path, columns)
      const { best, atLink, blocked } = judge(pairs, truth)
      return {
        value: `best F1 ${best.f1.toFixed(5)} (precision ${best.precision.toFixed(4)}, recall ${best.recall.toFixed(4)}, at ${best.threshold.toFixed(1)} bits)`,
        met: best.f1 >= least && (!isPure || atLink.wrong === 0),
        detail: `linked: precision ${atLink.precision.toFixed(5)}, recall ${atLink.recall.toFixed(4)}, F1 ${atLink.f1.toFixed(4)}; blocking recall ${blocked.toFixed(4)}; ${rows.length} records`
      }
    }
  }
}

/** Runs the command, as anyone would, and reads what it wrote. */
async function link(path: string, columns: Record<string, string | string[]>): Promise<{ pairs: JudgedPair[]; seconds: number; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-link-evidence-'))
  try {
    const [map, out] = [join(folder, 'columns.json'), join(folder, 'pairs.csv')]
    await writeFile(map, JSON.stringify(columns))
    const began = Date.now()
    const { stderr } = await run(process.execPath, [command, '--records', path, '--columns', map, '--out', out])
    const seconds = (Date.now() - began) / 1000
    const pairs: JudgedPair[] = []
    for await (const line of createInterface({ input: createReadStream(out) })) {
      const [one = '', other = '', weight = '', decision = ''] = line.split(',')
      if (decision !== 'decision') pairs.push({ one, other, weight: Number(weight), isLinked: decision === 'link' })
    }
    return { pairs, seconds, said: stderr.trim() }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function linkJustice(count: number) {
  const records = makeJusticeRecords(count, seed)
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-justice-'))
  try {
    const path = join(folder, 'justice.csv')
    const names = Object.keys(records[0]?.fields ?? {})
    const lines = records.map(({ fields }) => names.map((name) => fields[name]).join(','))
    await writeFile(path, `${[names.join(','), ...lines].join('\n')}\n`)
    return { records, ...(await link(path, justiceColumns)) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The groups each record is in: sex, ethnic group, age band in 2026, and whether the person has a home. */
function groupsOf(records: readonly JusticeRecord[]): Map<string, string[]> {
  return new Map(
    records.map(({ person, fields }) => {
      const age = 2026 - person.born[0]
      const band = age < 18 ? 'under 18' : age < 25 ? '18–24' : age < 35 ? '25–34' : age < 50 ? '35–49' : '50 and over'
      return [fields.id ?? '', [`sex ${person.sex}`, person.group, band, person.home ? 'with a home' : 'no fixed abode']]
    })
  )
}
