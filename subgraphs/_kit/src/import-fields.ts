import { refuse } from './errors.ts'
import type { Column, Fields } from './import-file.ts'
import { itemsOf, partsOf } from './import-mapping.ts'
import { dateScalar, dateTimeScalar } from './scalars.ts'

// How importers read the fields of a row. Each refuses with the column's name and never repeats the value.

/** Refuses a row for what stands in a column. */
export function refuseColumn(column: string, reason: string): never {
  return refuse('BAD_USER_INPUT', reason, { field: column })
}

/** The field, at most `longest` characters; refuses an empty one. */
export function readText(fields: Fields, column: string, longest = 200): string {
  return findText(fields, column, longest) ?? refuseColumn(column, `${column} is empty, and must be given.`)
}

/** The field, or null where it is empty. */
export function findText(fields: Fields, column: string, longest = 200): string | null {
  const text = fields[column] || null
  return text !== null && text.length > longest ? refuseColumn(column, `${column} has more than ${longest} characters.`) : text
}

/** One of the codes, in whatever case it is written; refuses an empty field and any other. */
export function readCode<Code extends string>(fields: Fields, column: string, codes: readonly Code[]): Code {
  return findCode(fields, column, codes) ?? refuseColumn(column, `${column} is empty. Give one of ${codes.join(', ')}.`)
}

export function findCode<Code extends string>(fields: Fields, column: string, codes: readonly Code[]): Code | null {
  const text = fields[column]?.toUpperCase()
  if (!text) return null
  return codes.find((code) => code === text) ?? refuseColumn(column, `${column} is none of ${codes.join(', ')}.`)
}

/** Y or N; empty is no. */
export function readYes(fields: Fields, column: string): boolean {
  return findCode(fields, column, ['Y', 'N']) === 'Y'
}

/** A calendar day, YYYY-MM-DD. */
export function readDay(fields: Fields, column: string): string {
  return findDay(fields, column) ?? refuseColumn(column, `${column} is empty. Give a day as YYYY-MM-DD.`)
}

export function findDay(fields: Fields, column: string): string | null {
  const text = fields[column]
  return text ? inColumn(column, () => dateScalar.parseValue(text) as string) : null
}

/** An instant in ISO 8601 with its offset. */
export function readInstant(fields: Fields, column: string): Date {
  return findInstant(fields, column) ?? refuseColumn(column, `${column} is empty. Give a time in ISO 8601 with its offset.`)
}

export function findInstant(fields: Fields, column: string): Date | null {
  const text = fields[column]
  return text ? inColumn(column, () => dateTimeScalar.parseValue(text) as Date) : null
}

/** The items of a list, each as it stands; none where the column is empty. */
export function findItems(fields: Fields, column: string): string[] {
  return itemsOf(fields[column] ?? '')
}

/** The items of a list, each as fields named `column.part`. Parts at the end of an item may be left out. */
export function readItems(fields: Fields, column: Column): Fields[] {
  const { parts, between } = partsOf(column)
  return findItems(fields, column.name).map((item) => {
    const values = item.split(between)
    if (values.length > parts.length) refuseColumn(column.name, `An item of ${column.name} is written ${column.items}, and items are separated by ";".`)
    return Object.fromEntries(values.map((value, place) => [`${column.name}.${parts[place]}`, value.trim()]))
  })
}

/** Runs a rule on what a column gave, so that its refusal names the column. */
export function inColumn<T>(column: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const { extensions } = error as { extensions?: Record<string, unknown> }
    if (extensions) extensions.field = column
    throw error
  }
}
