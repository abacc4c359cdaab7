import { randomBytes } from 'node:crypto'
import { databaseUrl, postgresTo, template } from './cluster.ts'

export type TestDatabase = { url: string; drop(): Promise<void> }

/** A database of the test's own, with every room's schema and no rows. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = postgresTo('postgres')
  await admin.unsafe(`create database ${name} template ${template} strategy file_copy`)
  await admin.end()
  return {
    url: databaseUrl(name),
    async drop() {
      const closing = postgresTo('postgres')
      await closing.unsafe(`drop database if exists ${name} with (force)`)
      await closing.end()
    }
  }
}
