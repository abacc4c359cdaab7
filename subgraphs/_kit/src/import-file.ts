import { parse, type Info } from 'csv-parse'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { ConfigurationFault } from './config.ts'
import { findPlaces, openCodes, toHeader, type Header, type Mapping } from './import-mapping.ts'

/**
 * A column a file may have. `about` says what goes in it; it is shown by --help. `items`: of what parts each item of a list is made, such
 * as code:status or given/family; items are separated by ";".
 */
export type Column = { name: string; about: string; isRequired?: true; items?: string }

/** One row by column name, trimmed; a column that is empty or not in the file is the empty string. */
export type Fields = Readonly<Record<string, string>>

/** A row as it stands in the file: its fields, or why they cannot be made out. `bytes`: how far the file was read. */
export type FileRow = { line: number; bytes: number } & ({ fields: Fields } | { fault: string; column?: string })

// A quote that is never closed would swallow the rest of the file; past this size a row is taken to be one of those.
const longestRow = 64 * 1024

/**
 * Reads a CSV file with a header (UTF-8, comma, quotes doubled inside quotes) row by row, in constant memory. A row whose quotes or fields
 * do not come out is told as a fault, and reading goes on at the line below it. Stops at once where the header is not one of ours, nor
 * made ours by a mapping.
 */
export async function* readRows(path: string, columns: readonly Column[], mapping: Mapping | null = null): AsyncGenerator<FileRow> {
  let place: Place | null = { bytes: 0, line: 0 }
  let header: Header | null = null
  const putOurCodes = mapping && openCodes(mapping, columns)
  while (place) {
    const start: Place = place
    place = null
    for await (const { line, bytes, values, isBroken } of parseFrom(path, start)) {
      if (values && !header) {
        header = readHeader(values, columns, mapping)
        continue
      }
      if (!header) throw new ConfigurationFault(headerMissing(columns))
      const spans = line.end > line.start
      if (values && values.length === header.width) {
        const fields = toFields(header, values)
        const fault = whyNotText(values) ?? putOurCodes?.(fields)
        yield fault ? { line: line.start, bytes, ...fault } : { line: line.start, bytes, fields }
        continue
      }
      yield { line: line.start, bytes, fault: values && !spans ? wrongCount : brokenQuotes }
      if (isBroken || spans) {
        place = (await findNextLine(path, line.after)).next
        break
      }
    }
  }
  if (!header) throw new ConfigurationFault(`The file is empty. ${headerMissing(columns)}`)
}

/** The size of a file in bytes, or a sentence on why it cannot be read. */
export async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new ConfigurationFault(`There is no file ${path} that can be read.`)
  return found.size
}

const wrongCount = 'The row has more or fewer fields than the header. Put fields that hold a comma in double quotes.'
const brokenQuotes = 'The double quotes of this row do not pair up. Write a quote inside a quoted field twice.'
const notUtf8 = 'The row holds characters that are not UTF-8. Save the file as "CSV UTF-8".'
const control = 'The row holds control characters, which no field may have.'

type Place = { bytes: number; line: number }
type Parsed = { line: { start: number; end: number; after: Place }; bytes: number; values: string[] | null; isBroken: boolean }

async function* parseFrom(path: string, from: Place): AsyncGenerator<Parsed> {
  const broken: { records: number | null } = { records: null }
  const parser = parse({
    ...{ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: longestRow, record_delimiter: ['\r\n', '\n'] },
    // A parser that stops at a fault throws away the rows it has ready; so it goes on, and nothing is believed that comes after the fault.
    skip_records_with_error: true,
    on_skip: () => void (broken.records ??= parser.info.records)
  })
  const file = createReadStream(path, { start: from.bytes })
  file.once('error', (error) => parser.destroy(error))
  file.pipe(parser)
  let last = { lines: 0, bytes: 0, empty: 0 }
  let count = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      if (broken.records !== null && count >= broken.records) break
      count += 1
      const after = { bytes: from.bytes + last.bytes, line: from.line + last.lines }
      const start = after.line + 1 + info.empty_lines - last.empty
      last = { lines: info.lines, bytes: info.bytes, empty: info.empty_lines }
      yield { line: { start, end: from.line + info.lines, after }, bytes: from.bytes + info.bytes, values: record, isBroken: false }
    }
    if (broken.records === null) return
    const after = { bytes: from.bytes + last.bytes, line: from.line + last.lines }
    const start = (await findNextLine(path, after)).row
    yield { line: { start, end: start, after }, bytes: after.bytes, values: null, isBroken: true }
  } finally {
    file.destroy()
    parser.destroy()
  }
}

/** Where the line below the next row begins, blank lines before that row passed over; no place at the end of the file. */
async function findNextLine(path: string, { bytes, line }: Place): Promise<{ row: number; next: Place | null }> {
  const handle = await open(path)
  try {
    const buffer = Buffer.alloc(64 * 1024)
    let isBlank = true
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, bytes)
      if (bytesRead === 0) return { row: line + 1, next: null }
      for (let at = 0; at < bytesRead; at += 1) {
        const byte = buffer[at]
        if (byte !== 10 && byte !== 13) isBlank = false
        if (byte !== 10) continue
        line += 1
        if (!isBlank) return { row: line, next: { bytes: bytes + at + 1, line } }
      }
      bytes += bytesRead
    }
  } finally {
    await handle.close()
  }
}

function readHeader(values: readonly string[], columns: readonly Column[], mapping: Mapping | null): Header {
  const names = values.map((value) => value.trim().toLowerCase())
  if (mapping) return findPlaces(names, columns, mapping)
  const missing = columns.filter(({ name, isRequired }) => isRequired && !names.includes(name))
  // What stands in a first line that is no header may be a person's data, so it is never repeated.
  if (missing.length > 0) throw new ConfigurationFault(`${headerMissing(columns)} Missing: ${missing.map(({ name }) => name).join(', ')}.`)
  const unknown = names.filter((name, place) => !columns.some((column) => column.name === name) || names.indexOf(name) !== place)
  if (unknown.length > 0)
    throw new ConfigurationFault(`The header has columns that are not known here, or twice: ${unknown.join(', ')}. --help lists all columns.`)
  return toHeader(
    names.length,
    names.map((name, place) => ({ name, place }))
  )
}

function headerMissing(columns: readonly Column[]): string {
  return `The first line must name the columns, at least: ${columns.flatMap(({ name, isRequired }) => (isRequired ? [name] : [])).join(', ')}.`
}

function toFields({ places, blank }: Header, values: readonly string[]): Record<string, string> {
  const fields = { ...blank }
  for (const { name, place } of places) fields[name] = (values[place] ?? '').trim()
  return fields
}

function whyNotText(values: readonly string[]): { fault: string } | null {
  const all = values.join('')
  if (all.includes('\uFFFD')) return { fault: notUtf8 }
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(all) ? { fault: control } : null
}
