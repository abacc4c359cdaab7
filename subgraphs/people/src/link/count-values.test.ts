import { sql } from 'drizzle-orm'
import { openPool, withRows, type Pool } from '@throughcare/kit/db'
import { projectionRows } from '@throughcare/kit/room'
import { writeDown } from '@throughcare/test/support/identities'
import { openPeople, type People } from '@throughcare/test/support/people'
import { navigator, practitioner } from '@throughcare/test/support/personas'
import { countValues } from './count-values.ts'
import { findCounts } from './value-count.store.ts'

const now = new Date('2026-06-01T12:00:00Z')
const linker = { ...projectionRows, role: 'system-linker' as const }

let people: People
let pool: Pool
beforeAll(async () => {
  people = await openPeople()
  pool = openPool({ url: people.url, role: 'people_app', max: 1 })
  await people.rows(
    `insert into people.identity_record (id, organisation, retention_class, recorded_by, service, source_system, source_key, given_name, family_name, birth_date, sex,
       birth_date_is_estimated, aliases, other_birth_dates, identifiers)
     select gen_random_uuid(), 'RW5', 'adult-mental-health', 'test', 'LIAISON_DIVERSION', 'count', n::text, case when n % 2 = 0 then 'David' else 'Given' || n end,
       case when n % 4 = 0 then 'SMITH' else 'Family' || n end, '1990-01-01', 'MALE', false,
       case when n % 10 = 0 then '[{"given": "Dave", "family": "Smith"}]'::jsonb else '[]' end, '[]', '[]' from generate_series(1, 1000) as n`
  )
})
afterAll(async () => {
  await pool.close()
  await people.close()
})

const count = (at: Date, awaiting = 0) => withRows(pool.db, linker, 'read write', (tx) => countValues(tx, { now: at, awaiting }))
const find = (...keys: string[]) => withRows(pool.db, linker, 'read only', (tx) => findCounts(tx, keys))
const weighed = async () => {
  const name = { name: { given: 'David', family: 'Smith' }, birthDate: '1971-03-09', sex: 'MALE', addresses: [{ postcode: 'BB1 3HT' }] }
  const { id } = await writeDown(people, practitioner, name)
  const { id: other } = await writeDown(people, navigator, name)
  const [pair] = await people.rows<{ weight: number; version: string }>(
    'select weight, model_version as version from people.record_pair where record_id = least($1::uuid, $2::uuid) and other_record_id = greatest($1::uuid, $2::uuid)',
    id,
    other
  )
  return pair
}

describe('how common names are among the records', () => {
  test('is counted with aliases, however they are written, and read in one statement by what is at hand', async () => {
    const before = await find('familyName smith')
    await count(now)

    expect(before).toBeNull()
    expect(await find('familyName smith', 'givenName david', 'familyName nobody')).toEqual({
      number: 1,
      totals: { givenName: 1_100, familyName: 1_100, postcode: 0, town: 0 },
      counts: { 'familyName smith': 350, 'givenName david': 500 }
    })
  })

  test('is counted again after a day, or when a file has brought many, and not before; the newest count stands alone', async () => {
    const numberAt = async (hours: number, awaiting?: number) => {
      await count(new Date(now.getTime() + hours * 3_600_000), awaiting)
      return (await find())?.number
    }

    expect([await numberAt(23), await numberAt(23, 499), await numberAt(23, 500), await numberAt(46), await numberAt(47)]).toEqual([1, 1, 2, 2, 3])
    expect(await people.rows('select distinct number from people.value_count union all select number from people.value_counting')).toEqual([
      { number: 3 },
      { number: 3 }
    ])
  })

  test('weighs in what verbs link: a common name says less, and the pair keeps by which count', async () => {
    await people.rows('delete from people.value_counting')
    const unknown = await weighed()
    await people.rows('delete from people.record_pair')
    await count(new Date(now.getTime() + 96 * 3_600_000))

    const known = await weighed()

    expect(Number(unknown?.weight) - Number(known?.weight)).toBeGreaterThan(5)
    expect([unknown?.version, known?.version]).toEqual([expect.not.stringContaining('counted'), expect.stringContaining('names counted')])
  })

  test('is looked up in the index by what is at hand, not by reading a whole count', async () => {
    people.statements()
    const name = { name: { given: 'David', family: 'Smith' }, birthDate: '1971-03-09', sex: 'MALE', addresses: [{ postcode: 'BB1 3HT' }] }
    await writeDown(people, practitioner, name)
    const [statement = '', ...more] = people.statements().filter((sent) => sent.includes('value_count'))

    const plan = await withRows(pool.db, linker, 'read only', async (tx) => {
      await tx.execute(sql.raw(`prepare asked as ${statement}`))
      return tx.execute(sql.raw("explain (costs off) execute asked('{familyName smith}')"))
    })

    expect(more).toEqual([])
    expect(plan.map((line) => Object.values(line)[0]).join(' ')).toMatch(/Index Cond: \(\(number = [^)]*\) AND \(key = /)
  })
})
