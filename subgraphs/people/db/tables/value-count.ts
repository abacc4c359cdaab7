import { bigint, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from '@throughcare/kit/room-tables'
import type { RarityField } from '../../src/link/linkage-model.rules.ts'
import { people } from '../tables.ts'

// How common values are among the records of this room: copies, replaced whole by each count, of which the newest holds.

/** A count of the records: when, of how many, and how many values each field has in them. */
export const valueCounting = people.table('value_counting', {
  number: integer().primaryKey(),
  countedAt: instant('counted_at').notNull(),
  records: integer().notNull(),
  totals: jsonb().$type<Record<RarityField, number>>().notNull(),
  retentionClass: text('retention_class').notNull().default('operational')
})

/** How often a value was counted, by a hash of field and value; what is so rare that it could weigh no more is left out. */
export const valueCount = people.table(
  'value_count',
  {
    number: integer().notNull(),
    key: bigint({ mode: 'bigint' }).notNull(),
    count: integer().notNull(),
    retentionClass: text('retention_class').notNull().default('operational')
  },
  (table) => [primaryKey({ columns: [table.number, table.key] })]
)
