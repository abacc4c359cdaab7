import postgres from 'postgres'
import { startPostgres, type EmbeddedPostgres } from '@throughcare/kit/embedded-postgres'
import { bringUpToDate } from './one-process.ts'

/** The name of the demo's database in its cluster. */
export const demoDatabase = 'throughcare'

/** Starts the demo's PostgreSQL with every room's schema and the reference data up to date. */
export async function openDemoDatabase(dataFolder: string): Promise<{ url: string; cluster: EmbeddedPostgres }> {
  const cluster = await startPostgres(dataFolder)
  try {
    await makeDatabase(cluster.urlOf('postgres'))
    const url = cluster.urlOf(demoDatabase)
    await bringUpToDate(url)
    return { url, cluster }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

async function makeDatabase(url: string): Promise<void> {
  const address = new URL(url)
  const host = address.searchParams.get('host') ?? 'localhost'
  address.searchParams.delete('host')
  const admin = postgres(address.href, { host, max: 1, onnotice: () => {} })
  try {
    const [standing] = await admin`select 1 from pg_database where datname = ${demoDatabase}`
    if (!standing) await admin.unsafe(`create database ${demoDatabase}`)
  } finally {
    await admin.end()
  }
}
