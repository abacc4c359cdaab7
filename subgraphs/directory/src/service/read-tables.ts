import { CsvError, parse } from 'csv-parse'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream'
import { ConfigurationFault } from '@throughcare/kit/config'
import { isTableOf } from './feed-file.rules.ts'
import { openJoins, openMapping, ownColumns, whyNameless, type FeedMapping } from './feed-mapping.rules.ts'
import type { TableRow } from './feed-rows.rules.ts'
import { fileNames, openTables, type TableName, type Tables } from './feed-tabular.rules.ts'
import { readText, type TextFile } from './read-text.ts'
import type { FeedItem, Remark } from './service-import.rules.ts'

/** `isWhole` is false once a table turns out to break off. */
type Reading = { mapping: FeedMapping; remarks: Remark[]; isWhole: boolean }

/** Services row by row; the tables they point into are held. What is to be said of a table, or of a row of one, is added to `remarks`. */
export async function* readTables(folder: string, files: readonly string[], reading: Reading): AsyncGenerator<FeedItem> {
  const { mapping, remarks } = reading
  const { services, ...others } = findTables(files, mapping)
  const [first, ...more] = services
  if (first === undefined) throw new ConfigurationFault(noServices(files))
  if (more.length > 0) throw new ConfigurationFault('The services stand in more than one file. Say by a mapping file which of them is meant.')
  remarks.push(...files.filter((file) => !/\.json$/i.test(file) && isLeftOut(file, [first, ...Object.values(others).flat()])).map(leftOut))
  const read = async function* (table: TableName, file: string) {
    const map = openMapping(table, mapping)
    const text = await readText(join(folder, file))
    remarks.push(...text.remarks)
    for await (const row of readRows(text, { table, file, remarks, mapping })) yield { ...map(row), file }
  }
  const tables: Tables = {}
  for (const [name, theirs] of Object.entries(others)) {
    const rows: TableRow[] = []
    for (const file of theirs) for await (const row of read(name as TableName, file)) rows.push(row)
    if (theirs.length > 0) tables[name as keyof Tables] = rows
  }
  const { toEntry, unused } = openTables(tables, (use) => openJoins(tables, mapping, use))
  let line = 0
  try {
    for await (const row of read('services', first)) {
      line = row.line
      yield toEntry(row)
    }
  } catch (error) {
    if (!(error instanceof ConfigurationFault) || line === 0) throw error
    // What stood before the fault is taken: the fault is one row, refused.
    reading.isWhole = false
    return yield { line: line + 1, field: '', reason: error.message }
  }
  remarks.push(...remarksOn(unused(), tables))
}

/** What is to be said of rows that nothing asked for. Where no location was asked for, the feed keeps how they belong together in a way of its own. */
function remarksOn(rows: readonly TableRow[], { locations = [] }: Tables): Remark[] {
  const lost = new Set(rows)
  const each = rows.map(({ line, file = '' }) => ({ line, field: file, reason: 'This line belongs to no service of the feed, so it was left out.' }))
  const isLost = locations.length > 0 && locations.every((row) => lost.has(row))
  return isLost ? [{ line: 0, field: locations[0]?.file ?? '', reason: noPlaces }, ...each] : each
}

const noPlaces =
  'No service of the feed names one of its locations, so all were left out. A mapping file may say how they belong together: by the organisation, as db/reference/mappings/hsds-1.1.json does.'

function noServices(files: readonly string[]): string {
  return files.length === 0
    ? 'There is nothing in it that a feed is made of.'
    : 'There is no services.csv among the files. A mapping file may say which of them holds the services.'
}

function isLeftOut(file: string, read: readonly string[]): boolean {
  return !read.includes(file) && !/^(readme|licen[cs]e)/i.test(basename(file))
}

function leftOut(file: string): Remark {
  return { line: 0, field: file, reason: 'This file is no table that the directory has a place for, so it was not read.' }
}

