import { index, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { instant } from '@throughcare/kit/room-tables'
import { directory } from '../tables.ts'
import { service } from './service.ts'

/** What staff have found wrong with an entry; settled once somebody has checked it. Nothing about a person is in it. */
export const serviceReport = directory.table(
  'service_report',
  {
    id: uuid().primaryKey(),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => service.id),
    problem: text().$type<'NUMBER_DEAD' | 'NOT_TAKING_REFERRALS' | 'GONE' | 'WRONG_DETAILS'>().notNull(),
    reportedAt: instant('reported_at').notNull(),
    reportedBy: text('reported_by').notNull(),
    settledAt: instant('settled_at'),
    settledBy: text('settled_by'),
    retentionClass: text('retention_class').notNull().default('operational')
  },
  (table) => [
    index('service_report_standing')
      .on(table.serviceId)
      .where(sql`settled_at is null`)
  ]
)
