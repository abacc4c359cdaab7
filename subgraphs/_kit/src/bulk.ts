import { getTableColumns, sql, type Column, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from './db.ts'

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

type Laid = { columns: { name: string; value: SQL }[]; given: SQL }

/**
 * The rows as PostgreSQL takes them in fastest: a column whose value is the same in all of them is one parameter, any other an array.
 * Not for columns that hold arrays themselves. Everything is sent as text, so that the driver does not read it as something else first.
 * `value` is what a statement says for the column of one row of `given`.
 */
function lay(table: PgTable, rows: readonly object[]): Laid {
  const all = getTableColumns(table)
  const [first = {}] = rows
  const arrays: { name: string; array: SQL }[] = [{ name: 'place', array: sql`${`{${rows.map((_, place) => place).join()}}`}::text::integer[]` }]
  const columns = Object.keys(first).flatMap((field) => {
    const column = all[field]
    const values = rows.map((row) => toText((row as Record<string, unknown>)[field]))
    if (!column || (first as Record<string, unknown>)[field] === undefined) return []
    const type = column.getSQLType()
    if (type.endsWith('[]')) throw new Error(`${column.name} holds arrays, which cannot be written in bulk.`)
    if (values.every((value) => value === values[0])) return [{ name: column.name, value: sql`${values[0] ?? null}::text::${sql.raw(type)}` }]
    const elements = plainTypes.test(type) ? values.map((value) => value ?? 'NULL') : values.map(toElement)
    arrays.push({ name: column.name, array: sql`${`{${elements.join()}}`}::text::${sql.raw(type)}[]` })
    return [{ name: column.name, value: sql.raw(`given."${column.name}"`) }]
  })
  const names = sql.raw(arrays.map(({ name }) => `"${name}"`).join(', '))
  return {
    columns,
    given: sql`unnest(${sql.join(
      arrays.map(({ array }) => array),
      sql`, `
    )}) as given(${names})`
  }
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | bigint | boolean)
}

// What values of these types are written with needs no quotes in an array literal.
const plainTypes = /^(uuid|integer|bigint|boolean|date|timestamp)/

function toElement(text: string | null): string {
  return text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`
}
