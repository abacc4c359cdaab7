import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@throughcare/kit/embedded-postgres'
import { openLog } from '@throughcare/kit/log'
import { migrateRoom } from '@throughcare/kit/migrate'
import { readPolicy } from '@throughcare/kit/policy'
import { publicPrincipal, type Principal } from '@throughcare/kit/principal'
import { openRoom } from '@throughcare/kit/room'
import { loadReferenceData } from './reference/load-reference-data.ts'
import { room } from './subgraph.ts'

/** The room on a fresh cluster of its own, for figures: asked as the public, unless it is said as whom. */
export type Ground = {
  url: string
  folder: string
  ask(query: string, variables?: Record<string, unknown>, principal?: Principal): Promise<Record<string, unknown>>
  close(): Promise<void>
}

export async function openGround(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-directory-'))
  // Open to PostgreSQL's own user, so that the cluster lies in the folder and goes with it.
  await chmod(folder, 0o755)
  const cluster = await startPostgres(folder)
  const url = cluster.urlOf('postgres')
  await migrateRoom(room.name, room.folder, url)
  await loadReferenceData(url)
  const opened = openRoom(room, { url, policy: readPolicy(), log: openLog('evidence', 'silent') })
  return {
    url,
    folder,
    async ask(query, variables = {}, principal = publicPrincipal) {
      const { data, errors } = await opened.answer({ query, variables, requestId: crypto.randomUUID() }, principal)
      if (errors?.length) throw new Error(errors[0]?.message)
      return data as Record<string, unknown>
    },
    async close() {
      await opened.close()
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    }
  }
}
