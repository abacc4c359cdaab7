import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type postgres from 'postgres'
import { roomNames } from '@throughcare/gateway/rooms'
import { alwaysFresh, rowSettingsOf, type AccessFreshness } from '@throughcare/kit/access'
import { openPool, withRows, type Database, type Pool } from '@throughcare/kit/db'
import { schemaOf } from '@throughcare/kit/migrate'
import type { Principal, Service } from '@throughcare/kit/principal'
import type { AccessLevel } from '@throughcare/kit/room-tables'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { persona, stranger } from '../support/personas.ts'
import { columnsOf, forgetWhatRowsMayBe, insertRow, type Table } from '../support/rows.ts'

// The database alone decides here: no resolver, no verb, no rule in TypeScript stands between the caller and the rows. Who may see what is
// worked out once more below, from the sentences of the design, and both must agree on every personal table of every room.

type Grant = { audience: string; level: AccessLevel; until?: Date }
type Case = { name: string; id: string; organisation: string; service: Service; grants: Grant[] }

const ours = 'RW5'
const theirs = 'RXX'
const [before, after] = [new Date(Date.now() - 60_000), new Date(Date.now() + 3_600_000)]
const practitioner = persona('ld-practitioner')
const peer = persona('ld-peer-support-worker')
const toOurTeam = `team:${ours}/LIAISON_DIVERSION`
const restricted: Grant = { audience: 'everyone', level: 'restricted' }

function record(name: string, [organisation, service]: [string, Service], ...grants: Grant[]): Case {
  return { name, id: randomUUID(), organisation, service, grants }
}

const cases: Case[] = [
  record('our own', [ours, 'LIAISON_DIVERSION']),
  record('our own, opened to a peer worker', [ours, 'LIAISON_DIVERSION'], { audience: `subject:${peer.subject}`, level: 'read' }),
  record('our own, with one of us barred', [ours, 'LIAISON_DIVERSION'], { audience: `subject:${practitioner.subject}`, level: 'barred' }),
  record(
    'our own, a bar set aside',
    [ours, 'LIAISON_DIVERSION'],
    { audience: `subject:${practitioner.subject}`, level: 'barred' },
    { audience: `subject:${practitioner.subject}`, level: 'lifted', until: after }
  ),
  record(
    'our own, a bar set aside for a time that ran out',
    [ours, 'LIAISON_DIVERSION'],
    { audience: `subject:${practitioner.subject}`, level: 'barred' },
    { audience: `subject:${practitioner.subject}`, level: 'lifted', until: before }
  ),
  record(
    'our own, a bar set aside for somebody else',
    [ours, 'LIAISON_DIVERSION'],
    { audience: `subject:${practitioner.subject}`, level: 'barred' },
    { audience: 'subject:somebody-else', level: 'lifted', until: after }
  ),
  record('our own, restricted to others, set aside for one of us', [ours, 'LIAISON_DIVERSION'], restricted, {
    audience: `subject:${practitioner.subject}`,
    level: 'lifted',
    until: after
  }),
  record('our own, restricted to others, set aside for a time that ran out', [ours, 'LIAISON_DIVERSION'], restricted, {
    audience: `subject:${practitioner.subject}`,
    level: 'lifted',
    until: before
  }),
  record('our own, a bar run out', [ours, 'LIAISON_DIVERSION'], { audience: `subject:${practitioner.subject}`, level: 'barred', until: before }),
  record("the sister's, without consent", [ours, 'RECONNECT'], { audience: toOurTeam, level: 'know' }),
  record("the sister's, with consent", [ours, 'RECONNECT'], { audience: toOurTeam, level: 'know' }, { audience: toOurTeam, level: 'read' }),
  record("the sister's, consent run out", [ours, 'RECONNECT'], { audience: toOurTeam, level: 'read', until: before }),
  record("the sister's, consent running", [ours, 'RECONNECT'], { audience: toOurTeam, level: 'read', until: after }),
  record(
    "the sister's, with consent and one of us barred",
    [ours, 'RECONNECT'],
    { audience: toOurTeam, level: 'read' },
    { audience: `subject:${practitioner.subject}`, level: 'barred' }
  ),
  record('opened to an organisation', [ours, 'RECONNECT'], { audience: 'organisation:DEMO-PROVIDER', level: 'read' }),
  record('our own, restricted to others', [ours, 'LIAISON_DIVERSION'], restricted, { audience: 'subject:somebody-else', level: 'named' }),
  record('our own, restricted to one of us', [ours, 'LIAISON_DIVERSION'], restricted, { audience: `subject:${practitioner.subject}`, level: 'named' }),
  record('our own, a restriction run out', [ours, 'LIAISON_DIVERSION'], { ...restricted, until: before }),
  record('our own, restricted, one of us no longer named', [ours, 'LIAISON_DIVERSION'], restricted, {
    audience: `subject:${practitioner.subject}`,
    level: 'named',
    until: before
  }),
  record(
    'our own, one of us named and barred',
    [ours, 'LIAISON_DIVERSION'],
    restricted,
    { audience: `subject:${practitioner.subject}`, level: 'named' },
    { audience: `subject:${practitioner.subject}`, level: 'barred' }
  ),
  record("the sister's, with consent and restricted to others", [ours, 'RECONNECT'], restricted, { audience: toOurTeam, level: 'read' }),
  record("the sister's, with consent, its places too", [ours, 'RECONNECT'], { audience: toOurTeam, level: 'read' }, { audience: toOurTeam, level: 'location' }),
  record("a stranger's", [theirs, 'LIAISON_DIVERSION']),
  record("a stranger's, opened to one of us by name", [theirs, 'RECONNECT'], { audience: `subject:${practitioner.subject}`, level: 'read' })
]

