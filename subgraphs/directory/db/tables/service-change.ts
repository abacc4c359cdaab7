import { integer, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '@throughcare/kit/room-tables'
import type { FieldChange } from '../../src/service-change/service-change.rules.ts'
import { directory } from '../tables.ts'
import { service } from './service.ts'

/** What one change of an entry changed, field by field, by the version it made. An entry's first version has none. */
export const serviceChange = directory.table(
  'service_change',
  {
    serviceId: uuid('service_id')
      .notNull()
      .references(() => service.id),
    version: integer().notNull(),
    changedAt: instant('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
    fields: jsonb().$type<FieldChange[]>().notNull(),
    retentionClass: text('retention_class').notNull().default('operational')
  },
  (table) => [primaryKey({ columns: [table.serviceId, table.version] })]
)
