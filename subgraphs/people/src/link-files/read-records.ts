import { parse, type Info } from 'csv-parse'
import { createReadStream } from 'node:fs'
import { ConfigurationFault } from '@throughcare/kit/config'
import type { GivenIdentity } from '../link/identity.rules.ts'
import { toGivenIdentity, type ColumnMap } from './columns.rules.ts'

/** A record of a file, and the line of the file it starts on; `isUtf8` is false where some of it is in another character set. */
export type FileRecord = { line: number; given: GivenIdentity; isUtf8: boolean }

/**
 * Reads the records of a CSV file one by one, in constant memory. Columns the map does not name are passed over, and those that the file
 * does not have are missing evidence, told once by `onMissing`; but without an id nothing could be said of a record.
 */
export async function* readRecords(path: string, map: ColumnMap, onMissing: (columns: string[]) => void): AsyncGenerator<FileRecord> {
  const year = new Date().getFullYear()
  const parser = parse({ bom: true, trim: true, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: 1_048_576 })
  const file = createReadStream(path)
  file.once('error', () => parser.destroy(new ConfigurationFault(`${path} cannot be read. Check its name and who may read it.`)))
  file.pipe(parser)
  let header: string[] | null = null
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      if (!header) {
        header = readHeader(path, map, record)
        const there = new Set(header)
        const missing = Object.values(map)
          .flat()
          .filter((column) => !there.has(column))
        if (missing.length > 0) onMissing(missing)
        continue
      }
      const names: string[] = header
      const given = toGivenIdentity(map, Object.fromEntries(names.map((name, at) => [name, record[at] ?? ''])), year)
      if (given.id === '') throw new ConfigurationFault(`${path} line ${info.lines}: the record has no id. Every record needs one of its own.`)
      yield { line: info.lines, given, isUtf8: !record.some((value) => value.includes('\uFFFD')) }
    }
  } catch (error) {
    throw error instanceof ConfigurationFault ? error : new ConfigurationFault(`${path} is not CSV that can be read: ${reasonOf(error)}`)
  } finally {
    file.destroy()
    parser.destroy()
  }
  if (!header) throw new ConfigurationFault(`${path} is empty. Its first line must name the columns.`)
}

function readHeader(path: string, map: ColumnMap, names: readonly string[]): string[] {
  const [idColumn = ''] = map.id
  // What UTF-16 looks like, read as UTF-8; the line itself may be a record, so it is not repeated.
  if (names.some((name) => /[\0\uFFFD]/.test(name))) throw new ConfigurationFault(`${path} is not in UTF-8. Save it as CSV in UTF-8.`)
  const twice = Object.values(map)
    .flat()
    .find((column) => names.indexOf(column) !== names.lastIndexOf(column))
  if (twice) throw new ConfigurationFault(`${path} has the column "${twice}" twice, so what it says is not clear. Rename one of them.`)
  if (names.includes(idColumn)) return [...names]
  throw new ConfigurationFault(`${path} has no column "${idColumn}", which is to hold the id of each record.`)
}

// The parser's own message may repeat what stands in the file.
function reasonOf(error: unknown): string {
  const { code, lines } = error as { code?: string; lines?: number }
  return `${code ?? 'it stops in the middle'}${lines === undefined ? '' : `, about line ${lines}`}.`
}
