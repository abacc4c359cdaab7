import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startPostgres, type EmbeddedPostgres } from '@throughcare/kit/embedded-postgres'
import { folderWithRoom } from '@throughcare/kit/memory-folder'
import { migrateRooms } from '@throughcare/gateway/one-process'
import { databaseUrl, leaveServer, openServer, template } from './database.ts'

// Before all tests: one database with every room's schema, which each test file clones. On the embedded PostgreSQL, or on the server
// that TEST_DATABASE_URL names, whose user may create roles and databases.

let embedded: EmbeddedPostgres | undefined
let folder: string | undefined

export async function setUp(): Promise<void> {
  const given = process.env.TEST_DATABASE_URL
  if (!given) {
    folder = await mkdtemp(join(folderWithRoom(2 ** 30), 'throughcare-test-'))
    await chmod(folder, 0o755)
    embedded = await startPostgres(folder, {
      ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
      // Databases come and go by the hundred, and none lives long enough to be tidied.
      ...{ autovacuum_naptime: '1d', shared_buffers: '64MB' }
    })
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
  await openServer().unsafe(`drop database if exists ${template} with (force)`)
  await openServer().unsafe(`create database ${template}`)
  await migrateRooms(databaseUrl(template))
}

export default setUp

export async function tearDown(): Promise<void> {
  await leaveServer()
  if (!embedded) return
  await embedded.stop()
  embedded = undefined
  delete process.env.TEST_DATABASE_URL
  if (folder) await rm(folder, { recursive: true, force: true })
}
