import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { room } from '@throughcare/directory'
import { directoryData, hasDirectoryData, openStandard, standards } from '@throughcare/test/support/open-referral'
import { persona, practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'
import { importDirectory } from '../service/service.import.ts'

const demo = fileURLToPath(new URL('../../db/reference/demo-services.json', import.meta.url))
const everyone = persona('analyst', { role: 'public', subject: 'public' })
const question = 'query ($path: String!, $parameters: String!) { openReferral(path: $path, parameters: $parameters) }'
type Item = { id: string; name: string; location: { id: string; addresses: { city: string; postal_code: string }[] }; service: { name: string } }

let directory: TestRoom
let folder: string
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-26T12:00:00Z') })
  await loadReferenceData(directory.url)
  await importDirectory({ path: demo, url: directory.url, feed: 'demo' })
  folder = await mkdtemp(join(tmpdir(), 'throughcare-open-'))
})
afterAll(async () => {
  await directory.close()
  await rm(folder, { recursive: true })
})

async function get(path: string, parameters: Record<string, string> = {}, { asker = everyone, of = directory } = {}) {
  const { data, errors } = await of.ask(asker, question, { path, parameters: JSON.stringify(parameters) })
  expect(errors).toEqual([])
  const [status = '', body = ''] = String(data?.openReferral).split(/\n(.*)/s)
  return { status: Number(status), body: JSON.parse(body) }
}
const names = async (path: string, parameters: Record<string, string>) =>
  (await get(path, { per_page: '500', ...parameters })).body.contents.map((item: Item) => item.name ?? item.service.name) as string[]
const everything = async (of: TestRoom) => (await get('services', { full: 'true', per_page: '500' }, { of })).body.contents

describe('the open feed', () => {
  test('says at its root which standard it keeps', async () => {
    expect((await get('')).body).toMatchObject({
      version: 'HSDS-UK-3.0',
      profile: expect.stringMatching(/^https:/),
      openapi_url: expect.stringMatching(/^https:/)
    })
  })

  test.each(['services', 'service_at_locations', 'organizations', 'taxonomies', 'taxonomy_terms'])(
    '%s come page by page, each once, and each by its id',
    async (list) => {
      const { body: first } = await get(list, { per_page: '7' })
      const ids: string[] = []
      for (let page = 1; page <= first.total_pages; page += 1) {
        const { body } = await get(list, { per_page: '7', page: String(page) })
        expect(body).toMatchObject({
          page_number: page,
          first_page: page === 1,
          last_page: page === first.total_pages,
          empty: false,
          size: body.contents.length
        })
        ids.push(...body.contents.map(({ id }: Item) => id))
      }

      expect(new Set(ids).size).toBe(ids.length)
      expect(ids).toHaveLength(first.total_items)
      for (const id of ids.slice(0, 3)) expect((await get(`${list}/${id}`)).body.id).toBe(id)
    }
  )

  test('beyond the last page there is nothing, and it says so', async () => {
    expect((await get('services', { page: '99' })).body).toMatchObject({ empty: true, contents: [], last_page: true })
  })

  test.each(['nothing', 'services/nothing', 'services/00000000-0000-4000-8000-000000000000', 'services/a/b', '__proto__', 'constructor'])(
    'answers 404 at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404)
    }
  )

  test.each([{ page: '0' }, { per_page: '501' }, { per_page: 'ten' }, { day: 'someday' }, { taxonomy_id: 'x' }, { proximity: '-1' }, { age: '121' }])(
    'answers 400 to %p, naming the parameter and not what it held',
    async (parameters) => {
      const { status, body } = await get('services', parameters as unknown as Record<string, string>)

      expect(status).toBe(400)
      expect(body.message).toContain(Object.keys(parameters)[0])
      expect(body.message).not.toContain('someday')
    }
  )
})

describe('what nobody may learn from it', () => {
  test('a refuge has no site there, whoever asks', async () => {
    for (const asker of [everyone, practitioner]) {
      const [refuge] = (await get('services', { search: 'refuge', full: 'true' }, { asker })).body.contents
      expect(refuge.name).toBe("Example Women's Refuge (demo)")
      expect(refuge.service_at_locations).toBeUndefined()
      expect((await get('service_at_locations', { search: 'refuge' }, { asker })).body.total_items).toBe(0)
    }
  })

  test('no contact has a name, an e-mail address or a line of its own', async () => {
    const all = await everything(directory)

    expect(JSON.stringify(all)).not.toContain('Referrals team')
    expect(all.flatMap(({ contacts }: { contacts?: object[] }) => contacts ?? []).flatMap(Object.keys)).toEqual(
      expect.not.arrayContaining(['name', 'email', 'title'])
    )
  })

  test('a withdrawn service is gone', async () => {
    await directory.rows("update directory.service set withdrawn_at = now() where name = 'Example Family Ties (demo)'")

    expect(await names('services', { search: 'Family Ties' })).not.toContain('Example Family Ties (demo)')
    await directory.rows('update directory.service set withdrawn_at = null')
  })
})

