import { eq } from 'drizzle-orm'
import { putNewest } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { knownService } from '../../db/tables.ts'
import type { ToldOfService } from './known-service.rules.ts'

export type KnownServiceRow = typeof knownService.$inferSelect

/** What `directory` told of a service. */
export async function findToldOfService(db: Database, id: string): Promise<ToldOfService> {
  const [service] = await db.select().from(knownService).where(eq(knownService.id, id))
  if (service) return { service, isAnyTold: true }
  const anyOther = await db.select({ id: knownService.id }).from(knownService).limit(1)
  return { service, isAnyTold: anyOther.length > 0 }
}

/** Replaces what was told of services before, where it is newer. */
export async function writeKnownServices(tx: Database, rows: KnownServiceRow[]): Promise<void> {
  await putNewest(tx, knownService, rows, { key: 'id', version: 'version' })
}