const callers: [string, Principal][] = [
  ['a practitioner', practitioner],
  ['a manager of the same team', persona('ld-manager')],
  ['the sister service', persona('reconnect-navigator')],
  ['a peer worker', peer],
  ["a peer worker employed by the team's own organisation", { ...peer, organisation: ours }],
  ["the sister's peer worker", persona('reconnect-peer-support-worker')],
  ['the same service elsewhere', stranger('ld-practitioner')],
  ['a provider', persona('service-provider')],
  ['the court', persona('court-recipient')],
  ['a commissioner', persona('commissioner')],
  ['the privacy officer', persona('privacy-officer')],
  ['a directory editor', persona('directory-editor')],
  ['someone with a service but no standing in it', persona('analyst', { organisation: theirs })]
]

/** The design's sentences on who may read a record, or its places, with no look at how the database says them. */
function mayRead({ subject, organisation, service, role }: Principal, row: Case, { isFresh, opens = 'read' }: Wanted): boolean {
  const inForce = row.grants.filter(({ until }) => !until || until > new Date())
  const isSaidByName = (wanted: AccessLevel) => inForce.some(({ level, audience }) => level === wanted && audience === `subject:${subject}`)
  const isLetPast = isFresh && isSaidByName('lifted')
  if (isSaidByName('barred') && !isLetPast) return false
  if (inForce.some(({ level }) => level === 'restricted') && !isSaidByName('named') && !isLetPast) return false
  const hasTeam = service !== null && !role.endsWith('peer-support-worker')
  if (hasTeam && row.organisation === organisation && row.service === service) return true
  const names = [`subject:${subject}`, `organisation:${organisation}`, ...(hasTeam ? [`team:${organisation}/${service}`] : [])]
  return isFresh && inForce.some(({ level, audience }) => level === opens && names.includes(audience))
}

type Wanted = { isFresh: boolean; opens?: AccessLevel }
/** `opens` is the level that opens the table to others: places have one of their own. */
type PersonalTable = Table & { key: string; opens: AccessLevel }

let database: TestDatabase
let superuser: postgres.Sql
let tables: PersonalTable[]
const pools = new Map<string, Pool>()

beforeAll(async () => {
  database = await cloneDatabase()
  superuser = database.superuser
  const schemas = roomNames.map(schemaOf)
  for (const schema of schemas) pools.set(schema, openPool({ url: database.url, role: `${schema}_app`, max: 1 }))
  const personal = await superuser<(Table & { opens: AccessLevel })[]>`
    select distinct schemaname as schema, tablename as name, substring(qual from $$level = '(\\w+)'$$) as opens from pg_policies
    where policyname = 'opened_to_audience' and schemaname = any (${schemas}) order by 1, 2`
  tables = await Promise.all(personal.map(async (table) => ({ ...table, key: (await columnsOf(superuser, table)).includes('record_id') ? 'record_id' : 'id' })))
  await forgetWhatRowsMayBe(superuser, schemas)
  for (const { id, organisation, service, grants } of cases) {
    for (const table of tables) await insertRow(superuser, table, { [table.key]: id, organisation, service })
    for (const schema of new Set(tables.map((table) => table.schema)))
      for (const { audience, level, until } of grants)
        await insertRow(superuser, { schema, name: 'record_access' }, { record_id: id, service, audience, level, until: until ?? null, version: 1 })
  }
})
afterAll(async () => {
  await Promise.all([...pools.values()].map((pool) => pool.close()))
  await database.drop()
})

