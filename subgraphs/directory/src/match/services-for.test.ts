import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { room } from '@throughcare/directory'
import { roleHolds, scopesOfRole, type Role } from '@throughcare/kit/roles'
import { persona, practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type Answer, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'
import { importDirectory } from '../service/service.import.ts'

const demo = fileURLToPath(new URL('../../db/reference/demo-services.json', import.meta.url))
const everyone = persona('analyst', { role: 'public', subject: 'public' })
const servicesFor = `query ($need: ID, $text: String, $facts: PersonFactsInput, $near: String, $withinMiles: Float, $at: DateTime, $isOpen: Boolean, $first: Int = 100, $after: String) {
  servicesFor(need: $need, text: $text, facts: $facts, near: $near, withinMiles: $withinMiles, at: $at, isOpen: $isOpen, first: $first, after: $after) {
    edges { node { service { name } verdict reasons { aspect answer text } site { location { town } } miles distance opening { state text } } }
    pageInfo { hasNextPage endCursor } } }`
type Match = {
  service: { name: string }
  verdict: string
  reasons: { aspect: string; answer: string; text: string }[]
  miles: number | null
  distance: string | null
}

let directory: TestRoom
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-26T12:00:00Z') })
  await loadReferenceData(directory.url)
  await importDirectory({ path: demo, url: directory.url, feed: 'demo' })
})
afterAll(() => directory.close())

async function find(question: object, asker = everyone): Promise<Match[]> {
  const { data, errors } = await directory.ask(asker, servicesFor, question as Record<string, unknown>)
  expect(errors).toEqual([])
  return data?.servicesFor.edges.map(({ node }: { node: Match }) => node)
}
const named = (matches: readonly Match[], name: string) => matches.find(({ service }) => service.name.startsWith(`Example ${name}`))
const reason = (match: Match | undefined, aspect: string) => match?.reasons.find((one) => one.aspect === aspect)

describe('a service that takes this person', () => {
  test('the nearest that fits stands first, with its distance as far as it is known', async () => {
    const [first] = await find({ need: 'substance-use', near: 'BB11', facts: { age: 30, sex: 'MALE', comesBy: 'PROFESSIONAL' } })

    expect(first).toMatchObject({ service: { name: 'Example Recovery Hub Burnley (demo)' }, verdict: 'FITS', site: { location: { town: 'Burnley' } } })
    expect(first?.distance).toMatch(/^about .* from BB11 \(district centre\)$/)
    expect(first?.reasons.map(({ aspect, answer }) => [aspect, answer])).toEqual([
      ['NEED', 'FITS'],
      ['AGE', 'FITS'],
      ['SEX', 'FITS'],
      ['AREA', 'FITS'],
      ['REFERRAL_ROUTE', 'FITS']
    ])
  })

  test('what is sought by words and meets another need is shown, and said not to fit', async () => {
    const [first] = await find({ text: 'Example Recovery Hub Burnley (demo)', need: 'housing' })

    expect(first).toMatchObject({ service: { name: 'Example Recovery Hub Burnley (demo)' }, verdict: 'DOES_NOT_FIT' })
    expect(reason(first, 'NEED')).toMatchObject({ answer: 'DOES_NOT_FIT' })
  })

  test('what does not fit is shown with why, below what does', async () => {
    const matches = await find({ need: 'substance-use', near: 'PR1', facts: { age: 16 } })
    const hub = named(matches, 'Recovery Hub Preston')

    expect(matches[0]?.service.name).toBe("Example Young People's Drug & Alcohol Service (demo)")
    expect(hub).toMatchObject({ verdict: 'DOES_NOT_FIT' })
    expect(reason(hub, 'AGE')).toEqual({ aspect: 'AGE', answer: 'DOES_NOT_FIT', text: 'Takes nobody under 18.' })
  })

  test('a service by phone is never far away, and the area it serves counts', async () => {
    const near = await find({ need: 'mental-health', near: 'Kendal', withinMiles: 2 })
    const line = named(near, 'Crisis Line')

    expect(line).toMatchObject({ miles: null, distance: null })
    expect([reason(line, 'DISTANCE')?.answer, reason(line, 'AREA')?.answer]).toEqual(['FITS', 'FITS'])
    expect(reason(named(near, 'Talking Therapies Blackburn'), 'AREA')?.answer).toBe('DOES_NOT_FIT')
    expect(reason(named(near, 'Talking Therapies Carlisle'), 'DISTANCE')?.answer).toBe('DOES_NOT_FIT')
  })

  test('what nobody has said is unknown, and hides nothing', async () => {
    const matches = await find({ need: 'neurodiversity-ld', facts: { age: 25, sex: 'FEMALE', hasNoFixedAbode: true, convictions: ['ARSON'] } })

    expect(named(matches, 'Head Injury Link')).toMatchObject({ verdict: 'UNKNOWN' })
    expect(matches).toHaveLength(2)
  })

  test('open at an instant is asked of the same hours that the badge shows', async () => {
    const asked = { need: 'housing', near: 'LA1', at: '2026-11-26T22:00:00Z' }
    const shelter = named(await find(asked), 'Night Shelter Lancaster')
    const options = named(await find(asked), 'Housing Options Blackpool')

    expect(reason(shelter, 'OPENING')).toEqual({ aspect: 'OPENING', answer: 'FITS', text: 'Open until 8:00' })
    expect(reason(options, 'OPENING')).toEqual({ aspect: 'OPENING', answer: 'DOES_NOT_FIT', text: 'Opens Friday 9:00' })
  })

  test('one that is called exactly so stands first', async () => {
    const [first] = await find({ text: 'example wellbeing drop-in (demo)', near: 'CA1', facts: { age: 15 } })

    expect(first?.service.name).toBe('Example Wellbeing Drop-in (demo)')
  })

  test('what is sought by words comes in the order in which it answers them', async () => {
    const [first] = await find({ text: 'night shelter' })

    expect(first?.service.name).toBe('Example Night Shelter Lancaster (demo)')
  })

  test('comes page by page, each once', async () => {
    const whole = (await find({ near: 'PR1' })).map(({ service }) => service.name)
    const names: string[] = []
    let after: string | null = null
    do {
      const { data } = await directory.ask(everyone, servicesFor, { near: 'PR1', first: 9, after })
      names.push(...data?.servicesFor.edges.map(({ node }: { node: Match }) => node.service.name))
      after = data?.servicesFor.pageInfo.hasNextPage ? data?.servicesFor.pageInfo.endCursor : null
    } while (after)

    expect(names).toEqual(whole)
    expect(whole).toHaveLength(41)
  })

  test.each([
    [{ need: 'unheard-of' }, 'need taxonomy'],
    [{ near: 'ZZ99 9ZZ' }, 'such as BB1']
  ])('%j is refused in a sentence', async (question, words) => {
    const { errors } = await directory.ask(everyone, servicesFor, question)

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(words) }])
  })

  test('one match and many cost the same number of statements', async () => {
    directory.statements()
    await find({ near: 'PR1', first: 1 })
    const forOne = directory.statements().length
    await find({ near: 'PR1', first: 40 })

    expect(directory.statements()).toHaveLength(forOne)
  })
})

