import { boolean, check, date, doublePrecision, index, integer, jsonb, pgSchema, point, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { instant, roomTables } from '@throughcare/kit/room-tables'

import type { Schedule } from '../src/opening/schedule.rules.ts'
import type { Accessibility, Capacity, CostOption, Identifier, Language, Phone, ServiceArea, Term } from '../src/service/service-parts.rules.ts'

export const directory = pgSchema('directory')

export const { outbox, feedCursor, recordAccess, idempotency } = roomTables(directory)

/** Public facts: each row says where it was read and when the source said so. */
const factColumns = {
  source: text().notNull(),
  asAt: date('as_at').notNull(),
  retentionClass: text('retention_class').notNull().default('operational')
}

/** One of the ten places; `outcodes` are the postcode districts that count as being there. */
export const place = directory.table('place', {
  id: text().primaryKey(),
  name: text().notNull(),
  force: text().notNull(),
  outcodes: text().array().notNull(),
  ...factColumns
})

/** A custody suite, court or prison, by NOMIS id. */
export const facility = directory.table(
  'facility',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    kind: text().$type<'CUSTODY_SUITE' | 'MAGISTRATES_COURT' | 'YOUTH_COURT' | 'CROWN_COURT' | 'PRISON'>().notNull(),
    placeId: text('place_id').references(() => place.id),
    postcode: text(),
    openFrom: date('open_from'),
    closedOn: date('closed_on'),
    courtOuCode: text('court_ou_code'),
    note: text(),
    ...factColumns
  },
  (table) => [index('facility_at_place').on(table.placeId), check('facility_opens_before_it_closes', sql`${table.openFrom} < ${table.closedOn}`)]
)

/** A local authority or county, by its GSS code; `within` is the larger area it lies in. */
export const area = directory.table('area', {
  code: text().primaryKey(),
  name: text().notNull(),
  within: text(),
  ...factColumns
})

/** Where postcodes lie, at three grains: the unit (`BB1 9ZZ`), the sector (`BB1 9`), the district (`BB1`). `areaCodes`: every area it touches, as far as known. */
export const postcode = directory.table(
  'postcode',
  {
    code: text().primaryKey(),
    grain: text().$type<'UNIT' | 'SECTOR' | 'DISTRICT'>().notNull(),
    latitude: doublePrecision().notNull(),
    longitude: doublePrecision().notNull(),
    areaCodes: text('area_codes').array().notNull(),
    ...factColumns
  },
  (table) => [index('postcode_of_grain').on(table.grain, table.code)]
)

/** The need taxonomy; `externalTerms` are other taxonomies' words for the same need, in lower case. */
export const need = directory.table('need', {
  code: text().primaryKey(),
  position: integer().notNull(),
  label: text().notNull(),
  resettlementPathway: text('resettlement_pathway').$type<
    | 'ACCOMMODATION'
    | 'ATTITUDES_THINKING_AND_BEHAVIOUR'
    | 'CHILDREN_FAMILIES_AND_COMMUNITY'
    | 'DRUGS_AND_ALCOHOL'
    | 'EDUCATION_SKILLS_AND_WORK'
    | 'FINANCE_AND_ID'
    | 'HEALTH'
  >(),
  externalTerms: text('external_terms').array().notNull(),
  ...factColumns
})

/** Employers, commissioners and providers. `feed` is null for those of the reference data, which no feed may change. */
export const organisation = directory.table('organisation', {
  id: text().primaryKey(),
  name: text().notNull(),
  kind: text().$type<'NHS_TRUST' | 'INTEGRATED_CARE_BOARD' | 'COURT_SERVICE' | 'COMMUNITY'>().notNull(),
  description: text(),
  url: text(),
  email: text(),
  identifiers: jsonb().$type<Identifier[]>().notNull().default([]),
  feed: text(),
  ...factColumns
})

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
    index('service_of_need').using('gin', table.needCodes),
    index('service_of_feed').on(table.feed),
    index('service_published')
      .on(table.id)
      .where(sql`withdrawn_at is null`),
    index('service_words').using('gin', sql`to_tsvector('english', ${table.name} || ' ' || coalesce(${table.description}, ''))`)
  ]
)

/** Where services are given. A hidden one is a refuge: its row comes out of the database for staff only. */
export const location = directory.table(
  'location',
  {
    id: uuid().primaryKey(),
    name: text(),
    kind: text().$type<'PHYSICAL' | 'POSTAL' | 'VIRTUAL'>().notNull().default('PHYSICAL'),
    description: text(),
    address: text(),
    town: text(),
    county: text(),
    country: text(),
    postcode: text(),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    /** Where it counts as being: by its own coordinates, or what its postcode comes to. Degrees of latitude both ways (see location.store.ts). */
    spot: point({ mode: 'xy' }),
    transport: text(),
    accessibility: jsonb().$type<Accessibility[]>().notNull().default([]),
    placeId: text('place_id').references(() => place.id),
    isHidden: boolean('is_hidden').notNull(),
    feed: text(),
    retentionClass: text('retention_class').notNull().default('operational')
  },
  (table) => [index('location_at_place').on(table.placeId), index('location_on_map').using('gist', table.spot)]
)

/** That a service is given at a location, with what is so at this site alone. Without schedules of its own a site keeps the service's. */
export const serviceAtLocation = directory.table(
  'service_at_location',
  {
    /** As its feed calls it; nothing hangs on it but the address of the open feed. */
    id: uuid().notNull(),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => service.id),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    position: integer().notNull(),
    /** False once the service is no longer given there: rows are kept. */
    isCurrent: boolean('is_current').notNull().default(true),
    description: text(),
    schedules: jsonb().$type<Schedule[]>().notNull().default([]),
    retentionClass: text('retention_class').notNull().default('operational')
  },
  (table) => [
    primaryKey({ columns: [table.serviceId, table.locationId] }),
    index('service_at_location_by_id').on(table.id),
    index('service_at_location_of_location').on(table.locationId)
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
