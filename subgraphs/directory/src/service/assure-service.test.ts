import { room } from '@throughcare/directory'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }'
const assureService = 'mutation ($input: AssureServiceInput!) { assureService(input: $input) { id version assuredDate } }'

let directory: TestRoom
let serviceId: string
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-23T12:00:00Z') })
  await loadReferenceData(directory.url)
})
beforeEach(async () => {
  const input = { name: 'Example Assured (demo)', status: 'ACTIVE', needCodes: ['housing'], idempotencyKey: crypto.randomUUID() }
  serviceId = (await directory.ask(editor, recordService, { input })).data?.recordService.id
})
afterAll(() => directory.close())

const assure = (changes: object = {}) =>
  directory.ask(editor, assureService, { input: { serviceId, expectedVersion: 1, idempotencyKey: crypto.randomUUID(), ...changes } })

describe('assureService', () => {
  test('dates the entry today, and leaves its event', async () => {
    const { data, errors } = await assure()

    expect(errors).toEqual([])
    expect(data?.assureService).toEqual({ id: serviceId, version: 2, assuredDate: '2026-11-23' })
    const events = await directory.rows(
      "select subject_version, payload from directory.outbox_event where type = 'directory.service-assured' and subject_id = $1",
      serviceId
    )
    expect(events).toEqual([{ subject_version: 2, payload: { serviceId, assuredDate: '2026-11-23' } }])
  })

  test('the same request twice has one effect', async () => {
    const idempotencyKey = crypto.randomUUID()

    expect(await assure({ idempotencyKey })).toEqual(await assure({ idempotencyKey }))
    expect(await directory.rows('select version from directory.service where id = $1', serviceId)).toEqual([{ version: 2 }])
  })

  test('refuses a day in the future and one before an earlier check, and writes nothing', async () => {
    await assure({ assuredDate: '2026-11-20' })

    expect((await assure({ assuredDate: '2026-11-24', expectedVersion: 2 })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await assure({ assuredDate: '2026-11-19', expectedVersion: 2 })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect(await directory.rows('select version, assured_date::text from directory.service where id = $1', serviceId)).toEqual([
      { version: 2, assured_date: '2026-11-20' }
    ])
  })

  test('refuses a check made from another version than the one that stands', async () => {
    expect((await assure({ expectedVersion: 2 })).errors).toMatchObject([{ code: 'CONFLICT' }])
  })

  test('refuses a service that is not there', async () => {
    expect((await assure({ serviceId: crypto.randomUUID() })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
