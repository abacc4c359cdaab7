import { room } from '@throughcare/directory'
import { signInRoles, type Role } from '@throughcare/kit/roles'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }'
const makeLink = 'mutation ($input: MakeConfirmationLinkInput!) { makeConfirmationLink(input: $input) { id secret } }'
const confirm = 'mutation ($input: ConfirmServiceInput!) { confirmServiceByLink(input: $input) { version } }'

let directory: TestRoom
let serviceId: string
beforeAll(async () => {
  directory = await openTestRoom(room)
  await loadReferenceData(directory.url)
})
afterAll(() => directory.close())
beforeEach(async () => {
  const input = { name: 'Example Confirmed (demo)', status: 'ACTIVE', needCodes: ['housing'], idempotencyKey: crypto.randomUUID() }
  serviceId = (await directory.ask(editor, recordService, { input })).data?.recordService.id
})
const made = () => directory.ask(editor, makeLink, { input: { serviceId, expectedVersion: 1, idempotencyKey: crypto.randomUUID() } })
const roles: Role[] = ['public', ...signInRoles]

test.each(roles)('by the door’s page whoever holds the secret confirms, and nobody without it: %s', async (role) => {
  const { data } = await made()
  const caller = { ...editor, role, subject: `someone-${role}` }
  const press = (secret: string) => directory.ask(caller, confirm, { input: { secret, idempotencyKey: crypto.randomUUID() } })

  const [wrong, right] = [await press('a'.repeat(43)), await press(data?.makeConfirmationLink.secret)]

  expect([wrong.errors.map(({ code }) => code), right.errors]).toEqual([['NOT_FOUND'], []])
})
