import { parse } from 'csv-parse'
import { join } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { ConfigurationFault } from '@throughcare/kit/config'
import { openJoins, openMapping, ownColumns, type FeedMapping } from './feed-mapping.rules.ts'
import { fileNames, openTables, type TableName, type TableRow, type Tables } from './feed-tabular.rules.ts'
import { readText, type TextFile } from './read-text.ts'
import type { FeedEntry, Remark } from './service-import.rules.ts'

type Reading = { mapping: FeedMapping; remarks: Remark[] }

/** Services row by row; the tables they point into are held. What is to be said of a table as a whole is added to `remarks`. */
export async function* readTables(folder: string, files: readonly string[], { mapping, remarks }: Reading): AsyncGenerator<FeedEntry> {
  const { services, ...others } = findTables(files, mapping)
  if (!services) throw new ConfigurationFault('There is no services.csv among the files. A mapping file may say which of them holds the services.')
  const read = async function* (table: TableName, file: string) {
    const map = openMapping(table, mapping)
    const text = await readText(join(folder, file))
    remarks.push(...text.remarks)
    for await (const row of readRows(text, table)) yield map(row)
  }
  const tables: Tables = {}
  for (const [name, file] of Object.entries(others)) if (file) tables[name as keyof Tables] = await Readable.from(read(name as TableName, file)).toArray()
  const toEntry = openTables(tables, openJoins(tables, mapping))
  for await (const row of read('services', services)) yield toEntry(row)
}

function findTables(files: readonly string[], { files: given = {} }: FeedMapping): Record<TableName, string | undefined> {
  const named = (name: string) => files.find((file) => file.toLowerCase() === name.toLowerCase())
  return Object.fromEntries(
    Object.entries(fileNames).map(([table, stems]) => {
      const theirs = given[table as TableName]
      if (theirs !== undefined && !named(theirs)) throw new ConfigurationFault(`The mapping file reads ${table} from a file that is not there: ${theirs}.`)
      const known = stems.flatMap((stem) => ['csv', 'tsv', 'txt'].flatMap((ending) => named(`${stem}.${ending}`) ?? []))
      return [table, theirs === undefined ? known[0] : named(theirs)]
    })
  ) as Record<TableName, string | undefined>
}

/** Tolerant on purpose: byte order marks, stray quotes and rows of uneven length are usual in real feeds. */
async function* readRows(text: TextFile, table: TableName): AsyncGenerator<TableRow> {
  let [theirs, ours]: string[][] = [[], []]
  const columns = (names: string[]) => {
    theirs = names.map((name) => name.trim().toLowerCase())
    ours = ownColumns(table, theirs)
    return names.map((_, place) => String(place))
  }
  const options = { bom: true, columns, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, delimiter: await findDelimiter(text) }
  const parsed = pipeline(text.open(), parse(options), () => {}) as AsyncIterable<{ info: { lines: number }; record: Record<string, string> }>
  for await (const { info, record } of parsed) {
    const by = (names: readonly string[]) => Object.fromEntries([...names.entries()].toReversed().map(([place, name]) => [name, record[place] ?? '']))
    yield { line: info.lines, values: by(ours ?? []), raw: by(theirs ?? []) }
  }
}

/** Comma, semicolon or tab: whichever the first line has most of. */
async function findDelimiter(text: TextFile): Promise<string> {
  let header = ''
  for await (const piece of text.open()) {
    header += String(piece)
    if (header.includes('\n') || header.length > 8_192) break
  }
  const [line = ''] = header.split('\n')
  const count = (sign: string) => line.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}
