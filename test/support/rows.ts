import type postgres from 'postgres'

/** A table by its room's schema. */
export type Table = { schema: string; name: string }

export async function tablesOf(sql: postgres.Sql, schema: string): Promise<Table[]> {
  return sql<Table[]>`select schemaname as schema, tablename as name from pg_tables where schemaname = ${schema} order by tablename`
}

export async function columnsOf(sql: postgres.Sql, { schema, name }: Table): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`select column_name as name from information_schema.columns where table_schema = ${schema} and table_name = ${name}`
  return rows.map((row) => row.name)
}

/** Lets rows stand alone in this database, whatever they say: for tests of who may see a row, not of what a row may be. */
export async function forgetWhatRowsMayBe(sql: postgres.Sql, schemas: readonly string[]): Promise<void> {
  const checks = await sql<{ table: string; name: string }[]>`
    select conrelid::regclass::text as table, conname as name from pg_constraint where contype = 'c' and connamespace::regnamespace::text = any (${[...schemas]})`
  for (const { table, name } of checks) await sql.unsafe(`alter table ${table} drop constraint "${name}"`)
  await sql`set session_replication_role = replica`
}

const sample: Record<string, string> = {
  text: "'x' || gen_random_uuid()",
  uuid: 'gen_random_uuid()',
  integer: '1',
  real: '1',
  bigint: '1',
  numeric: '1',
  'double precision': '1',
  boolean: 'true',
  date: 'current_date',
  'timestamp with time zone': 'now()',
  json: "'{}'",
  jsonb: "'{}'",
  xid8: "'1'",
  ARRAY: "'{}'",
  'USER-DEFINED': 'null'
}

/**
 * Inserts a row of which only what the test says is known; every other column that must have a value gets one of its type.
 */
export async function insertRow(sql: postgres.Sql | postgres.TransactionSql, { schema, name }: Table, values: Record<string, unknown> = {}): Promise<void> {
  const columns = await sql<{ name: string; type: string }[]>`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = ${schema} and table_name = ${name} and is_nullable = 'NO' and column_default is null and is_identity = 'NO' and is_generated = 'NEVER'`
  const given = Object.entries(values)
  const others = columns.filter((column) => !(column.name in values))
  const names = [...given.map(([column]) => column), ...others.map((column) => column.name)].map((column) => `"${column}"`)
  const texts = [...given.map((_, index) => `$${index + 1}`), ...others.map(({ type }) => sample[type] ?? 'null')]
  const statement = names.length > 0 ? `(${names.join()}) values (${texts.join()})` : 'default values'
  await sql.unsafe(`insert into "${schema}"."${name}" ${statement}`, given.map(([, value]) => value) as never[])
}
