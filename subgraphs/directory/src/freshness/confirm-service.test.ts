import { room } from '@throughcare/directory'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
const provider = persona('service-provider')
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id version } }'
const makeLink = 'mutation ($input: MakeConfirmationLinkInput!) { makeConfirmationLink(input: $input) { id secret expiresAt } }'
const confirm = 'mutation ($input: ConfirmServiceInput!) { confirmService(input: $input) { version assuredDate freshness { state } } }'

let directory: TestRoom
let now = new Date('2026-11-26T12:00:00Z')
let serviceId: string
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => now })
  await loadReferenceData(directory.url)
})
afterAll(() => directory.close())
beforeEach(async () => {
  now = new Date('2026-11-26T12:00:00Z')
  const input = { name: 'Example Confirmed (demo)', status: 'ACTIVE', needCodes: ['housing'], idempotencyKey: crypto.randomUUID() }
  serviceId = (await directory.ask(editor, recordService, { input })).data?.recordService.id
})

async function send(idempotencyKey: string = crypto.randomUUID()) {
  const { data, errors } = await directory.ask(editor, makeLink, { input: { serviceId, expectedVersion: 1, idempotencyKey } })
  expect(errors).toEqual([])
  return data?.makeConfirmationLink as { id: string; secret: string; expiresAt: string }
}
const follow = (secret: string) => directory.ask(provider, confirm, { input: { secret, idempotencyKey: crypto.randomUUID() } })

describe('a provider confirms by a link', () => {
  test('once: the entry is fresh, and an event says so', async () => {
    const { secret } = await send()

    const { data, errors } = await follow(secret)
    const again = await follow(secret)

    expect(errors).toEqual([])
    expect(data?.confirmService).toEqual({ version: 2, assuredDate: '2026-11-26', freshness: { state: 'FRESH' } })
    expect(again.errors).toMatchObject([{ message: expect.stringContaining('has been used') }])
    const events = await directory.rows("select actor from directory.outbox_event where type = 'directory.service-assured' and subject_id = $1", serviceId)
    expect(events).toEqual([{ actor: provider.subject }])
  })

  test('two at once confirm it once', async () => {
    const { secret } = await send()

    const answers = await Promise.all([follow(secret), follow(secret)])

    expect(answers.map(({ errors }) => errors.length).sort()).toEqual([0, 1])
  })

  test.each([
    ['2026-12-26T11:59:59Z', []],
    ['2026-12-26T12:00:00Z', [expect.objectContaining({ message: expect.stringContaining('expired') })]]
  ])('within thirty days: at %s', async (at, faults) => {
    const { secret } = await send()
    now = new Date(at)

    expect((await follow(secret)).errors).toEqual(faults)
  })

  test('only as it was sent: an entry that has changed is looked at again', async () => {
    const { secret } = await send()
    const input = {
      serviceId,
      expectedVersion: 1,
      name: 'Example Renamed (demo)',
      status: 'ACTIVE',
      needCodes: ['housing'],
      idempotencyKey: crypto.randomUUID()
    }
    await directory.ask(editor, recordService, { input })

    expect((await follow(secret)).errors).toMatchObject([{ message: expect.stringContaining('has changed') }])
  })

  test('what staff reported stands until an editor has looked', async () => {
    const report = 'mutation ($input: ReportServiceInput!) { reportService(input: $input) { id } }'
    await directory.ask(persona('ld-practitioner'), report, { input: { serviceId, problem: 'NUMBER_DEAD', idempotencyKey: crypto.randomUUID() } })
    await follow((await send()).secret)

    expect(await directory.rows('select settled_at from directory.service_report where service_id = $1', serviceId)).toEqual([{ settled_at: null }])
  })

  test('is kept nowhere: the same request is told the same link again', async () => {
    const key = crypto.randomUUID()
    const { secret, id } = await send(key)

    expect(await send(key)).toMatchObject({ id, secret })
    expect(JSON.stringify(await directory.rows('select * from directory.confirmation_link'))).not.toContain(secret)
  })

  test('a link of another service is none for this one, though the words before its signature are put together so', async () => {
    const [mine, other] = [(await send()).secret.split('.'), (await send()).secret.split('.')]

    expect((await follow([mine[0], mine[1], other[2]].join('.'))).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })

  test('a link that was signed here and is not kept here is unknown', async () => {
    const { secret, id } = await send()
    await directory.rows('delete from directory.confirmation_link where id = $1', id)

    expect((await follow(secret)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test.each(['', 'x', 'a'.repeat(43)])('a link that nobody made is none: %p', async (secret) => {
    expect((await follow(secret)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('was altered') }])
  })
})
