import { room } from '@throughcare/directory'
import { roleHolds, signInRoles, type Role } from '@throughcare/kit/roles'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }'
const suggest = 'mutation ($input: SuggestServiceChangeInput!) { suggestServiceChange(input: $input) { id } }'
const suggestions = 'query ($id: ID!) { service(id: $id) { suggestions { id } } }'

let directory: TestRoom
let serviceId: string
beforeAll(async () => {
  directory = await openTestRoom(room)
  await loadReferenceData(directory.url)
  const input = { name: 'Example Suggested (demo)', status: 'ACTIVE', needCodes: ['housing'], idempotencyKey: crypto.randomUUID() }
  serviceId = (await directory.ask(editor, recordService, { input })).data?.recordService.id
})
afterAll(() => directory.close())

test.each(['public' as Role, ...signInRoles])('only who works with people and services may suggest a change, and read what was suggested: %s', async (role) => {
  const asker = { ...persona('analyst'), role, subject: `someone-${role}` }
  const isStaff = roleHolds(role, [['directory:staff']])

  const made = await directory.ask(asker, suggest, { input: { serviceId, expectedVersion: 1, phone: '01632 960002', idempotencyKey: crypto.randomUUID() } })
  const read = await directory.ask(asker, suggestions, { id: serviceId })

  expect([made.errors.map(({ code }) => code), read.errors.map(({ code }) => code)]).toEqual(isStaff ? [[], []] : [['FORBIDDEN'], ['FORBIDDEN']])
  expect(await directory.rows('select 1 from directory.service_suggestion where suggested_by = $1', asker.subject)).toHaveLength(isStaff ? 1 : 0)
})
