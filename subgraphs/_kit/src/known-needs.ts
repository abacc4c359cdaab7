import { sql } from 'drizzle-orm'
import { text, type PgSchema } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { insertMany } from './bulk.ts'
import type { Database } from './db.ts'
import { newestTold, type FeedEvent } from './feed.ts'

/** What `directory` told of the need taxonomy: the codes that a need can have. As long as none is here, any code is taken. */
export function knownNeedTable(schema: PgSchema) {
  return schema.table('known_need', { code: text().primaryKey() })
}

const shape = z.object({ needCode: z.string() })

/** What a room keeps of the need taxonomy that `directory` tells of. */
export function openKnownNeeds(table: ReturnType<typeof knownNeedTable>) {
  return {
    /** The codes of the taxonomy, as far as the room has heard of them; there are sixteen. */
    async findKnownNeeds(db: Database): Promise<ReadonlySet<string>> {
      const rows = await db.select().from(table)
      return new Set(rows.map(({ code }) => code))
    },

    async project(tx: Database, events: readonly FeedEvent[]): Promise<void> {
      const told = newestTold(events, 'directory.need-recorded', shape)
      const rows = told.map(({ told: { needCode: code } }) => ({ code }))
      await insertMany(tx, table, rows, sql`on conflict (code) do nothing`)
    }
  }
}
