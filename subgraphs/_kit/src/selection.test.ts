import { count, eq, sql } from 'drizzle-orm'
import { alias, pgSchema, text, uuid } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import { openClient } from './db.ts'
import { rememberSelections } from './selection.ts'

const clinic = pgSchema('clinic')
const visit = clinic.table('visit', { id: uuid().primaryKey(), personId: uuid('person_id'), saidBy: text('said_by') })
const person = clinic.table('person', { id: uuid().primaryKey(), name: text('full_name') })

// Nothing is sent: only the texts of the statements are read.
const open = () => drizzle({ client: openClient('postgres://nobody@localhost:1/none') })
const plain = open()
const remembering = open()
rememberSelections(remembering)

const other = alias(visit, 'other')
const id = crypto.randomUUID()
type Db = typeof plain
const statements: Record<string, (db: Db) => { toSQL(): { sql: string; params: unknown[] } }> = {
  'a whole table': (db) => db.select().from(visit).where(eq(visit.id, id)),
  'some columns': (db) => db.select({ whose: visit.personId, id: visit.id }).from(visit),
  'the same columns in another order': (db) => db.select({ id: visit.id, whose: visit.personId }).from(visit),
  'columns of two tables': (db) => db.select().from(visit).innerJoin(person, eq(person.id, visit.personId)),
  'the columns of one of two tables': (db) => db.select({ id: visit.id, whose: visit.personId }).from(visit).innerJoin(person, eq(person.id, visit.personId)),
  'a table under two names': (db) => db.select({ first: visit.id, second: other.id }).from(visit).innerJoin(other, eq(other.personId, visit.personId)),
  'what is counted': (db) => db.select({ whose: visit.personId, visits: count() }).from(visit).groupBy(visit.personId),
  'a text of our own': (db) => db.select({ name: sql<string>`upper(${person.name})`, id: person.id }).from(person),
  'what a change gives back': (db) => db.update(visit).set({ saidBy: 'them' }).where(eq(visit.id, id)).returning()
}

test.each(Object.keys(statements))('a statement reads as it would without memory, the first time and again: %s', (name) => {
  const expected = statements[name]?.(plain).toSQL()

  expect(statements[name]?.(remembering).toSQL()).toEqual(expected)
  expect(statements[name]?.(remembering).toSQL()).toEqual(expected)
})

test('a list of columns is written once, but for one of a table under another name', () => {
  const written: string[] = []
  const db = open()
  const { dialect } = db as unknown as { dialect: { sqlToQuery(query: unknown): { sql: string } } }
  rememberSelections(db)
  const write = dialect.sqlToQuery.bind(dialect)
  dialect.sqlToQuery = (query) => {
    const told = write(query)
    if (!told.sql.startsWith('select')) written.push(told.sql)
    return told
  }
  for (const _ of [1, 2])
    for (const name of ['a whole table', 'some columns', 'columns of two tables', 'a table under two names']) statements[name]?.(db).toSQL()

  expect(written).toEqual([
    '"id", "person_id", "said_by"',
    '"person_id", "id"',
    '"clinic"."visit"."id", "clinic"."visit"."person_id", "clinic"."visit"."said_by", "clinic"."person"."id", "clinic"."person"."full_name"'
  ])
})
