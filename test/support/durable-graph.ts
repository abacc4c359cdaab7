import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startOwnMachine, type OwnMachine } from '@throughcare/kit/own-machine'
import { setUp, tearDown } from './cluster.ts'
import { openTestGraph, type TestGraph } from './graph.ts'

export type DurableGraph = { graph: TestGraph; machine: OwnMachine; close(): Promise<void> }

/** The whole graph on a fresh PostgreSQL of its own, writing as PostgreSQL does by itself, which tests do without, and with a machine to itself: for figures. */
export async function openDurableGraph(): Promise<DurableGraph> {
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-load-'))
  await chmod(folder, 0o755)
  const machine = await startOwnMachine(folder, { max_connections: '200' })
  process.env.TEST_DATABASE_URL = machine.urlOf('postgres')
  await setUp()
  const graph = await openTestGraph('one process')
  return {
    graph,
    machine,
    async close() {
      await graph.close()
      await tearDown()
      delete process.env.TEST_DATABASE_URL
      await machine.stop()
      await rm(folder, { recursive: true, force: true })
    }
  }
}
