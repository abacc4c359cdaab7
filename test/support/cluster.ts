import { chmodSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { startPostgres, type EmbeddedPostgres } from '@throughcare/kit/embedded-postgres'
import { migrateRooms } from '@throughcare/gateway/one-process'

// Before all tests: one database with every room's schema, which each test file clones. On the embedded PostgreSQL, or on the server
// that TEST_DATABASE_URL names, whose user may create roles and databases.

export const template = 'throughcare_template'

let embedded: EmbeddedPostgres | undefined
let folder: string | undefined

export async function setUp(): Promise<void> {
  const given = process.env.TEST_DATABASE_URL
  if (!given) {
    folder = mkdtempSync(join(tmpdir(), 'throughcare-test-'))
    chmodSync(folder, 0o755)
    embedded = await startPostgres(folder, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' })
    process.env.TEST_DATABASE_URL = embedded.urlOf('postgres')
  }
  const admin = postgresTo('postgres')
  await admin.unsafe(`drop database if exists ${template} with (force)`)
  await admin.unsafe(`create database ${template}`)
  await admin.end()
  await migrateRooms(databaseUrl(template))
}

export default setUp

export async function tearDown(): Promise<void> {
  if (!embedded) return
  await embedded.stop()
  delete process.env.TEST_DATABASE_URL
  if (folder) await rm(folder, { recursive: true, force: true })
}

export function databaseUrl(database: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL ?? '')
  url.pathname = `/${database}`
  return url.href
}

export function postgresTo(database: string): postgres.Sql {
  const url = new URL(databaseUrl(database))
  const host = url.searchParams.get('host')
  url.searchParams.delete('host')
  return postgres(url.href, { ...(host ? { host } : {}), max: 1, onnotice: () => {} })
}
