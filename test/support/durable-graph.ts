import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownMachine, startPostgres } from '@throughcare/kit/embedded-postgres'
import { setUp } from './cluster.ts'
import { openTestGraph, type TestGraph } from './graph.ts'

export type DurableGraph = { graph: TestGraph; comeToRest(): Promise<void>; close(): Promise<void> }

/** The whole graph on a fresh PostgreSQL of its own, as durable as PostgreSQL is by itself, which tests do without, and with a machine's memory: for figures. */
export async function openDurableGraph(): Promise<DurableGraph> {
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-load-'))
  await chmod(folder, 0o755)
  const cluster = await startPostgres(folder, { ...ownMachine, max_connections: '200' })
  process.env.TEST_DATABASE_URL = cluster.urlOf('postgres')
  await setUp()
  const graph = await openTestGraph('one process')
  return {
    graph,
    comeToRest: cluster.comeToRest,
    async close() {
      await graph.close()
      delete process.env.TEST_DATABASE_URL
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    }
  }
}
