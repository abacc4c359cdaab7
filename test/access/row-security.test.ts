import type postgres from 'postgres'
import { roomNames } from '@throughcare/gateway/rooms'
import { schemaOf } from '@throughcare/kit/migrate'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { forgetWhatRowsMayBe, insertRow, tablesOf, type Table } from '../support/rows.ts'

// What no caller may read at all: a table here has no policy for its room's role.
const unreadable: string[] = []

// Who is limited, who claimed, broke the glass or asked past a limit: hidden from those barred by name alone, since whoever answers for it may be restricted too.
const barredAlone = ['access_limit', 'relationship', 'break_glass', 'limit_override']

// Tables that name records and need no bar of their own: ids, hashes and weights; and the audit, which must not be blind to anyone.
const idsAlone = [
  ...['audit.change_event', 'audit.released', 'audit.wrong_link'],
  ...['people.awaiting_link', 'people.link', 'people.match_key', 'people.seen_alone']
]

// Tables whose rows may be deleted: copies that are replaced whole, a list of work that is done, and how records look to one who is shut out.
const mayBeEmptied = ['record_access', 'awaiting_link', 'value_counting', 'value_count', 'seen_alone']

// Functions that run with their owner's rights; each is a way round row-level security, so each is named and explained here.
const trustedFunctions: string[] = []

const schemas = roomNames.map(schemaOf)
let database: TestDatabase
let sql: postgres.Sql
let tables: Table[]

beforeAll(async () => {
  database = await cloneDatabase()
  sql = database.superuser
  tables = (await Promise.all(schemas.map((schema) => tablesOf(sql, schema)))).flat()
  await forgetWhatRowsMayBe(sql, schemas)
  for (const table of tables) await insertRow(sql, table)
  await sql`set session_replication_role = default`
})
afterAll(() => database.drop())

