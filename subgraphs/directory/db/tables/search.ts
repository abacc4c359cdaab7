import { boolean, date, doublePrecision, index, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { directory } from '../tables.ts'

// What services are found by. Row-level security lets an index answer only what compares plainly (security reference §2), which word search, arrays
// and maps do not: so each thing that is asked for is a row here, found by equality. All of it is worked out from
// the other tables, row by row with them, so no foreign key has to hold it.

/** Services by number, in the order they came: what is found by a number lies together, where UUIDs would scatter it over the disk. */
export const indexedService = directory.table('indexed_service', {
  serviceId: uuid('service_id').primaryKey(),
  number: integer().generatedAlwaysAsIdentity().notNull().unique(),
  retentionClass: text('retention_class').notNull().default('operational')
})

/** Every way in which a usable service is found by where someone is, once for each need it meets and once for any need. Never a hidden location. */
export const serviceReach = directory.table(
  'service_reach',
  {
    /** A need, empty for any, or `?` where nobody has said which. */
    needCode: text('need_code').notNull(),
    /** `@2688 -72`: a square in which it has a site. `E07000117`, `BB11`: an area it says it serves. `nowhere`: it has no site on the map; `unsaid`: nor an area. */
    reach: text().notNull(),
    number: integer().notNull(),
    /** The site; the service's own id where it is no site but an area. */
    siteId: uuid('site_id').notNull(),
    /** Where the site lies, in degrees of latitude both ways; see location.store.ts. */
    east: doublePrecision(),
    north: doublePrecision(),
    assuredDate: date('assured_date'),
    /** False once it is no longer so: rows are kept. */
    isCurrent: boolean('is_current').notNull().default(true),
    retentionClass: text('retention_class').notNull().default('operational')
  },
  (table) => [
    primaryKey({ columns: [table.number, table.needCode, table.reach, table.siteId] }),
    // Whole, so that nothing but the index is read.
    index('service_reach_found')
      .on(table.needCode, table.reach, table.assuredDate, table.east, table.north, table.number)
      .where(sql`is_current`)
  ]
)

/** The words a service is found by, as stems; `=` before a whole name and `@` before a need. */
export const serviceWord = directory.table(
  'service_word',
  {
    number: integer().notNull(),
    word: text().notNull(),
    /** How much it says: 4 in the name to 1 in the description; 0 once it is there no longer, for rows are kept. */
    weight: integer().notNull(),
    retentionClass: text('retention_class').notNull().default('operational')
  },
  (table) => [
    primaryKey({ columns: [table.number, table.word] }),
    index('service_word_by_weight')
      .on(table.word, table.weight, table.number)
      .where(sql`weight > 0`)
  ]
)

/** Every word the directory uses, for telling what a misspelt one was meant to be. */
export const spelling = directory.table('spelling', {
  word: text().primaryKey(),
  retentionClass: text('retention_class').notNull().default('operational')
})

/** Three letters that stand in a word one after the other, with the gaps before and after it. */
export const spellingTrigram = directory.table(
  'spelling_trigram',
  {
    trigram: text().notNull(),
    word: text().notNull(),
    retentionClass: text('retention_class').notNull().default('operational')
  },
  (table) => [primaryKey({ columns: [table.trigram, table.word] })]
)

/** What practitioners and the people they help call things: street words, short forms, other words for the same. */
export const synonym = directory.table('synonym', {
  said: text().primaryKey(),
  /** Words that services use for it. */
  means: text().array().notNull(),
  /** The needs it speaks of. */
  needCodes: text('need_codes').array().notNull(),
  source: text().notNull(),
  asAt: date('as_at').notNull(),
  retentionClass: text('retention_class').notNull().default('operational')
})
