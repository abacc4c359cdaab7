import { index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { instant } from '@throughcare/kit/room-tables'
import type { Changes } from '../../src/suggestion/suggestion.rules.ts'
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

/** A link by which a provider confirms an entry as it stood when the link was made, once. What the provider is sent is signed, not kept. */
export const confirmationLink = directory.table('confirmation_link', {
  id: uuid().primaryKey(),
  serviceId: uuid('service_id')
    .notNull()
    .references(() => service.id),
  serviceVersion: integer('service_version').notNull(),
  madeAt: instant('made_at').notNull(),
  madeBy: text('made_by').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  retentionClass: text('retention_class').notNull().default('operational')
})

/** A change to an entry that somebody suggests, and what an editor decided. Nothing about a person is in it. */
export const serviceSuggestion = directory.table(
  'service_suggestion',
  {
    id: uuid().primaryKey(),
    version: integer().notNull(),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => service.id),
    serviceVersion: integer('service_version').notNull(),
    changes: jsonb().$type<Changes>().notNull(),
    note: text(),
    suggestedAt: instant('suggested_at').notNull(),
    suggestedBy: text('suggested_by').notNull(),
    state: text().$type<'PENDING' | 'ACCEPTED' | 'DECLINED'>().notNull(),
    decidedAt: instant('decided_at'),
    decidedBy: text('decided_by'),
    reason: text(),
    retentionClass: text('retention_class').notNull().default('operational')
  },
  (table) => [
    index('service_suggestion_pending')
      .on(table.serviceId)
      .where(sql`state = 'PENDING'`)
  ]
)
