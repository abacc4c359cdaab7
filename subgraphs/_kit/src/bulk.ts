import { getTableColumns, sql, type SQL } from 'drizzle-orm'
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
  const [first] = rows
  if (!first) return
  const { names, given, values } = toRecordset(table, first, rows)
  await tx.execute(
    sql`insert into ${table} (${sql.raw(names)}) select ${sql.raw(names)} from json_to_recordset(${values}::json) as given(${sql.raw(given)}) ${conflict}`
  )
}

/** Writes the fields of the given rows onto the rows that stand with the same `id`, in one statement; `version` is written as given. */
export async function updateMany<Table extends PgTable>(
  tx: Database,
  table: Table,
  rows: readonly (Partial<Table['$inferSelect']> & { id: string })[]
): Promise<void> {
  const [first] = rows
  if (!first) return
  const { names, given, values } = toRecordset(table, first, rows)
  const changes = names
    .split(', ')
    .filter((name) => name !== '"id"')
    .map((name) => `${name} = given.${name}`)
  await tx.execute(
    sql`update ${table} as standing set ${sql.raw(changes.join(', '))}
      from json_to_recordset(${values}::json) as given(${sql.raw(given)}) where standing.id = given.id`
  )
}

function toRecordset(table: PgTable, first: object, rows: readonly object[]): { names: string; given: string; values: string } {
  const all = getTableColumns(table)
  const columns = Object.keys(first).flatMap((field) => {
    const column = all[field]
    return column && (first as Record<string, unknown>)[field] !== undefined ? [{ field, column }] : []
  })
  const records = rows.map((row) => Object.fromEntries(columns.map(({ field, column }) => [column.name, toJson((row as Record<string, unknown>)[field])])))
  return {
    names: columns.map(({ column }) => `"${column.name}"`).join(', '),
    given: columns.map(({ column }) => `"${column.name}" ${column.getSQLType()}`).join(', '),
    values: JSON.stringify(records)
  }
}

function toJson(value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : (value ?? null)
}
