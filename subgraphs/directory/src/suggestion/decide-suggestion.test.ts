import { room } from '@throughcare/directory'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
const practitioner = persona('ld-practitioner')
const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id version } }'
const suggest = 'mutation ($input: SuggestServiceChangeInput!) { suggestServiceChange(input: $input) { id version state changes { field value } } }'
const decide = 'mutation ($input: DecideSuggestionInput!) { decideSuggestion(input: $input) { version state reason service { version phone } } }'

let directory: TestRoom
let serviceId: string
let suggestionId: string
beforeAll(async () => {
  directory = await openTestRoom(room)
  await loadReferenceData(directory.url)
})
afterAll(() => directory.close())
beforeEach(async () => {
  const input = { name: 'Example Suggested (demo)', status: 'ACTIVE', needCodes: ['housing'], phone: '01632 960001', idempotencyKey: crypto.randomUUID() }
  serviceId = (await directory.ask(editor, recordService, { input })).data?.recordService.id
  const suggested = { serviceId, expectedVersion: 1, phone: '01632 960002', idempotencyKey: crypto.randomUUID() }
  suggestionId = (await directory.ask(practitioner, suggest, { input: suggested })).data?.suggestServiceChange.id
})
const ask = (changes: object) =>
  directory.ask(editor, decide, {
    input: { suggestionId, expectedVersion: 1, serviceVersion: 1, accept: true, idempotencyKey: crypto.randomUUID(), ...changes }
  })

test('an editor accepts: the entry is changed as its next version, with the events of both', async () => {
  const { data, errors } = await ask({})

  expect(errors).toEqual([])
  expect(data?.decideSuggestion).toMatchObject({ version: 2, state: 'ACCEPTED', reason: null, service: { version: 2, phone: '01632 960002' } })
  const types = await directory.rows<{ type: string }>('select type from directory.outbox_event where subject_id = $1 order by id', serviceId)
  expect(types.map(({ type }) => type)).toEqual([
    'directory.service-recorded',
    'directory.change-suggested',
    'directory.service-recorded',
    'directory.suggestion-decided'
  ])
})

test('an editor declines with a reason: the entry stays as it is, and the suggestion is pending no more', async () => {
  const { data } = await ask({ accept: false, reason: 'Rang: the old number answers.' })

  expect(data?.decideSuggestion).toMatchObject({ state: 'DECLINED', reason: 'Rang: the old number answers.', service: { version: 1, phone: '01632 960001' } })
  const pending = await directory.ask(practitioner, 'query ($id: ID!) { service(id: $id) { suggestions { id } } }', { id: serviceId })
  expect(pending.data?.service.suggestions).toEqual([])
})

test.each<[object, string, string]>([
  [{ accept: false }, 'BAD_USER_INPUT', 'Say why'],
  [{ serviceVersion: null }, 'BAD_USER_INPUT', 'expectedVersion'],
  [{ serviceVersion: 9 }, 'CONFLICT', 'no such version yet'],
  [{ expectedVersion: 9 }, 'CONFLICT', 'no such version yet'],
  [{ suggestionId: '00000000-0000-4000-8000-000000000000' }, 'NOT_FOUND', 'no suggestion']
])('%j is refused: %s, and nothing is written', async (changes, code, words) => {
  expect((await ask(changes)).errors).toMatchObject([{ code, message: expect.stringContaining(words) }])
  expect(await directory.rows('select version from directory.service where id = $1', serviceId)).toEqual([{ version: 1 }])
})

test('is decided once', async () => {
  await ask({})

  expect((await ask({ expectedVersion: 2, serviceVersion: 2 })).errors).toMatchObject([{ message: expect.stringContaining('accepted already') }])
})
