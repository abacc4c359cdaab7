import { sql, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'

/** The `set` of an upsert: the named fields take what the refused insert would have written. */
export function excluded<Table extends PgTable, Field extends keyof Table & string>(table: Table, fields: readonly Field[]): Record<Field, SQL> {
  return Object.fromEntries(fields.map((field) => [field, sql`excluded.${sql.identifier((table[field] as PgColumn).name)}`])) as Record<Field, SQL>
}

/** The same for rows written in bulk: `on conflict (id) do update set …`. */
export function onConflictTake<Table extends PgTable>(
  table: Table,
  { key, fields }: { key: (keyof Table & string) | readonly (keyof Table & string)[]; fields: readonly (keyof Table & string)[] }
): SQL {
  const changes = Object.entries(excluded(table, fields)).map(
    ([field, value]) => sql`${sql.identifier((table[field as keyof Table] as PgColumn).name)} = ${value}`
  )
  const keys = [key].flat().map((field) => sql.identifier((table[field as keyof Table] as PgColumn).name))
  return sql`on conflict (${sql.join(keys, sql`, `)}) do update set ${sql.join(changes, sql`, `)}`
}
