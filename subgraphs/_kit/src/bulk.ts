import { getTableColumns, sql, type Column, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { isoInstant } from './clock.ts'
import type { Database } from './db.ts'
import { refuse } from './errors.ts'

/**
 * Inserts many rows in one statement whose text does not grow with them, several times faster than a list of values. All rows have the
 * fields of the first; fields left out get the table's defaults. `conflict` is what to do with rows that stand: `on conflict …`.
 */
export async function insertMany<Table extends PgTable>(
  tx: Database,
  table: Table,
  rows: readonly Table['$inferInsert'][],
  conflict: SQL = sql``
): Promise<void> {
  if (rows.length === 0) return
  const { columns, given } = lay(table, rows)
  const [names, values] = [
    sql.raw(columns.map(({ name }) => `"${name}"`).join(', ')),
    sql.join(
      columns.map(({ value }) => value),
      sql`, `
    )
  ]
  await tx.execute(sql`insert into ${table} (${names}) select ${values} from ${given} ${conflict}`)
}

/**
 * Writes what was told of some rows, one telling a row, over what stands and is older; `key` is the field that says of which row it is, `version` the
 * field that says which is newer. What is told of a row besides, under a version of its own, is left alone.
 */
export async function putNewest<Table extends PgTable>(
  tx: Database,
  table: Table,
  rows: readonly Table['$inferInsert'][],
  { key, version }: Record<'key' | 'version', keyof Table['$inferInsert'] & string>
): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = getTableColumns(table)
  const nameOf = (field: string) => sql.identifier(columns[field]?.name ?? field)
  const told = Object.keys(first).filter((field) => field !== key && field in columns)
  const news = told.map((field) => sql`${nameOf(field)} = excluded.${nameOf(field)}`)
  await insertMany(
    tx,
    table,
    rows,
    sql`on conflict (${nameOf(key)}) do update set ${sql.join(news, sql`, `)} where excluded.${nameOf(version)} > ${columns[version]}`
  )
}

/** Writes the fields of the given rows onto the rows that stand with the same `id`, in one statement; `version` is written as given. */
export async function updateMany<Table extends PgTable>(
  tx: Database,
  table: Table,
  rows: readonly (Partial<Table['$inferSelect']> & { id: string })[]
): Promise<void> {
  if (rows.length === 0) return
  const { columns, given } = lay(table, rows)
  const id = columns.find(({ name }) => name === 'id')?.value
  const changes = columns.flatMap(({ name, value }) => (name === 'id' ? [] : [sql`${sql.raw(`"${name}"`)} = ${value}`]))
  await tx.execute(sql`update ${table} as standing set ${sql.join(changes, sql`, `)} from ${given} where standing.id = ${id}`)
}

/** Whether a column is one of many values: one parameter, where a list of them would be one each. */
export function isAnyOf(column: Column, values: readonly string[]): SQL {
  // Of its own type and not by way of text: row-level security lets an index be used only for what cannot leak, and reading text can.
  return sql`${column} = any(${`{${values.map(toElement).join()}}`}::${sql.raw(column.getSQLType())}[])`
}

/** Of so many rows it pays to look for what is the same in all. */
const many = 50

type Laid = { columns: { name: string; value: SQL }[]; given: SQL }

/**
 * The rows as PostgreSQL takes them in fastest: a column whose value is the same in all of many is one parameter, the others are one text
 * with a line for each row, which costs half of what a JSON document does and a quarter of arrays. Everything is sent as text, so that
 * the driver does not read it as something else first. `value` is what a statement says for the column of one row of `given`.
 * Few rows always make the same statement: each other one has to be planned, which takes as long as fifty of them.
 */
function lay(table: PgTable, rows: readonly Record<string, unknown>[]): Laid {
  const all = getTableColumns(table)
  const [first = {}] = rows
  const written = Object.keys(first).flatMap((field) => {
    const column = all[field]
    if (!column || first[field] === undefined) return []
    const type = column.getSQLType()
    return [{ field, name: column.name, type, texts: rows.map((row) => toText(row[field], type)) }]
  })
  // One column is taken to vary whatever it holds: the lines say how many rows there are.
  const varying = rows.length < many ? written : written.filter(({ texts }, place) => place === 0 || texts.some((text) => text !== texts[0]))
  return {
    columns: written.map((column) => ({ name: column.name, value: varying.includes(column) ? sql.raw(`given."${column.field}"`) : asOne(column) })),
    given: toLines(varying, rows.length)
  }
}

/** A column as it is laid out: what each row holds of it, as PostgreSQL reads it in. */
type Written = { field: string; name: string; type: string; texts: (string | null)[] }

function asOne({ type, texts: [text = null] }: Written): SQL {
  return sql`${text}::text::${sql.raw(type)}`
}

// Hardly any text holds these; of those that none of the values does, one parts the rows, one their fields, and one stands for null.
const marks = Array.from({ length: 8 }, (_, place) => String.fromCharCode(31 - place))
const anyMark = new RegExp(`[${marks.at(-1)}-${marks[0]}]`)

function toLines(columns: readonly Written[], rows: number): SQL {
  const held = columns.map(marksHeld).join('')
  const [row, field, nothing] = marks.filter((mark) => !held.includes(mark))
  if (row === undefined || field === undefined || nothing === undefined)
    refuse('BAD_USER_INPUT', 'A text is full of control characters. Take them out, or check that it is text at all.')
  // Joined once: a string that grows field by field is made of as many.
  const pieces: string[] = []
  for (let at = 0; at < rows; at += 1) {
    if (at > 0) pieces.push(row)
    for (const { texts } of columns) pieces.push(field, texts[at] ?? nothing)
  }
  // What stands before the first mark of a line is empty.
  const shape = columns.map(({ field: name, type }, place) => `fields[${place + 2}]::${type} as "${name}"`).join(', ')
  // `offset` has the fields of a line parted once, not anew for each column. `limit` tells the planner how many rows there are, and keeps the
  // columns as they are typed here: row-level security lets an index be used only for what cannot leak, and reading text can.
  return sql`(select ${sql.raw(shape)} from (select string_to_array(line, ${field}, ${nothing}) as fields
    from string_to_table(${pieces.join('')}, ${row}) as line offset 0) as parted limit ${rows}) as given`
}

/** The marks that stand in the texts of a column. JSON writes them otherwise, and what else is no text cannot hold them. */
function marksHeld({ type, texts }: Written): string {
  return isPlain(type) ? '' : texts.filter((text) => text !== null && anyMark.test(text)).join('')
}

/** A value as PostgreSQL reads it in. */
function toText(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null
  if (isJson(type)) return JSON.stringify(value)
  if (typeof value === 'string') return value
  if (value instanceof Date) return isoInstant(value)
  if (Array.isArray(value)) return `{${value.map((element) => toElement(String(element))).join()}}`
  return String(value as string | number | boolean)
}

const plainTypes = /^(uuid|timestamp|date|boolean|integer|smallint|bigint|double|real|xid8|json)/

function isPlain(type: string): boolean {
  return plainTypes.test(type)
}

function isJson(type: string): boolean {
  return type === 'json' || type === 'jsonb'
}

function toElement(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
