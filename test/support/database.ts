import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import type postgres from 'postgres'
import { openClient } from '@throughcare/kit/db'

/** The database with every room's schema that each test clones; the cluster's set-up makes it. */
export const template = 'throughcare_template'

export type TestDatabase = {
  url: string
  /** Sees and does everything. */
  superuser: postgres.Sql
  /** Rows as the superuser sees them: what is really in the database. */
  rows<Row extends object>(query: string, ...values: unknown[]): Promise<Row[]>
  drop(): Promise<void>
}

/** A database of the test's own, with every room's schema and no rows. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await openServer().unsafe(`create database ${name} template ${template} strategy file_copy`)
  const url = databaseUrl(name)
  const superuser = openClient(url)
  return {
    url,
    superuser,
    rows: async <Row extends object>(query: string, ...values: unknown[]) => (await superuser.unsafe(query, values as never[])) as unknown as Row[],
    async drop() {
      await superuser.end()
      await openServer().unsafe(`drop database if exists ${name} with (force)`)
    }
  }
}

export function databaseUrl(database: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL ?? '')
  url.pathname = `/${database}`
  return url.href
}

let server: postgres.Sql | undefined

/** A connection that all files of a worker use, for to connect takes as long as to clone. It keeps no worker from ending. */
export function openServer(): postgres.Sql {
  const socket = ({ path, host: [host], port: [port = 0] }: { path?: string; host: string[]; port: number[] }) =>
    (path ? connect(path) : connect(port, host)).unref()
  return (server ??= openClient(databaseUrl('postgres'), { socket, max_lifetime: null } as object))
}

/** Ends it, before the server does. */
export async function leaveServer(): Promise<void> {
  await server?.end()
  server = undefined
}
