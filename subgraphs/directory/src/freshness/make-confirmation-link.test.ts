import { room } from '@throughcare/directory'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }'
const makeLink = 'mutation ($input: MakeConfirmationLinkInput!) { makeConfirmationLink(input: $input) { id secret expiresAt } }'

let directory: TestRoom
let serviceId: string
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-26T12:00:00Z') })
  await loadReferenceData(directory.url)
  const input = { name: 'Example Linked (demo)', status: 'ACTIVE', needCodes: ['housing'], idempotencyKey: crypto.randomUUID() }
  serviceId = (await directory.ask(editor, recordService, { input })).data?.recordService.id
})
afterAll(() => directory.close())
const make = (changes: object = {}) =>
  directory.ask(editor, makeLink, { input: { serviceId, expectedVersion: 1, idempotencyKey: crypto.randomUUID(), ...changes } })

test('makes a link that holds for thirty days, and leaves an event that does not tell its secret', async () => {
  const { data, errors } = await make()

  expect(errors).toEqual([])
  expect(data?.makeConfirmationLink).toEqual({
    id: expect.any(String),
    secret: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]{86}$/),
    expiresAt: '2026-12-26T12:00:00.000Z'
  })
  const [event] = await directory.rows<{ payload: object }>("select payload from directory.outbox_event where type = 'directory.confirmation-link-made'")
  expect(event?.payload).toEqual({ serviceId, linkId: data?.makeConfirmationLink.id })
})

test.each<[object, string, string]>([
  [{ expectedVersion: 2 }, 'CONFLICT', 'no such version yet'],
  [{ serviceId: '00000000-0000-4000-8000-000000000000' }, 'NOT_FOUND', 'no service']
])('%j is refused: %s', async (changes, code, words) => {
  expect((await make(changes)).errors).toMatchObject([{ code, message: expect.stringContaining(words) }])
})

test('is refused for a service that its source no longer lists', async () => {
  await directory.rows('update directory.service set withdrawn_at = now()')

  expect((await make()).errors).toMatchObject([{ message: expect.stringContaining('no longer lists it') }])
})
