import { room } from '@throughcare/directory'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
const practitioner = persona('ld-practitioner')
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id version } }'
const suggest = 'mutation ($input: SuggestServiceChangeInput!) { suggestServiceChange(input: $input) { id version state changes { field value } } }'
const suggestions = 'query ($id: ID!) { service(id: $id) { version phone suggestions { note changes { field value } } } }'

let directory: TestRoom
let serviceId: string
beforeAll(async () => {
  directory = await openTestRoom(room)
  await loadReferenceData(directory.url)
  const input = { name: 'Example Suggested (demo)', status: 'ACTIVE', needCodes: ['housing'], phone: '01632 960001', idempotencyKey: crypto.randomUUID() }
  serviceId = (await directory.ask(editor, recordService, { input })).data?.recordService.id
})
afterAll(() => directory.close())
const ask = (changes: object) =>
  directory.ask(practitioner, suggest, { input: { serviceId, expectedVersion: 1, idempotencyKey: crypto.randomUUID(), ...changes } })

test('a practitioner suggests a change: the entry stays as it is, an editor sees what is suggested, and an event says which fields', async () => {
  const { data, errors } = await ask({ phone: '01632 960002', takesNoFixedAbode: true, name: 'Example Suggested (demo)', note: 'They told me on the phone.' })
  const seen = await directory.ask(editor, suggestions, { id: serviceId })

  expect(errors).toEqual([])
  const changes = [
    { field: 'phone', value: '"01632 960002"' },
    { field: 'takesNoFixedAbode', value: 'true' }
  ]
  expect(data?.suggestServiceChange).toMatchObject({ version: 1, state: 'PENDING', changes })
  expect(seen.data?.service).toEqual({ version: 1, phone: '01632 960001', suggestions: [{ note: 'They told me on the phone.', changes }] })
  const [event] = await directory.rows<{ payload: object }>("select payload from directory.outbox_event where type = 'directory.change-suggested'")
  expect(event?.payload).toMatchObject({ serviceId, fields: ['phone', 'takesNoFixedAbode'] })
})

test.each<[object, string, string]>([
  [{ phone: '01632 960001' }, 'BAD_USER_INPUT', 'says so already'],
  [{ minimumAge: 200 }, 'BAD_USER_INPUT', 'from 0 to 120'],
  [{ expectedVersion: 7, phone: null }, 'CONFLICT', 'no such version yet'],
  [{ serviceId: '00000000-0000-4000-8000-000000000000', phone: null }, 'NOT_FOUND', 'no service']
])('%j is refused: %s', async (changes, code, words) => {
  expect((await ask(changes)).errors).toMatchObject([{ code, message: expect.stringContaining(words) }])
})
