import { openClient } from '@throughcare/kit/db'
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
  const admin = openClient(url)
  try {
    const [standing] = await admin`select 1 from pg_database where datname = ${demoDatabase}`
    if (!standing) await admin.unsafe(`create database ${demoDatabase}`)
  } finally {
    await admin.end()
  }
}
