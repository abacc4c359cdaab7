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
 * The rows as PostgreSQL takes them in fastest: a column whose value is the same in all of them is one parameter, the others are one
 * document, which costs it half of what arrays cost and takes any type. Everything is sent as text, so that the driver does not read it
 * as something else first. `value` is what a statement says for the column of one row of `given`.
 */
function lay(table: PgTable, rows: readonly Record<string, unknown>[]): Laid {
  const all = getTableColumns(table)
  const [first = {}] = rows
  const fields = Object.keys(first).flatMap((field, place) => {
    const column = all[field]
    if (!column || first[field] === undefined) return []
    // One column is taken to vary whatever it holds: the document says how many rows there are.
    const varies = place === 0 || rows.some((row) => !isSame(row[field], first[field]))
    return [{ field, name: column.name, type: column.getSQLType(), varies }]
  })
  const varying = fields.filter(({ varies }) => varies)
  // PostgreSQL is slow to make jsonb of a part of a document; it copies the part as it stands, and reads that, in half the time.
  const shape = varying.map(({ field, type }) => `"${field}" ${type === 'jsonb' ? 'json' : type}`).join(', ')
  return {
    columns: fields.map(({ field, name, type, varies }) => ({
      name,
      value: varies ? sql.raw(`given."${field}"${type === 'jsonb' ? '::jsonb' : ''}`) : sql`${toText(first[field])}::text::${sql.raw(type)}`
    })),
    given: sql`json_to_recordset(${toDocument(rows, varying)}::text::json) as given(${sql.raw(shape)})`
  }
}

/** Whether two values are the same plain one; what holds others never is. */
function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime()
  return one === other && (one === null || typeof one !== 'object')
}

function toDocument(rows: readonly Record<string, unknown>[], varying: readonly { field: string }[]): string {
  const picked = rows.map((row) => {
    const item: Record<string, unknown> = {}
    // JSON.stringify is far slower where it meets a Date itself.
    for (const { field } of varying) item[field] = row[field] instanceof Date ? row[field].toISOString() : row[field]
    return item
  })
  return JSON.stringify(picked)
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return value instanceof Date ? value.toISOString() : String(value as string | number | boolean)
}

function toElement(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
