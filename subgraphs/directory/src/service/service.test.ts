import { fileURLToPath } from 'node:url'
import { room } from '@throughcare/directory'
import { roleHolds, scopesOfRole, type Role } from '@throughcare/kit/roles'
import { persona, practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'
import { importDirectory } from './service.import.ts'

const demo = fileURLToPath(new URL('../../db/reference/demo-services.json', import.meta.url))
const everyone = persona('analyst', { role: 'public', subject: 'public' })
const services = `query ($where: ServiceFilter, $first: Int, $after: String) {
  services(where: $where, first: $first, after: $after) {
    edges { node { id name status organisation { id name } needs { code } locations { town place { id } } } } pageInfo { hasNextPage endCursor }
  }
}`
type Node = { id: string; name: string; needs: { code: string }[]; locations: { place: { id: string } | null }[]; organisation: { id: string } }

let directory: TestRoom
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-23T12:00:00Z') })
  await loadReferenceData(directory.url)
  await importDirectory({ path: demo, url: directory.url })
})
afterAll(() => directory.close())

async function find(where: object, asker = everyone): Promise<Node[]> {
  const { data, errors } = await directory.ask(asker, services, { where, first: 100 })
  expect(errors).toEqual([])
  return data?.services.edges.map(({ node }: { node: Node }) => node)
}

describe('the list of services', () => {
  test('comes page by page in a stable order, each service once', async () => {
    const names: string[] = []
    let after: string | null = null
    do {
      const { data } = await directory.ask(everyone, services, { first: 7, after })
      names.push(...data?.services.edges.map(({ node }: { node: Node }) => node.name))
      after = data?.services.pageInfo.hasNextPage ? data?.services.pageInfo.endCursor : null
    } while (after)

    expect(names).toEqual((await find({})).map(({ name }) => name))
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThanOrEqual(40)
  })

  test('there is a drug and alcohol service at each of the ten places', async () => {
    const { data } = await directory.ask(everyone, '{ places { id } }')

    for (const { id } of data?.places) {
      const here = (await find({ need: 'substance-use', placeId: id })).filter(({ locations }) => locations.some(({ place }) => place?.id === id))
      expect(here.length).toBeGreaterThanOrEqual(1)
      expect(here.every(({ needs }) => needs.some(({ code }) => code === 'substance-use'))).toBe(true)
    }
  })

  test('every need is met by some service, and several services are those of the demo provider', async () => {
    const all = await find({})
    const { data } = await directory.ask(everyone, '{ needs { code } }')

    const met = new Set(all.flatMap(({ needs }) => needs.map(({ code }) => code)))
    expect(data?.needs.filter(({ code }: { code: string }) => !met.has(code))).toEqual([])
    expect(all.filter(({ organisation }) => organisation.id === 'DEMO-PROVIDER').length).toBeGreaterThanOrEqual(5)
  })

  test('at a place it gives those with a location there and those that are open from anywhere, and no others', async () => {
    const names = (await find({ placeId: 'kendal' })).map(({ name }) => name)

    expect(names).toContain('Example Horizon Drug & Alcohol Service Kendal (demo)')
    expect(names).toContain('Example Crisis Line (demo)')
    expect(names).not.toContain('Example Recovery Hub Blackburn (demo)')
  })

  test.each([
    ['benefit', 'Example Money Matters (demo)'],
    ['Horizon', 'Example Mutual Aid Meeting (demo)'],
    ["veterans' break", "Example Veterans' Breakfast (demo)"]
  ])('words are found in name, description and organisation: %s', async (text, name) => {
    expect((await find({ text })).map((node) => node.name)).toContain(name)
  })

  test('a sign of the search language is only a sign', async () => {
    expect(await find({ text: '100%_' })).toEqual([])
  })

  test('one service and twenty cost the same number of statements', async () => {
    directory.statements()
    await directory.ask(everyone, services, { first: 1 })
    const forOne = directory.statements().length
    await directory.ask(everyone, services, { first: 20 })

    expect(directory.statements()).toHaveLength(forOne)
  })
})

describe('a refuge', () => {
  const refuge = `query ($text: String) { services(where: { text: $text }) { edges { node { name locations { town postcode latitude } } } } }`
  const ask = (asker: typeof everyone) => directory.ask(asker, refuge, { text: "Example Women's Refuge" })

  test('is listed for everyone, without a location for the public', async () => {
    const { data, errors } = await ask(everyone)

    expect(errors).toEqual([])
    expect(data?.services.edges[0]).toEqual({ node: { name: "Example Women's Refuge (demo)", locations: [] } })
  })

  test('shows its location to staff', async () => {
    const { data } = await ask(practitioner)

    expect(data?.services.edges[0].node.locations).toMatchObject([{ town: 'Burnley' }])
  })

  test('is listed at every place alike, whoever asks, so that no answer tells where it is', async () => {
    for (const asker of [everyone, practitioner])
      for (const placeId of ['burnley', 'carlisle'])
        expect((await find({ placeId, need: 'domestic-abuse' }, asker)).map(({ name }) => name)).toContain("Example Women's Refuge (demo)")
  })

  test.each((Object.keys(scopesOfRole) as Role[]).filter((role) => roleHolds(role, [['directory:read']])))(
    'row-level security and the scope directory:staff agree for %s',
    async (role) => {
      const asker = { ...everyone, role }

      const { data } = await ask(asker)

      expect(data?.services.edges[0].node.locations).toHaveLength(roleHolds(role, [['directory:staff']]) ? 1 : 0)
    }
  )
})

describe('staff facts', () => {
  const contact = '{ services(where: { need: "substance-use" }, first: 1) { edges { node { staffContact { name phone } locations { isHidden } } } } }'

  test('are for staff', async () => {
    const { data, errors } = await directory.ask(practitioner, contact)

    expect(errors).toEqual([])
    expect(data?.services.edges[0].node.staffContact).toMatchObject({ name: 'Referrals team' })
  })

  test.each(['public', 'commissioner', 'service-provider', 'ld-peer-support-worker'] as Role[])('are refused to %s', async (role) => {
    expect((await directory.ask({ ...everyone, role }, contact)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
