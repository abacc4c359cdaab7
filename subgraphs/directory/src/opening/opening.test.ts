import { room } from '@throughcare/directory'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
const everyone = persona('analyst', { role: 'public', subject: 'public' })
const recordService = `mutation ($input: RecordServiceInput!) { recordService(input: $input) {
  id version schedules { byDay opensAt } opening { state text } sites { schedules { byDay } opening { text } location { id town } } } }`
const hours = `query ($id: ID!, $at: DateTime) { service(id: $id) { opening(at: $at) { state text closesAt opensAt } sites { opening(at: $at) { text } } } }`

let directory: TestRoom
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-26T12:00:00Z') })
  await loadReferenceData(directory.url)
})
afterAll(() => directory.close())

const weekly = (byDay: string, opensAt: string, closesAt: string) => ({ frequency: 'WEEKLY', byDay, opensAt, closesAt })
const entry = (changes: object = {}) => ({
  ...{ name: `Example Hours ${crypto.randomUUID()} (demo)`, status: 'ACTIVE', needCodes: ['housing'], idempotencyKey: crypto.randomUUID() },
  ...{ schedules: [weekly('MO,TU,WE,TH,FR', '09:00', '17:00')], bankHolidays: 'CLOSED' },
  ...changes
})
const record = async (changes: object = {}) => {
  const { data, errors } = await directory.ask(editor, recordService, { input: entry(changes) })
  return { service: data?.recordService, errors }
}

describe('when a service is open', () => {
  test('is told now, and at any instant', async () => {
    const { service } = await record()

    const { data } = await directory.ask(everyone, hours, { id: service.id, at: '2026-11-28T12:00:00Z' })

    expect(service.opening).toEqual({ state: 'OPEN', text: 'Open until 17:00' })
    expect(data?.service.opening).toEqual({ state: 'SHUT', text: 'Opens Monday 9:00', closesAt: null, opensAt: '2026-11-30T09:00:00.000Z' })
  })

  test('a site keeps hours of its own, and those of the service where it has none; the service is open while one of them is', async () => {
    const { service } = await record({ locations: [{ town: 'Burnley', schedules: [weekly('TH', '13:00', '15:00')] }, { town: 'Nelson' }] })

    expect(service.sites.map(({ opening }: { opening: { text: string } }) => opening.text)).toEqual(['Opens today 13:00', 'Open until 17:00'])
    expect(service.opening.text).toBe('Open until 17:00')
  })

  test('hours nobody has said are not known', async () => {
    const { service } = await record({ schedules: undefined, bankHolidays: undefined })

    expect(service.opening).toEqual({ state: 'UNKNOWN', text: 'Hours not known' })
  })

  test('a change that leaves them out lets them stand, for a site too; an empty list empties them', async () => {
    const { service } = await record({ locations: [{ town: 'Burnley', schedules: [weekly('SU', '10:00', '12:00')] }] })
    const change = { serviceId: service.id, expectedVersion: 1, schedules: undefined, locations: [{ id: service.sites[0].location.id, town: 'Padiham' }] }

    const { service: kept } = await record(change)
    const { service: emptied } = await record({ ...change, expectedVersion: 2, schedules: [], locations: [{ ...change.locations[0], schedules: [] }] })

    expect(kept).toMatchObject({ version: 2, schedules: [{ opensAt: '09:00' }], sites: [{ schedules: [{ byDay: 'SU' }], location: { town: 'Padiham' } }] })
    expect(emptied).toMatchObject({ schedules: [], sites: [{ schedules: [] }] })
  })

  test.each([
    ['a time that no clock shows', { ...weekly('MO', '25:00', '26:00') }, '00:00 to 23:59'],
    ['an opening without a closing', { frequency: 'WEEKLY', byDay: 'MO', opensAt: '09:00' }, 'both'],
    ['a day of no week', weekly('Mondays', '09:00', '17:00'), 'MO,TU'],
    ['every second week, from no week', { ...weekly('MO', '09:00', '17:00'), interval: 2 }, 'from which day'],
    ['an exception for no day', { isClosed: true }, 'frequency'],
    ['an end before the beginning', { validFrom: '2026-12-26', validTo: '2026-12-24', isClosed: true }, 'before it begins']
  ])('refuses %s, and says why', async (_, schedule, reason) => {
    expect((await record({ schedules: [schedule] })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(reason) }])
  })

  test('one service and many cost the same number of statements', async () => {
    await record({ name: 'A service with a site, first by its name (demo)', locations: [{ town: 'Burnley' }] })
    const list = 'query ($first: Int) { services(first: $first) { edges { node { opening { text } sites { opening { text } location { town } } } } } }'
    directory.statements()
    await directory.ask(everyone, list, { first: 1 })
    const forOne = directory.statements().length
    await directory.ask(everyone, list, { first: 5 })

    expect(directory.statements()).toHaveLength(forOne)
  })
})
