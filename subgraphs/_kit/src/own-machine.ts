import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openClient } from './db.ts'
import { startPostgres } from './embedded-postgres.ts'
import { folderWithRoom, memory } from './memory-folder.ts'

export type OwnMachine = {
  urlOf(database: string): string
  /** Does what a large import leaves to the background and reads everything once, so that what is timed next is a database as on any other day. */
  comeToRest(): Promise<void>
  /** Does some work, and says how long the disk took meanwhile to write a page down for good, 50 times a second. */
  besideDisk<Result>(work: () => Promise<Result>): Promise<{ result: Result; disk: string }>
  stop(): Promise<void>
}

// A third of a machine of 24 GB: PostgreSQL's manual has whoever runs it begin with a quarter and stop at two fifths. A million people with
// all that is told of them fit into it; the demo's own is for some thousands.
const sharedBuffers = '8GB'
// As its manual has whoever loads much in one go: after each checkpoint every page that is touched is logged whole.
const mostLog = '6GB'
const perSecond = 50

const logFolder = folderWithRoom(8 * 2 ** 30)

/** What a figure says of the machine it was taken on. */
export const ownMachine = `PostgreSQL with ${sharedBuffers} of shared buffers, its log of ${mostLog} at most ${logFolder === memory ? 'in memory' : 'on the disk'}`

/**
 * A PostgreSQL that has a machine to itself, for figures with a million people. It writes and waits as it does by itself, but its
 * write-ahead log lies in memory where there is room, which nobody does who keeps data: each commit waits for that log alone, and a disk
 * that many share keeps one in a few hundred waiting for half a second, which says nothing of the graph. What the disk took is said beside.
 */
export async function startOwnMachine(folder: string, settings: Record<string, string> = {}): Promise<OwnMachine> {
  const log = await mkdtemp(join(logFolder, 'throughcare-log-'))
  const cluster = await startPostgres(folder, { shared_buffers: sharedBuffers, max_wal_size: mostLog, ...settings }, log)
  return {
    urlOf: cluster.urlOf,
    async comeToRest() {
      const admin = openClient(cluster.urlOf('postgres'))
      for (const { name } of await admin<{ name: string }[]>`select datname as name from pg_database where datallowconn and not datistemplate`) {
        const database = openClient(cluster.urlOf(name))
        await database`vacuum (analyze)`
        await database`create extension if not exists pg_prewarm`
        await database`select pg_prewarm(oid) from pg_class where relkind in ('r', 'i') and relnamespace::regnamespace::text !~ '^(pg_|information_)'`
        await database.end()
      }
      await admin`checkpoint`
      await admin.end()
    },
    async besideDisk(work) {
      let isOver = false
      const probe = timeDisk(join(folder, 'probe'), () => isOver)
      const result = await work().finally(() => {
        isOver = true
      })
      return { result, disk: await probe }
    },
    async stop() {
      await cluster.stop()
      await rm(log, { recursive: true, force: true })
    }
  }
}

async function timeDisk(path: string, isOver: () => boolean): Promise<string> {
  const [page, times]: [Buffer, number[]] = [Buffer.alloc(8_192, 1), []]
  const file = await open(path, 'w')
  while (!isOver()) {
    const began = performance.now()
    await file.write(page, 0, page.length, (times.length % 1_000) * page.length)
    await file.datasync()
    times.push(performance.now() - began)
    await pause(1_000 / perSecond)
  }
  await file.close()
  const sorted = times.toSorted((one, other) => one - other).map(Math.round)
  return `the disk beside it took ${sorted[Math.ceil(sorted.length * 0.99) - 1]} ms to keep a page, 99 in 100, and at most ${sorted.at(-1)} ms`
}
