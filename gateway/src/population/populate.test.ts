import { openTestImport, type TestImport } from '@throughcare/test/support/imports'
import { populate } from './populate.ts'

let imports: TestImport
beforeAll(async () => void (imports = await openTestImport()))
afterAll(() => imports.close())

const population = { people: 400, seed: 7, today: '2026-06-01', clock: { now: () => new Date('2026-06-01T12:00:00Z') } }

/** What the files brought: not what the rooms hear of each other meanwhile. */
const brought = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([table]) => !/\.feed_cursor$|^(liaison_diversion|reconnect)\.onward_referral$/.test(table)))

test('a synthetic population goes through the importers without one row rejected, and again without one change', async () => {
  const files: string[] = []
  await populate({ ...population, url: imports.url, onProgress: (file) => void files.push(file) })
  const before = await imports.count()

  await populate({ ...population, url: imports.url })

  expect([...new Set(files)].slice(0, 4)).toEqual(['people-liaison-diversion.csv', 'people-reconnect.csv', 'liaison-diversion.csv', 'reconnect.csv'])
  expect(before['people.identity_record']).toBeGreaterThan(400)
  expect(before['liaison_diversion.episode']).toBeGreaterThan(380)
  expect(before['reconnect.episode']).toBeGreaterThan(60)
  const parts = ['appropriate_adult', 'cohort_flag', 'assessment', 'contact', 'court_report', 'justice_outcome'].map((part) => `liaison_diversion.${part}`)
  const ofReconnect = ['need', 'contact', 'continuity', 'prison_transfer', 'allocation', 'peer_offer'].map((part) => `reconnect.${part}`)
  expect([...parts, ...ofReconnect].filter((table) => !before[table])).toEqual([])
  expect(brought(await imports.count())).toEqual(brought(before))
}, 60_000)

test('people of both services are linked, those written down twice too where the evidence is strong enough, and nobody with anybody else', async () => {
  const persons = await imports.rows<{ people: number; services: number }>(`
    select count(distinct split_part(source_key, '-', 1))::int as people, count(distinct service)::int as services
    from people.link join people.identity_record record on record.id = record_id where unlinked_at is null group by person_id`)

  expect(persons.filter(({ people }) => people > 1)).toEqual([])
  expect(persons.filter(({ services }) => services === 2).length).toBeGreaterThan(40)
})