/** Runs work as a room's own role, and takes back all it did. */
async function asRoom<T>(schema: string, work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> {
  const taken = new Error('taken back')
  let result: T | undefined
  await sql
    .begin(async (tx) => {
      await tx.unsafe(`set local role ${schema}_app`)
      result = await work(tx)
      throw taken
    })
    .catch((error: unknown) => {
      if (error !== taken) throw error
    })
  return result as T
}

const settings = ['subject', 'role', 'organisation', 'service', 'audiences']
const named = ({ schema, name }: Table) => `${schema}.${name}`

async function countsAs(prepare: (tx: postgres.TransactionSql) => Promise<unknown>): Promise<Record<string, number>> {
  const counts: [string, number][] = []
  for (const schema of schemas) {
    await asRoom(schema, async (tx) => {
      await prepare(tx)
      for (const table of tables.filter((one) => one.schema === schema)) {
        const [row] = await tx.unsafe(`select count(*)::int as count from "${schema}"."${table.name}"`)
        if (row?.count !== 0) counts.push([named(table), Number(row?.count)])
      }
    })
  }
  return Object.fromEntries(counts)
}

describe('row-level security, on every table of every room', () => {
  test('covers all rooms, each with its tables', () => {
    expect(new Set(tables.map(({ schema }) => schema))).toEqual(new Set(schemas))
    expect(tables.length).toBeGreaterThanOrEqual(schemas.length * 4)
  })

  test('is enabled, and forced upon the owner too', async () => {
    const open = await sql`select relnamespace::regnamespace || '.' || relname as table from pg_class
      where relkind in ('r', 'p') and relnamespace::regnamespace::text = any (${schemas}) and not (relrowsecurity and relforcerowsecurity)`

    expect(open).toEqual([])
  })

  test('has a policy for the role that reads and writes, or is listed as unreadable', async () => {
    const ruled = await sql`select distinct schemaname || '.' || tablename as table from pg_policies where schemaname = any (${schemas})
      and (schemaname || '_app')::name = any (roles)`

    expect(tables.map(named).filter((table) => !ruled.some((row) => row.table === table))).toEqual(unreadable)
  })

  test('shuts out whoever is barred by name, in every table that says something of a record', async () => {
    const open = await sql`select distinct columns.table_schema || '.' || columns.table_name as table from information_schema.columns
      join pg_policies policies on policies.schemaname = columns.table_schema and policies.tablename = columns.table_name and policies.cmd in ('SELECT', 'ALL')
      where columns.table_schema = any (${schemas}) and columns.column_name = 'record_id' and columns.table_name not in ('outbox', 'record_access')
        and not exists (select from pg_policies bars where bars.schemaname = columns.table_schema and bars.tablename = columns.table_name
          and bars.policyname = case when columns.table_name = any (${barredAlone}) then 'barred_by_name' else 'shut_out' end and bars.permissive = 'RESTRICTIVE')`

    expect(open.map(({ table }) => String(table)).sort()).toEqual(idsAlone)
  })

  test('shows no row to a caller for whom nothing is bound', async () => {
    const [row] = await sql`select count(*)::int as count from people.identity_record`

    expect(row?.count).toBe(1)
    expect(await countsAs(async () => {})).toEqual({})
  })

  test('shows no row when the settings are empty, as they are left after a transaction', async () => {
    expect(await countsAs((tx) => tx.unsafe(`select ${settings.map((name) => `set_config('app.${name}', '', true)`).join()}`))).toEqual({})
  })

  test('takes no row from a caller for whom nothing is bound', async () => {
    const accepted: string[] = []
    for (const table of tables) {
      await asRoom(table.schema, (tx) => insertRow(tx, table)).then(
        () => accepted.push(named(table)),
        (error: { code?: string }) => expect([named(table), error.code]).toEqual([named(table), '42501'])
      )
    }

    expect(accepted).toEqual([])
  })

  test('goes red when a table is opened: the check itself can fail', async () => {
    await sql.unsafe('create policy anyone on people.identity_record for select to people_app using (true)')
    const counts = await countsAs(async () => {})
    await sql.unsafe('drop policy anyone on people.identity_record')

    expect(counts).toEqual({ 'people.identity_record': 1 })
  })
})

describe('the roles of the rooms', () => {
  const apps = schemas.map((schema) => `${schema}_app`)

  test('own nothing, and none can set row-level security aside', async () => {
    const owned = await sql`select relname from pg_class where pg_get_userbyid(relowner) = any (${apps})`
    const mighty = await sql`select rolname from pg_roles where rolname = any (${[...apps, ...schemas.map((schema) => `${schema}_owner`)]})
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin)`

    expect(owned).toEqual([])
    expect(mighty).toEqual([])
  })

  test('belong to no other role', async () => {
    const memberships =
      await sql`select pg_get_userbyid(member) as member, pg_get_userbyid(roleid) as role from pg_auth_members where pg_get_userbyid(member) = any (${apps})`

    expect(memberships).toEqual([])
  })

  test("see no other room's schema, nor the journals of migrations", async () => {
    const strays = await sql`select role, schema from unnest(${apps}::text[]) as role, unnest(${[...schemas, 'migrations']}::text[]) as schema
      where role <> schema || '_app' and has_schema_privilege(role, schema, 'usage')`

    expect(strays).toEqual([])
  })

  test('may not create anything, nor empty a table', async () => {
    const makers =
      await sql`select role, schema from unnest(${apps}::text[]) as role, unnest(${schemas}::text[]) as schema where has_schema_privilege(role, schema, 'create')`
    const grants = await sql`select table_schema, table_name, privilege_type from information_schema.role_table_grants
      where grantee = any (${apps}) and privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`

    expect(makers).toEqual([])
    expect(grants).toEqual([])
  })

  test('may delete only what is a copy or a list of work, never a record', async () => {
    const grants =
      await sql`select distinct table_name as table from information_schema.role_table_grants where grantee = any (${apps}) and privilege_type = 'DELETE'`

    expect(grants.map(({ table }) => table as string).filter((table) => !mayBeEmptied.includes(table))).toEqual([])
  })
})

describe('ways round row-level security', () => {
  test('no view reads with the rights of its owner', async () => {
    const views = await sql`select relnamespace::regnamespace || '.' || relname as view from pg_class
      where relkind in ('v', 'm') and relnamespace::regnamespace::text = any (${schemas}) and not coalesce(reloptions @> '{security_invoker=true}', false)`

    expect(views).toEqual([])
  })

  test('no function runs with the rights of its owner, but those listed', async () => {
    const functions =
      await sql`select pronamespace::regnamespace || '.' || proname as function from pg_proc where prosecdef and pronamespace::regnamespace::text = any (${schemas})`

    expect(functions.map((row) => row.function as string)).toEqual(trustedFunctions)
  })

  test('the journals of migrations lie together, outside the rooms', async () => {
    const journals = await sql`select tablename as journal from pg_tables where schemaname = 'migrations'`

    expect(journals.map(({ journal }) => journal as string).sort()).toEqual([...schemas].sort())
  })
})
