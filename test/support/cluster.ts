import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startPostgres, type EmbeddedPostgres } from '@throughcare/kit/embedded-postgres'
import { folderWithRoom } from '@throughcare/kit/memory-folder'
import { migrateRooms } from '@throughcare/gateway/one-process'
import { databaseUrl, postgresTo, template } from './database.ts'

// Before all tests: one database with every room's schema, which each test file clones. On the embedded PostgreSQL, or on the server
// that TEST_DATABASE_URL names, whose user may create roles and databases.

let embedded: EmbeddedPostgres | undefined
let folder: string | undefined

export async function setUp(): Promise<void> {
  const given = process.env.TEST_DATABASE_URL
  if (!given) {
    folder = await mkdtemp(join(folderWithRoom(2 ** 30), 'throughcare-test-'))
    await chmod(folder, 0o755)
    embedded = await startPostgres(folder, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' })
    process.env.TEST_DATABASE_URL = embedded.urlOf('postgres')
  }
  try {
    await makeTemplate()
  } catch (error) {
    await tearDown()
    throw error
  }
}

async function makeTemplate(): Promise<void> {
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
