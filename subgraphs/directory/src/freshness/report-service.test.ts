import { room } from '@throughcare/directory'
import { persona, practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
const everyone = persona('analyst', { role: 'public', subject: 'public' })
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }'
const reportService = 'mutation ($input: ReportServiceInput!) { reportService(input: $input) { id problem reportedAt service { id reports { problem } } } }'
const assureService = 'mutation ($input: AssureServiceInput!) { assureService(input: $input) { freshness { state dueOn } reports { problem } } }'
const matches = '{ servicesFor(need: "armed-forces", near: "BB11") { edges { node { service { id } isDoubted } } } }'
const key = () => crypto.randomUUID()

let directory: TestRoom
let serviceId: string
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-26T12:00:00Z') })
  await loadReferenceData(directory.url)
})
afterAll(() => directory.close())

async function make(name: string): Promise<string> {
  const input = {
    name: `Example ${name} (demo)`,
    status: 'ACTIVE',
    needCodes: ['armed-forces'],
    locations: [{ town: 'Burnley', postcode: 'BB11 9ZZ' }],
    idempotencyKey: key()
  }
  return (await directory.ask(editor, recordService, { input })).data?.recordService.id
}
beforeEach(async () => void (serviceId = await make('Reported')))
const report = (changes: object = {}) =>
  directory.ask(practitioner, reportService, { input: { serviceId, problem: 'NUMBER_DEAD', idempotencyKey: key(), ...changes } })

describe('reportService', () => {
  test('stands on the entry for staff, and leaves its event', async () => {
    const { data, errors } = await report()

    expect(errors).toEqual([])
    expect(data?.reportService).toMatchObject({
      problem: 'NUMBER_DEAD',
      reportedAt: '2026-11-26T12:00:00.000Z',
      service: { id: serviceId, reports: [{ problem: 'NUMBER_DEAD' }] }
    })
    const events = await directory.rows("select payload from directory.outbox_event where type = 'directory.service-reported' and subject_id = $1", serviceId)
    expect(events).toEqual([{ payload: { serviceId, reportId: data?.reportService.id, problem: 'NUMBER_DEAD' } }])
  })

  test('lowers the rank for staff until the entry was checked; the public sees neither', async () => {
    const other = await make('Unreported')
    const order = async (asker = practitioner) =>
      (await directory.ask(asker, matches)).data?.servicesFor.edges
        .map(({ node }: { node: { service: { id: string }; isDoubted: boolean } }) => [node.service.id, node.isDoubted])
        .filter(([id]: [string]) => id === serviceId || id === other)

    const before = await order()
    await report()
    const reported = await order()
    const open = await order(everyone)
    const input = { serviceId, expectedVersion: 1, idempotencyKey: key() }
    const assured = await directory.ask(editor, assureService, { input })

    expect(before).toEqual([
      [serviceId, false],
      [other, false]
    ])
    expect(reported).toEqual([
      [other, false],
      [serviceId, true]
    ])
    expect(open).toEqual(before)
    expect(assured.data?.assureService).toEqual({ freshness: { state: 'FRESH', dueOn: '2027-02-26' }, reports: [] })
    expect(await order()).toEqual(before)
  })

  test('the same request twice has one effect', async () => {
    const idempotencyKey = key()

    expect(await report({ idempotencyKey })).toEqual(await report({ idempotencyKey }))
    expect(await directory.rows('select 1 from directory.service_report where service_id = $1', serviceId)).toHaveLength(1)
  })

  test('refuses a service that is not there, and one that has ended', async () => {
    await directory.rows("update directory.service set status = 'DEFUNCT' where id = $1", serviceId)

    expect((await report()).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await report({ serviceId: key() })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
