import { sql, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'

/** The `set` of an upsert: the named fields take what the refused insert would have written. */
export function excluded<Table extends PgTable, Field extends keyof Table & string>(table: Table, fields: readonly Field[]): Record<Field, SQL> {
  return Object.fromEntries(fields.map((field) => [field, sql`excluded.${sql.identifier((table[field] as PgColumn).name)}`])) as Record<Field, SQL>
}
