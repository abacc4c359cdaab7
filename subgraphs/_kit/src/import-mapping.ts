import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { ConfigurationFault } from './config.ts'
import type { Column, Fields } from './import-file.ts'

/** How a file of another system is read: which of its columns is ours, and which of its codes. What is not named goes by our own names. */
export const mappingShape = z.strictObject({
  /** Our column: theirs. */
  columns: z.record(z.string(), z.string()).default({}),
  /** Our column, or `column.part` of a list: their value: our code. The value "" is an empty field, or one there is no column for. */
  codes: z.record(z.string(), z.record(z.string(), z.string())).default({})
})
export type Mapping = z.infer<typeof mappingShape>

type Place = { name: string; place: number }

/** Which of the file's columns each of ours is read from; and a row in which none is filled in. */
export type Header = { width: number; places: Place[]; blank: Fields }

export function toHeader(width: number, places: Place[]): Header {
  // Rows are made from it: an object that gets so many fields one by one is kept as a table, which takes several times the memory.
  return { width, places, blank: Object.fromEntries(places.map(({ name }) => [name, ''])) }
}

/** Reads a mapping file of one shape; stops with a sentence where it is not of that shape. */
export async function readMappingFile<Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.infer<Shape>> {
  const text = await readFile(path, 'utf8').catch(() => stop(`There is no mapping file ${path} that can be read.`))
  const { data, error } = shape.safeParse(parse(text) ?? stop(`The mapping file ${path} is not JSON.`))
  return error ? stop(`The mapping file ${path} is not written as --help says:\n${error.issues.map(describe).join('\n')}`) : data
}

/** Reads the mapping file of a CSV file; stops where it names a column that is not one of ours. */
export async function readMapping(path: string, columns: readonly Column[]): Promise<Mapping> {
  const mapping = await readMappingFile(path, mappingShape)
  const unknown = Object.keys(mapping.columns).filter((name) => !columns.some((column) => column.name === name))
  if (unknown.length > 0) stop(`The mapping file names columns that are not known here: ${unknown.join(', ')}. --help lists all columns.`)
  for (const [name, codes] of Object.entries(mapping.codes)) {
    checkCoded(name, columns)
    if (new Set(Object.keys(codes).map(fold)).size < Object.keys(codes).length)
      stop(`The mapping file gives a code for the same value of ${name} twice. Capital and small letters make no difference.`)
  }
  return mapping
}

/** Where each of our columns stands in a file that goes by a mapping; columns that are not named are passed over. */
export function findPlaces(names: readonly string[], columns: readonly Column[], mapping: Mapping): Header {
  const places = columns.flatMap(({ name, isRequired }) => {
    const theirs = mapping.columns[name]
    const isGiven = mapping.codes[name]?.[''] !== undefined
    const [place, again] = [...names.keys()].filter((at) => names[at] === (theirs ?? name).trim().toLowerCase())
    if (again !== undefined) stop(`The file has the column from which the mapping file reads ${name} twice.`)
    if (place !== undefined) return [{ name, place }]
    if (theirs !== undefined) stop(`The mapping file reads ${name} from a column "${theirs}", which the file does not have.`)
    if (isRequired && !isGiven) stop(`The file has no column ${name}. Say in the mapping file which of its columns that is.`)
    return []
  })
  return toHeader(names.length, places)
}

/** Puts our codes in the place of theirs, in the fields themselves. A value without a code is told by its column alone: it may be a person's. */
export function openCodes({ codes }: Mapping, columns: readonly Column[]): (fields: Record<string, string>) => { column: string; fault: string } | null {
  const lists = Object.entries(codes).map(([name, list]) => {
    const [column = '', part] = name.split('.')
    const ours = new Map(Object.entries(list).map(([value, code]) => [fold(value), code.trim()]))
    const find = (value: string) => ours.get(fold(value)) ?? (value.trim() === '' ? '' : null)
    return { name, column, replace: part === undefined ? find : replaceIn(partsOf(columnOf(columns, column)), part, find) }
  })
  return (fields) => {
    for (const { name, column, replace } of lists) {
      const code = replace(fields[column] ?? '')
      if (code === null) return { column, fault: `The mapping file gives no code of ${name} for what stands here. Add it there, or correct the row.` }
      fields[column] = code
    }
    return null
  }
}

function replaceIn({ parts, between }: ReturnType<typeof partsOf>, part: string, find: (value: string) => string | null) {
  const place = parts.indexOf(part)
  return (text: string): string | null => {
    const replaced = itemsOf(text).map((item) => item.split(between).map((value, at) => (at === place ? find(value) : value)))
    return replaced.flat().includes(null) ? null : replaced.map((values) => values.join(between)).join(';')
  }
}

function checkCoded(name: string, columns: readonly Column[]): void {
  const [column = '', part] = name.split('.')
  if (!columns.some((known) => known.name === column))
    stop(`The mapping file gives codes for a column that is not known here: ${name}. --help lists all columns.`)
  const { parts } = partsOf(columnOf(columns, column))
  if (part === undefined ? parts.length === 0 : parts.includes(part)) return
  stop(
    parts.length === 0
      ? `The mapping file gives codes for ${name}, but ${column} is no list.`
      : `${column} is a list. Give codes for its parts: ${parts.map((known) => `${column}.${known}`).join(', ')}.`
  )
}

/** The names of the parts of which each item of a list is made; none where the column is no list. */
export function partsOf({ items }: Pick<Column, 'items'>): { parts: string[]; between: string } {
  const between = items?.includes('/') ? '/' : ':'
  return { parts: items?.split(between) ?? [], between }
}

/** The items of a list as it stands in a field. */
export function itemsOf(text: string): string[] {
  if (text === '') return []
  return text.split(';').flatMap((item) => item.trim() || [])
}

function columnOf(columns: readonly Column[], name: string): Pick<Column, 'items'> {
  return columns.find((column) => column.name === name) ?? {}
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}

function fold(value: string): string {
  return value.trim().toUpperCase()
}

function describe({ path, message }: z.core.$ZodIssue): string {
  return `  ${path.join('.') || 'the whole'}: ${message}`
}

function stop(reason: string): never {
  throw new ConfigurationFault(reason)
}