describe('a refuge', () => {
  test.each([everyone, practitioner])('is matched as a service without a place, whoever asks, so that no answer tells where it is', async (asker) => {
    for (const near of ['BB11', 'CA1']) {
      const refuge = named(await find({ need: 'domestic-abuse', near, withinMiles: 1, facts: { sex: 'FEMALE' } }, asker), "Women's Refuge")

      expect(refuge).toMatchObject({ miles: null, distance: null, site: null })
      expect(reason(refuge, 'DISTANCE')?.answer).toBe('FITS')
    }
  })
})

describe('services for a person of the graph', () => {
  const ofPerson = `query ($people: [_Any!]!, $facts: PersonFactsInput) { _entities(representations: $people) { ... on Person {
    servicesFor(need: "substance-use", near: "BB11", facts: $facts, first: 100) { edges { node { service { name } reasons { aspect answer text } } } } } } }`
  const person = { __typename: 'Person', recordId: '00000000-0000-4000-8000-000000000001', age: 15, sex: 'NOT_KNOWN' }
  const ask = (asker: typeof practitioner, facts: object | null = null, changes: object = {}) =>
    directory.ask(asker, ofPerson, { people: [{ ...person, ...changes }], facts })
  const weighed = ({ data }: Answer): Match[] => data?._entities[0].servicesFor.edges.map(({ node }: { node: Match }) => node)

  test('their record says the age and the sex; what is said goes before it, and what is not known is not asked', async () => {
    const young = weighed(await ask(practitioner))
    const grown = weighed(await ask(practitioner, { age: 30 }))
    const woman = weighed(await ask(practitioner, null, { sex: 'FEMALE' }))

    expect(reason(named(young, 'Recovery Hub Burnley'), 'AGE')?.answer).toBe('DOES_NOT_FIT')
    expect(reason(named(grown, 'Recovery Hub Burnley'), 'AGE')?.answer).toBe('FITS')
    expect(young.flatMap(({ reasons }) => reasons).map(({ aspect }) => aspect)).not.toContain('SEX')
    expect(reason(named(woman, 'Recovery Hub Burnley'), 'SEX')).toBeDefined()
  })

  test.each<Role>(['public', 'directory-editor', 'analyst', 'court-recipient'])('is not for those who read no person: %s', async (role) => {
    expect((await ask({ ...practitioner, role })).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})

test.each(Object.keys(scopesOfRole) as Role[])('who may ask is who may read the directory: %s', async (role) => {
  const { errors } = await directory.ask({ ...everyone, role }, servicesFor, { need: 'housing', first: 1 })

  expect(errors.map(({ code }) => code)).toEqual(roleHolds(role, [['directory:read']]) ? [] : expect.arrayContaining(['FORBIDDEN']))
})

test('a service of which nobody said what it helps with is shown as not known, below those that do, wherever one asks', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'throughcare-unsaid-')), 'feed.json')
  const at = { location: { addresses: [{ postal_code: 'BB11 9ZZ' }] } }
  await writeFile(path, JSON.stringify([{ id: 'unsaid', name: 'Example Unsaid (demo)', status: 'active', service_at_locations: [at] }]))
  await importDirectory({ path, url: directory.url, feed: 'unsaid' })

  for (const near of ['BB11', null]) {
    const matches = await find({ need: 'substance-use', near })
    const found = matches.findIndex(({ service }) => service.name === 'Example Unsaid (demo)')

    expect(matches[found]).toMatchObject({
      verdict: 'UNKNOWN',
      reasons: expect.arrayContaining([{ aspect: 'NEED', answer: 'UNKNOWN', text: expect.any(String) }])
    })
    expect(matches.slice(found).some(({ verdict }) => verdict === 'FITS')).toBe(false)
  }
})
