import { date, integer, text, type PgSchema } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { putNewest } from './bulk.ts'
import type { Database } from './db.ts'
import { newestTold, type FeedEvent } from './feed.ts'

const kinds = ['CUSTODY_SUITE', 'MAGISTRATES_COURT', 'YOUTH_COURT', 'CROWN_COURT', 'PRISON'] as const

/** What `directory` told of a custody suite, court or prison: what it is, and when it was open. */
export function knownFacilityTable(schema: PgSchema) {
  return schema.table('known_facility', {
    id: text().primaryKey(),
    kind: text().$type<(typeof kinds)[number]>().notNull(),
    openFrom: date('open_from'),
    closedOn: date('closed_on'),
    /** The facility's version that said so; older news is passed over. */
    version: integer().notNull()
  })
}

type KnownFacilityTable = ReturnType<typeof knownFacilityTable>
export type KnownFacilityRow = KnownFacilityTable['$inferSelect']
/** What the rules ask of a facility. */
export type KnownFacility = Pick<KnownFacilityRow, 'kind' | 'openFrom' | 'closedOn'>
export type KnownFacilities = ReadonlyMap<string, KnownFacility>

const shape = z.object({ facilityId: z.string(), kind: z.enum(kinds), openFrom: z.iso.date().nullable(), closedOn: z.iso.date().nullable() })

/** What a room keeps of what `directory` tells of facilities. */
export function openKnownFacilities(table: KnownFacilityTable) {
  return {
    /** The facilities the room has heard of, by their ids; there are some thirty. */
    async findKnownFacilities(db: Database): Promise<KnownFacilities> {
      const rows = await db.select().from(table)
      return new Map(rows.map((row) => [row.id, row]))
    },

    /** Older news of a facility than what stands is passed over. */
    async project(tx: Database, events: readonly FeedEvent[]): Promise<void> {
      const told = newestTold(events, 'directory.facility-recorded', shape)
      const rows = told.map(({ told: { facilityId: id, ...facts }, version }): KnownFacilityRow => ({ id, ...facts, version }))
      await putNewest(tx, table, rows, { key: 'id', version: 'version' })
    }
  }
}
