import { parse } from 'csv-parse'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { ConfigurationFault } from '@throughcare/kit/config'
import { openJoins, openMapping, ownColumns, type FeedMapping } from './feed-mapping.rules.ts'
import { fileNames, openTables, type TableName, type TableRow, type Tables } from './feed-tabular.rules.ts'
import type { FeedEntry } from './service-import.rules.ts'

/** Services row by row; the tables they point into are held. */
export async function* readTables(folder: string, files: readonly string[], mapping: FeedMapping): AsyncGenerator<FeedEntry> {
  const { services, ...others } = findTables(files, mapping)
  if (!services) throw new ConfigurationFault('There is no services.csv among the files. A mapping file may say which of them holds the services.')
  const read = async function* (table: TableName, file: string) {
    const map = openMapping(table, mapping)
    for await (const row of readRows(join(folder, file), table)) yield map(row)
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
async function* readRows(path: string, table: TableName): AsyncGenerator<TableRow> {
  let [theirs, ours]: string[][] = [[], []]
  const columns = (names: string[]) => {
    theirs = names.map((name) => name.trim().toLowerCase())
    ours = ownColumns(table, theirs)
    return names.map((_, place) => String(place))
  }
  const options = { bom: true, columns, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, delimiter: await findDelimiter(path) }
  const parsed = pipeline(createReadStream(path), parse(options), () => {}) as AsyncIterable<{ info: { lines: number }; record: Record<string, string> }>
  for await (const { info, record } of parsed) {
    const by = (names: readonly string[]) => Object.fromEntries([...names.entries()].toReversed().map(([place, name]) => [name, record[place] ?? '']))
    yield { line: info.lines, values: by(ours ?? []), raw: by(theirs ?? []) }
  }
}

/** Comma, semicolon or tab: whichever the first line has most of. */
async function findDelimiter(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8_192), 0, 8_192, 0)
    const [header = ''] = buffer.toString('utf8', 0, bytesRead).split('\n')
    const count = (sign: string) => header.split(sign).length
    return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
  } finally {
    await file.close()
  }
}
