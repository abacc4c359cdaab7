import { room } from '@throughcare/directory'
import { roleHolds, signInRoles, type Role } from '@throughcare/kit/roles'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }'
const suggest = 'mutation ($input: SuggestServiceChangeInput!) { suggestServiceChange(input: $input) { id } }'
const decide = 'mutation ($input: DecideSuggestionInput!) { decideSuggestion(input: $input) { state } }'

let directory: TestRoom
let serviceId: string
beforeAll(async () => {
  directory = await openTestRoom(room)
  await loadReferenceData(directory.url)
  const input = { name: 'Example Suggested (demo)', status: 'ACTIVE', needCodes: ['housing'], idempotencyKey: crypto.randomUUID() }
  serviceId = (await directory.ask(editor, recordService, { input })).data?.recordService.id
})
afterAll(() => directory.close())

test.each(['public' as Role, ...signInRoles])('only an editor decides: %s', async (role) => {
  const suggested = { serviceId, expectedVersion: 1, phone: '01632 960002', idempotencyKey: crypto.randomUUID() }
  const { data } = await directory.ask(persona('ld-practitioner'), suggest, { input: suggested })
  const input = { suggestionId: data?.suggestServiceChange.id, expectedVersion: 1, accept: false, reason: 'No.', idempotencyKey: crypto.randomUUID() }

  const { errors } = await directory.ask({ ...editor, role, subject: `someone-${role}` }, decide, { input })

  expect(errors.map(({ code }) => code)).toEqual(roleHolds(role, [['directory:write']]) ? [] : ['FORBIDDEN'])
})
