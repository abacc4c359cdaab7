import { boolean, date, index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { instant } from '@throughcare/kit/room-tables'
import type { Schedule } from '../../src/opening/schedule.rules.ts'
import type { Phone } from '../../src/service/contact-import.rules.ts'
import type { Capacity, CostOption, Language, ServiceArea, Term } from '../../src/service/service-parts.rules.ts'
import { directory, organisation } from '../tables.ts'

/** A service people can be referred into, in HSDS 3.1's shape. Lists that are read and written whole are documents. */
export const service = directory.table(
  'service',
  {
    id: uuid().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    alternateName: text('alternate_name'),
    description: text(),
    status: text().$type<'ACTIVE' | 'INACTIVE' | 'DEFUNCT' | 'TEMPORARILY_CLOSED'>().notNull(),
    organisationId: text('organisation_id').references(() => organisation.id),
    needCodes: text('need_codes').array().notNull(),
    minimumAge: integer('minimum_age'),
    maximumAge: integer('maximum_age'),
    eligibility: text(),
    applicationProcess: text('application_process'),
    fees: text(),
    accreditations: text(),
    alert: text(),
    interpretation: text(),
    url: text(),
    email: text(),
    phone: text(),
    /** `phone` and `url` as other entries are compared with them (src/duplicate/duplicate-key.rules.ts). */
    phoneKey: text('phone_key'),
    webKey: text('web_key'),
    otherPhones: jsonb('other_phones').$type<Phone[]>().notNull().default([]),
    schedules: jsonb().$type<Schedule[]>().notNull().default([]),
    /** Whether the regular hours hold on bank holidays; null where nobody has said. */
    bankHolidays: text('bank_holidays').$type<'OPEN' | 'CLOSED'>(),
    serviceAreas: jsonb('service_areas').$type<ServiceArea[]>().notNull().default([]),
    /** What the service areas come to: GSS codes and postcode districts. Null where they say nothing that can be compared. */
    coverage: text().array(),
    costs: jsonb().$type<CostOption[]>().notNull().default([]),
    languages: jsonb().$type<Language[]>().notNull().default([]),
    /** Terms of taxonomies other than ours. */
    terms: jsonb().$type<Term[]>().notNull().default([]),
    capacities: jsonb().$type<Capacity[]>().notNull().default([]),
    convictionExclusions: text('conviction_exclusions').array().$type<('ARSON' | 'SEXUAL' | 'VIOLENCE')[]>(),
    takesNoFixedAbode: boolean('takes_no_fixed_abode'),
    takesUnder18: boolean('takes_under_18'),
    takesSex: text('takes_sex').$type<'ANY' | 'FEMALE' | 'MALE'>(),
    referralRoute: text('referral_route').$type<'SELF' | 'PROFESSIONAL' | 'SELF_OR_PROFESSIONAL' | 'DROP_IN'>(),
    needsConsent: boolean('needs_consent'),
    waitingDays: integer('waiting_days'),
    assuredDate: date('assured_date'),
    assuredBy: text('assured_by'),
    feed: text(),
    sourceId: text('source_id'),
    /** A digest of what the feed last said, so that a rerun changes nothing. */
    feedDigest: text('feed_digest'),
    /** True once an editor changed a feed's entry: the feed no longer overwrites it. */
    isKeptHere: boolean('is_kept_here').notNull().default(false),
    withdrawnAt: instant('withdrawn_at'),
    /** When its source last changed what it says. */
    modifiedAt: instant('modified_at').notNull().defaultNow(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    recordedBy: text('recorded_by').notNull(),
    retentionClass: text('retention_class').notNull().default('operational')
  },
  (table) => [
    index('service_in_order').on(table.name, table.id),
    index('service_of_feed').on(table.feed),
    index('service_of_organisation')
      .on(table.organisationId)
      .where(sql`organisation_id is not null`),
    index('service_of_phone')
      .on(table.phoneKey)
      .where(sql`phone_key is not null`),
    index('service_of_web_address')
      .on(table.webKey)
      .where(sql`web_key is not null`),
    index('service_published')
      .on(table.id)
      .where(sql`withdrawn_at is null`)
  ]
)

/** Whom a professional speaks to: a table of its own, so that row-level security keeps it from the public. */
export const staffContact = directory.table('staff_contact', {
  serviceId: uuid('service_id')
    .primaryKey()
    .references(() => service.id),
  name: text(),
  email: text(),
  phone: text(),
  retentionClass: text('retention_class').notNull().default('operational')
})
