import { randomBytes } from 'node:crypto'
import type postgres from 'postgres'
import { openClient } from '@throughcare/kit/db'

/** The database with every room's schema that each test clones; the cluster's set-up makes it. */
export const template = 'throughcare_template'

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

export function databaseUrl(database: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL ?? '')
  url.pathname = `/${database}`
  return url.href
}

export function postgresTo(database: string): postgres.Sql {
  return openClient(databaseUrl(database))
}