describe('filters', () => {
  test.each<[string, Record<string, string>, string, string]>([
    ['services', { search: 'dental' }, 'Example Dental Access Clinic (demo)', 'Example Crisis Line (demo)'],
    ['services', { minimum_age: '18' }, 'Example Recovery Hub Burnley (demo)', "Example Young People's Drug & Alcohol Service (demo)"],
    ['services', { age: '15' }, "Example Young People's Drug & Alcohol Service (demo)", 'Example Recovery Hub Burnley (demo)'],
    ['services', { day: 'wednesday', start_time: '18:00' }, 'Example Mutual Aid Meeting (demo)', 'Example Recovery Hub Burnley (demo)'],
    ['service_at_locations', { postcode: 'BB11 9ZZ', proximity: '8000' }, 'Example Recovery Hub Burnley (demo)', 'Example Recovery Hub Preston (demo)'],
    ['services', { postcode: 'BB11 9ZZ', proximity: '8000' }, 'Example Recovery Hub Burnley (demo)', 'Example Recovery Hub Preston (demo)'],
    ['services', { postcode: 'BB11 9ZZ', full: 'true' }, 'Example Recovery Hub Burnley (demo)', "Example Women's Refuge (demo)"]
  ])('%s with %p', async (list, parameters, inside, outside) => {
    const found = await names(list, parameters)

    expect(found).toContain(inside)
    expect(found).not.toContain(outside)
  })

  test('by a term of the need taxonomy, and by the organisation', async () => {
    const terms = (await get('taxonomy_terms', { per_page: '100' })).body.contents
    const housing = terms.find(({ code }: { code: string }) => code === 'housing')
    const [hub] = (await get('services', { search: 'Recovery Hub Burnley' })).body.contents

    expect(await names('services', { taxonomy_term_id: housing.id })).toEqual(expect.arrayContaining(['Example Night Shelter Lancaster (demo)']))
    expect(await names('services', { taxonomy_term_id: housing.id })).not.toContain('Example Crisis Line (demo)')
    const ofProvider = await names('services', { organization_id: hub.organization_id })
    expect(ofProvider.length).toBeGreaterThan(4)
    expect(ofProvider.length).toBeLessThan(41)
  })

  test('services near a postcode come nearest first, page by page, each once', async () => {
    const near = { postcode: 'LA1 9ZZ', proximity: '60000' }
    const all = await names('services', near)
    const { body } = await get('services', { ...near, per_page: '2', page: '2' })

    const close = await names('services', { ...near, proximity: '5000' })
    expect(all.slice(0, close.length)).toEqual(close)
    expect([close.length > 1, close.length < all.length, new Set(all).size]).toEqual([true, true, all.length])
    expect(new Set(all)).toEqual(new Set(await names('service_at_locations', near)))
    expect(body).toMatchObject({ total_items: all.length, contents: all.slice(2, 4).map((name: string) => ({ name })) })
  })

  test.each(['services', 'service_at_locations'])('a postcode nobody knows is a bad request of %s', async (list) => {
    expect((await get(list, { postcode: 'ZZ99 9ZZ' })).status).toBe(400)
  })
})

test('what it gives can be taken in elsewhere, and is given there to the byte', async () => {
  const elsewhere = await openTestRoom(room, { now: () => new Date('2027-01-05T12:00:00Z') })
  try {
    await loadReferenceData(elsewhere.url)
    const given = await everything(directory)
    const path = join(folder, 'given.json')
    await writeFile(path, JSON.stringify(given))

    const outcome = await importDirectory({ path, url: elsewhere.url })

    expect(outcome).toMatchObject({ read: given.length, added: given.length, rejected: [] })
    expect(JSON.stringify(await everything(elsewhere))).toBe(JSON.stringify(given))
  } finally {
    await elsewhere.close()
  }
})

const withData = hasDirectoryData || process.env.CI ? describe : describe.skip

withData.each(standards)('by the schemas of %s', (standard) => {
  const faultsOf = (check: ReturnType<typeof openStandard>, kind: string, items: object[]) => items.flatMap((item) => check(kind, item))

  test('every service, site, organisation and term is valid', async () => {
    const check = openStandard(standard)
    const list = async (path: string) => (await get(path, { per_page: '500' })).body.contents as object[]

    expect(faultsOf(check, 'service', await everything(directory))).toEqual([])
    expect(faultsOf(check, 'service', await list('services'))).toEqual([])
    expect(faultsOf(check, 'service_at_location', await list('service_at_locations'))).toEqual([])
    expect(faultsOf(check, 'organization', await list('organizations'))).toEqual([])
    expect(faultsOf(check, 'taxonomy_term', await list('taxonomy_terms'))).toEqual([])
    expect(faultsOf(check, 'taxonomy', await list('taxonomies'))).toEqual([])
  })

  test('the check can fail: a service without a name, a bad address', async () => {
    const [one] = await everything(directory)
    const check = openStandard(standard)

    expect(check('service', { ...one, name: null })).not.toEqual([])
    expect(check('service', { ...one, url: 'nowhere' })).not.toEqual([])
  })

  test("the validator's own mocks: Default, Warn and Test are taken whole and given validly, Fail is refused row by row", async () => {
    const check = openStandard(standard)
    const mocks = join(directoryData, 'validator-mocks')
    const outcomes: number[][] = []
    for (const file of [
      'V3.0-UK-Default/service_full.json',
      'V3.0-UK-Warn/service_list.json',
      'V3.0-UK-Test/service_list_data.json',
      'V3.0-UK-Fail/service_list.json'
    ]) {
      const { read, added, changed, unchanged, rejected } = await importDirectory({ path: join(mocks, file), url: directory.url, feed: 'mocks' })
      outcomes.push([read, added + changed + unchanged, rejected.length])
    }

    expect(outcomes).toEqual([
      [1, 1, 0],
      [1, 1, 0],
      [128, 128, 0],
      [4, 0, 4]
    ])
    expect(faultsOf(check, 'service', await everything(directory))).toEqual([])
  })
})
