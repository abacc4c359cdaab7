import { room } from '@throughcare/directory'
import { roleHolds, signInRoles, type Role } from '@throughcare/kit/roles'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }'
const makeLink = 'mutation ($input: MakeConfirmationLinkInput!) { makeConfirmationLink(input: $input) { id secret } }'
const confirm = 'mutation ($input: ConfirmServiceInput!) { confirmService(input: $input) { version } }'

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

test.each(roles)('whoever is signed in and holds the secret confirms by it: %s', async (role) => {
  const { data } = await made()
  const { errors } = await directory.ask({ ...editor, role, subject: `someone-${role}` }, confirm, {
    input: { secret: data?.makeConfirmationLink.secret, idempotencyKey: crypto.randomUUID() }
  })

  expect(errors.map(({ code }) => code)).toEqual(roleHolds(role, [['signed-in']]) ? [] : ['FORBIDDEN'])
})
