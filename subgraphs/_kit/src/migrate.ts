import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { openPool, type Database } from './db.ts'

const kitPolicies = new URL('../db/policies.sql', import.meta.url)

/** The schema of a room, which is also the stem of its two database roles. */
export function schemaOf(room: string): string {
  return room.replaceAll('-', '_')
}

/**
 * Brings a room's schema up to date: its roles, its tables by numbered migrations, then row-level security and grants of every table,
 * laid anew in one transaction. `url` may create roles; afterwards the room itself needs only `<room>_app`.
 */
export async function migrateRoom(room: string, roomFolder: URL, url: string): Promise<void> {
  const schema = schemaOf(room)
  const admin = openPool({ url, max: 1 })
  try {
    await prepareRoles(admin.db, schema)
  } finally {
    await admin.close()
  }
  const owner = openPool({ url, role: `${schema}_owner`, max: 1 })
  try {
    // Until the connection ends: of two who bring a room up to date at once, one waits.
    await owner.db.execute(sql`select pg_advisory_lock(hashtext(${`throughcare migrates ${schema}`}))`)
    await migrate(owner.db as PostgresJsDatabase, {
      migrationsFolder: fileURLToPath(new URL('db/migrations', roomFolder)),
      migrationsSchema: 'migrations',
      migrationsTable: schema
    })
    await owner.db.transaction((tx) => layPolicies(tx, schema, readFileSync(new URL('db/policies.sql', roomFolder), 'utf8')))
  } finally {
    await owner.close()
  }
}

async function prepareRoles(db: Database, schema: string): Promise<void> {
  const [owner, app] = [`${schema}_owner`, `${schema}_app`]
  const statements = `
    do $$ begin
      perform pg_advisory_xact_lock(hashtext('throughcare roles'));
      if not exists (select from pg_roles where rolname = '${owner}') then create role ${owner} nologin; end if;
      if not exists (select from pg_roles where rolname = '${app}') then create role ${app} nologin; end if;
      execute format('grant ${owner}, ${app} to %I', current_user);
      execute format('grant create on database %I to ${owner}', current_database());
      create schema if not exists migrations;
      grant usage, create on schema migrations to ${owner};
    end $$`
  await db.execute(sql.raw(statements))
}

async function layPolicies(tx: Database, schema: string, roomPolicies: string): Promise<void> {
  await tx.execute(sql.raw(`set local search_path to ${schema}, pg_temp`))
  await tx.execute(
    sql.raw(`
    do $$ declare item record; begin
      for item in select policyname, tablename from pg_policies where schemaname = '${schema}' loop
        execute format('drop policy %I on %I', item.policyname, item.tablename);
      end loop;
      for item in select tablename from pg_tables where schemaname = '${schema}' loop
        execute format('alter table %I enable row level security', item.tablename);
        execute format('alter table %I force row level security', item.tablename);
        execute format('create policy owner_migrates on %I to ${schema}_owner using (true) with check (true)', item.tablename);
        execute format('revoke all on %I from ${schema}_app', item.tablename);
        execute format('grant select, insert, update on %I to ${schema}_app', item.tablename);
      end loop;
    end $$;
    grant usage on schema ${schema} to ${schema}_app;
    grant usage on all sequences in schema ${schema} to ${schema}_app;`)
  )
  await tx.execute(sql.raw(readFileSync(kitPolicies, 'utf8').replaceAll('room_app', `${schema}_app`)))
  await tx.execute(sql.raw(roomPolicies))
}
