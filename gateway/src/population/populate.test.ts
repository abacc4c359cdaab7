import { openTestImport, type TestImport } from '@throughcare/test/support/imports'
import { populate } from './populate.ts'

let imports: TestImport
beforeAll(async () => void (imports = await openTestImport()))
afterAll(() => imports.close())

const population = { people: 400, seed: 7, today: '2026-06-01', clock: { now: () => new Date('2026-06-01T12:00:00Z') } }

test('a synthetic population goes through the importers without one row rejected, and again without one change', async () => {
  const files: string[] = []
  await populate({ ...population, url: imports.url, onProgress: (file) => void files.push(file) })
  const before = await imports.count()

  await populate({ ...population, url: imports.url })

  expect([...new Set(files)].slice(0, 4)).toEqual(['people-liaison-diversion.csv', 'people-reconnect.csv', 'liaison-diversion.csv', 'reconnect.csv'])
  expect(before['people.identity_record']).toBeGreaterThan(400)
  expect(before['liaison_diversion.episode']).toBeGreaterThan(380)
  expect(before['reconnect.episode']).toBeGreaterThan(60)
  expect(await imports.count()).toEqual(before)
}, 60_000)

test('people of both services are linked where their numbers prove it, and stay apart where they do not', async () => {
  const [linked] = await imports.rows<{ linked: number; apart: number }>(`
    with both_services as (
      select custody.id as custody, prison.id as prison from people.identity_record custody join people.identity_record prison using (source_key)
      where custody.source_system = 'synthetic-custody' and prison.source_system = 'synthetic-prison')
    select count(*) filter (where one.person_id = other.person_id)::int as linked, count(*) filter (where one.person_id <> other.person_id)::int as apart
    from both_services join people.link one on one.record_id = custody join people.link other on other.record_id = prison`)

  expect(linked?.linked).toBeGreaterThan(40)
  expect(linked?.apart).toBeGreaterThan(3)
})