/** The files of each table; some feeds keep one table in two, such as postal and physical addresses. */
function findTables(files: readonly string[], { files: given = {} }: FeedMapping): Record<TableName, string[]> {
  const isNamed = (file: string, name: string) => [file, basename(file)].some((known) => known.toLowerCase() === name.toLowerCase())
  const taken = new Set<string>()
  return Object.fromEntries(
    Object.keys(fileNames).map((name) => {
      const table = name as TableName
      const theirs = given[table]
      const found = theirs === undefined ? inOrder(table, files) : files.filter((file) => isNamed(file, basename(theirs)))
      if (theirs !== undefined && found.length === 0) throw new ConfigurationFault(`The mapping file reads ${table} from a file that is not there: ${theirs}.`)
      const own = found.filter((file) => !taken.has(file))
      own.forEach((file) => taken.add(file))
      return [table, own]
    })
  ) as Record<TableName, string[]>
}

/** As our list of names has them: what lies nearest to the standard first. */
function inOrder(table: TableName, files: readonly string[]): string[] {
  const own = files.filter((file) => isTableOf(table, file))
  const place = (file: string) => fileNames[table].findIndex((stem) => basename(file).toLowerCase().startsWith(`${stem}.`))
  return own.toSorted((one, other) => place(one) - place(other))
}

type Table = { table: TableName; file: string; remarks: Remark[]; mapping: FeedMapping }

/** Tolerant on purpose: byte order marks, stray quotes and rows of uneven length are usual in real feeds. */
async function* readRows(text: TextFile, { table, file, remarks, mapping }: Table): AsyncGenerator<TableRow> {
  const { delimiter, from } = await findForm(text)
  const options = { bom: true, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, delimiter, from_line: from }
  const parsed = pipeline(text.open(), parse(options), () => {}) as AsyncIterable<{ info: { lines: number }; record: string[] }>
  let [theirs, ours, last]: [string[] | null, string[], number] = [null, [], 0]
  try {
    for await (const { info, record } of parsed) {
      last = info.lines
      if (theirs === null) {
        theirs = record.map((name) => name.trim().toLowerCase())
        ours = ownColumns(table, theirs)
        const fault = table === 'services' ? whyNameless({ file, ours, theirs }, mapping) : null
        if (fault !== null) throw new ConfigurationFault(fault)
        continue
      }
      const by = (names: readonly string[]) => Object.fromEntries([...names.entries()].toReversed().map(([place, name]) => [name, record[place] ?? '']))
      if (record.slice(theirs.length).some((value) => value.trim() !== ''))
        remarks.push({
          line: info.lines,
          field: file,
          reason: 'This line has more fields than the header, so what is beyond them was left out. See whether it is shifted.'
        })
      yield { line: info.lines, values: by(ours), raw: by(theirs) }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new ConfigurationFault(
      `${basename(file)} cannot be read to its end: from line ${last + 1} a quotation mark opens that is never closed. Mend the file, and import it again.`
    )
  }
  if (theirs !== null) return
  if (table === 'services') throw new ConfigurationFault(`${basename(file)} is empty.`)
  remarks.push({ line: 0, field: file, reason: 'This file is empty.' })
}

/** Which sign stands between fields, whichever the first line has most of; and on which line the header is, after one that names the sign (Excel's `sep=;`). */
async function findForm(text: TextFile): Promise<{ delimiter: string; from: number }> {
  let header = ''
  for await (const piece of text.open()) {
    header += String(piece)
    if (/[\r\n]/.test(header) || header.length > 65_536) break
  }
  const [line = ''] = header.replace(/^\uFEFF/, '').split(/[\r\n]/)
  const [, said] = line.match(/^"?sep=(.)"?$/i) ?? []
  if (said !== undefined) return { delimiter: said, from: 2 }
  const count = (sign: string) => line.split(sign).length
  return { delimiter: [',', ';', '\t', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best)), from: 1 }
}
