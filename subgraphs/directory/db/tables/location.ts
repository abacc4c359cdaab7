import { boolean, doublePrecision, index, integer, jsonb, point, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Schedule } from '../../src/opening/schedule.rules.ts'
import type { Accessibility } from '../../src/service/service-parts.rules.ts'
import { directory, place } from '../tables.ts'
import { service } from './service.ts'

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
  (table) => [index('location_at_place').on(table.placeId)]
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
