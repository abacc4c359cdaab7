import { room } from '@throughcare/directory'
import { publicPrincipal } from '@throughcare/kit/principal'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }'
const makeLink = 'mutation ($input: MakeConfirmationLinkInput!) { makeConfirmationLink(input: $input) { id secret } }'
const confirm = 'mutation ($input: ConfirmServiceInput!) { confirmServiceByLink(input: $input) { version assuredDate } }'

let directory: TestRoom
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-26T12:00:00Z') })
  await loadReferenceData(directory.url)
})
afterAll(() => directory.close())

test('a provider who does not sign in confirms once, and the event says by which link', async () => {
  const fields = { name: 'Example Confirmed (demo)', status: 'ACTIVE', needCodes: ['housing'] }
  const serviceId = (await directory.ask(editor, recordService, { input: { ...fields, idempotencyKey: crypto.randomUUID() } })).data?.recordService.id
  const link = (await directory.ask(editor, makeLink, { input: { serviceId, expectedVersion: 1, idempotencyKey: crypto.randomUUID() } })).data
    ?.makeConfirmationLink
  const press = () => directory.ask(publicPrincipal, confirm, { input: { secret: link.secret, idempotencyKey: crypto.randomUUID() } })

  const [first, second] = [await press(), await press()]

  expect(first).toEqual({ data: { confirmServiceByLink: { version: 2, assuredDate: '2026-11-26' } }, errors: [] })
  expect(second.errors).toMatchObject([{ message: expect.stringContaining('has been used') }])
  expect(
    await directory.rows(`select actor, payload from directory.outbox_event where type = 'directory.service-assured' and subject_id = $1`, serviceId)
  ).toEqual([{ actor: 'public', payload: { serviceId, assuredDate: '2026-11-26', linkId: link.id } }])
})
