import { check, date, doublePrecision, index, integer, jsonb, pgSchema, text } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { roomTables } from '@throughcare/kit/room-tables'
import type { Identifier } from '../src/service/service-parts.rules.ts'

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
    /** Grows by one with every change that was told in an event; 0 before the first. */
    version: integer().notNull().default(0),
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
  /** Grows with every change that is told of; 0: never told of yet. */
  version: integer().notNull().default(0),
  ...factColumns
})

/** Employers, commissioners and providers. `feed` is null for those of the reference data, which no feed may change. */
export const organisation = directory.table(
  'organisation',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    kind: text().$type<'NHS_TRUST' | 'INTEGRATED_CARE_BOARD' | 'COURT_SERVICE' | 'COMMUNITY'>().notNull(),
    description: text(),
    url: text(),
    email: text(),
    identifiers: jsonb().$type<Identifier[]>().notNull().default([]),
    /** Out of `identifiers`, as other organisations are compared with them (src/duplicate/duplicate-key.rules.ts). */
    charityNumber: text('charity_number'),
    companyNumber: text('company_number'),
    feed: text(),
    ...factColumns
  },
  (table) => [
    index('organisation_of_charity_number')
      .on(table.charityNumber)
      .where(sql`charity_number is not null`),
    index('organisation_of_company_number')
      .on(table.companyNumber)
      .where(sql`company_number is not null`)
  ]
)
