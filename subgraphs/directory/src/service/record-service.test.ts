import { room } from '@throughcare/directory'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
const recordService = `mutation ($input: RecordServiceInput!) { recordService(input: $input) {
  id version name status description minimumAge phone convictionExclusions takesNoFixedAbode organisation { id } needs { code }
  locations { id town postcode isHidden place { id } } staffContact { name phone } assuredDate feed
} }`

let directory: TestRoom
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-23T12:00:00Z') })
  await loadReferenceData(directory.url)
})
afterAll(() => directory.close())

const entry = (changes: object = {}) => ({
  name: 'Example New Hub (demo)',
  status: 'ACTIVE',
  needCodes: ['housing', 'alcohol'],
  organisationId: 'DEMO-PROVIDER',
  description: 'Invented.',
  minimumAge: 18,
  phone: '01632 960900',
  convictionExclusions: ['ARSON'],
  takesNoFixedAbode: true,
  referralRoute: 'SELF_OR_PROFESSIONAL',
  locations: [{ town: 'Blackburn', postcode: 'bb2 9zz' }],
  staffContact: { name: 'Referrals team', phone: '01632 960901' },
  idempotencyKey: crypto.randomUUID(),
  ...changes
})
const ask = (input: object) => directory.ask(editor, recordService, { input })

describe('recordService', () => {
  test('takes a name that an index can hold, and says how long that is', async () => {
    const { data } = await ask(entry({ name: 'x'.repeat(300) }))
    const { errors } = await ask(entry({ name: 'x'.repeat(301) }))

    expect(data?.recordService.name).toHaveLength(300)
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: '"name" is longer than 300 characters. Shorten it.' }])
  })

  test('writes a new entry, with its location at its place', async () => {
    const { data, errors } = await ask(entry())

    expect(errors).toEqual([])
    expect(data?.recordService).toMatchObject({
      version: 1,
      name: 'Example New Hub (demo)',
      convictionExclusions: ['ARSON'],
      organisation: { id: 'DEMO-PROVIDER' },
      needs: [{ code: 'housing' }, { code: 'alcohol' }],
      locations: [{ town: 'Blackburn', postcode: 'BB2 9ZZ', isHidden: false, place: { id: 'blackburn' } }],
      staffContact: { name: 'Referrals team', phone: '01632 960901' },
      feed: null
    })
  })

  test('leaves its event in the same transaction', async () => {
    const { data } = await ask(entry())

    const events = await directory.rows(
      'select type, subject_version, actor, payload from directory.outbox_event where subject_id = $1',
      data?.recordService.id
    )
    expect(events).toEqual([
      {
        type: 'directory.service-recorded',
        subject_version: 1,
        actor: editor.subject,
        payload: { serviceId: data?.recordService.id, organisationId: 'DEMO-PROVIDER', status: 'ACTIVE', isWithdrawn: false }
      }
    ])
  })

  test('changes an entry: what is left out stays, what is null is emptied', async () => {
    const { data: made } = await ask(entry())
    const { id: serviceId } = made?.recordService
    const change = { serviceId, expectedVersion: 1, name: 'Example Renamed Hub (demo)', status: 'TEMPORARILY_CLOSED', needCodes: ['alcohol'] }

    const { data, errors } = await ask({ ...change, convictionExclusions: null, phone: null, idempotencyKey: crypto.randomUUID() })

    expect(errors).toEqual([])
    expect(data?.recordService).toMatchObject({
      ...{ id: serviceId, version: 2, name: 'Example Renamed Hub (demo)', status: 'TEMPORARILY_CLOSED', needs: [{ code: 'alcohol' }] },
      ...{ convictionExclusions: null, phone: null, description: 'Invented.', minimumAge: 18, takesNoFixedAbode: true },
      ...{ locations: made?.recordService.locations, staffContact: { name: 'Referrals team' } }
    })
  })

  test('a location that was hidden stays hidden until an editor says otherwise', async () => {
    const { data: made } = await ask(entry({ locations: [{ town: 'Burnley', isHidden: true }] }))
    const { id: serviceId, locations } = made?.recordService
    const change = (version: number, isHidden?: boolean) =>
      ask(entry({ serviceId, expectedVersion: version, locations: [{ id: locations[0].id, town: 'Burnley', postcode: 'BB11 9ZZ', isHidden }] }))

    const { data: kept } = await change(1)
    const { data: opened } = await change(2, false)

    expect(kept?.recordService.locations).toMatchObject([{ id: locations[0].id, postcode: 'BB11 9ZZ', isHidden: true }])
    expect(opened?.recordService.locations).toMatchObject([{ isHidden: false }])
  })

  test('the same request twice has one effect, and the same answer', async () => {
    const input = entry({ name: 'Example Twice (demo)' })
    const first = await ask(input)
    const again = await ask(input)

    expect(again).toEqual(first)
    expect(await directory.rows('select 1 from directory.service where name = $1', input.name)).toHaveLength(1)
  })

  test.each([
    [0, 'CONFLICT'],
    [2, 'CONFLICT'],
    [null, 'BAD_USER_INPUT']
  ])('refuses a change made from version %s of an entry at version 1', async (expectedVersion, code) => {
    const { data } = await ask(entry())

    expect((await ask(entry({ serviceId: data?.recordService.id, expectedVersion }))).errors).toMatchObject([{ code }])
  })

  test.each(['nowhere', '00000000-0000-4000-8000-000000000000'])('refuses to change a service that is not there: %s', async (serviceId) => {
    expect((await ask(entry({ serviceId, expectedVersion: 1 }))).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test.each([
    ['a need the taxonomy does not have', { needCodes: ['unheard-of'] }, 'need taxonomy'],
    ['an organisation nobody knows', { organisationId: 'ZZ9' }, 'does not know that organisation'],
    ['a location of another service', { locations: [{ id: '00000000-0000-4000-8000-000000000000' }] }, 'only through a service'],
    ['0,0 for a position', { locations: [{ latitude: 0, longitude: 0 }] }, 'not known'],
    ['a youngest age above the oldest', { minimumAge: 30, maximumAge: 20 }, 'youngest']
  ])('refuses %s, says why, and writes nothing', async (_, changes, reason) => {
    const name = `Example Refused ${crypto.randomUUID()} (demo)`

    const { errors } = await ask(entry({ name, ...changes }))

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(reason) }])
    expect(await directory.rows('select 1 from directory.service where name = $1', name)).toEqual([])
  })
})