const stale: AccessFreshness = { isFresh: () => false }

async function askEach<T>(principal: Principal, access: AccessFreshness, ask: (tx: Database, table: PersonalTable) => Promise<T>): Promise<Record<string, T>> {
  const answers: [string, T][] = []
  for (const table of tables) {
    const pool = pools.get(table.schema) as Pool
    answers.push([`${table.schema}.${table.name}`, await withRows(pool.db, rowSettingsOf(principal, access), 'read write', (tx) => ask(tx, table))])
  }
  return Object.fromEntries(answers)
}

const namesOf = (rows: unknown) => {
  const ids = new Set((rows as { id: string }[]).map(({ id }) => id))
  return cases.filter(({ id }) => ids.has(id)).map(({ name }) => name)
}

const see = (principal: Principal, access: AccessFreshness) =>
  askEach(principal, access, async (tx, { schema, name, key }) =>
    namesOf(await tx.execute(sql`select ${sql.identifier(key)} as id from ${sql.identifier(schema)}.${sql.identifier(name)}`))
  )

/** Of every personal table, the rows a caller may see. */
const expected = (principal: Principal, isFresh: boolean) =>
  Object.fromEntries(
    tables.map(({ schema, name, opens }) => [`${schema}.${name}`, cases.filter((row) => mayRead(principal, row, { isFresh, opens })).map((row) => row.name)])
  )

describe('the database alone', () => {
  test('is asked about personal tables of several rooms', () => {
    expect(tables.map(({ schema, name }) => `${schema}.${name}`)).toEqual(expect.arrayContaining(['people.identity_record', 'liaison_diversion.episode']))
    expect(tables.filter(({ opens }) => opens === 'location').map(({ name }) => name)).toEqual(['identity_location', 'identity_location_version'])
  })

  test.each(callers)('shows %s exactly the rows they may see', async (_, principal) => {
    expect(await see(principal, alwaysFresh)).toEqual(expected(principal, true))
  })

  test.each(callers)('shows %s nothing beyond their own rows while news of access is late, and keeps bars', async (_, principal) => {
    expect(await see(principal, stale)).toEqual(expected(principal, false))
  })

  test('tells cases apart: some callers see some rows, nobody sees all', () => {
    const seen = callers.map(([, principal]) => cases.filter((row) => mayRead(principal, row, { isFresh: true })).map(({ name }) => name))

    expect(Math.max(...seen.map((names) => names.length))).toBeLessThan(cases.length)
    expect(new Set(seen.map((names) => names.join())).size).toBeGreaterThan(4)
  })

  test.each(callers)('lets %s change no row of another team, not even one they may read', async (_, principal) => {
    const changed = await askEach(principal, alwaysFresh, async (tx, { schema, name, key }) => {
      const table = sql`${sql.identifier(schema)}.${sql.identifier(name)}`
      const change = sql`update ${table} set retention_class = 'adult-mental-health' where ${sql.identifier(key)} is not null returning ${sql.identifier(key)} as id`
      return namesOf(await tx.transaction((inner) => inner.execute(change)).catch(refused))
    })

    const own = cases.filter(
      (row) => row.organisation === principal.organisation && row.service === principal.service && mayRead(principal, row, { isFresh: true })
    )
    const mine = principal.role.endsWith('peer-support-worker') ? [] : own.map(({ name }) => name)
    for (const names of Object.values(changed)) expect(mine).toEqual(expect.arrayContaining(names))
  })
})

/** A table whose rows are never changed refuses the statement itself. */
function refused(error: unknown): [] {
  const code = ((error as Error).cause as { code?: string } | undefined)?.code
  if (code !== '42501') throw error
  return []
}
