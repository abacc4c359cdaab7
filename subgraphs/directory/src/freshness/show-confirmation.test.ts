import { room } from '@throughcare/directory'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const editor = persona('directory-editor')
let directory: TestRoom
beforeAll(async () => {
  directory = await openTestRoom(room)
  await loadReferenceData(directory.url)
})
afterAll(() => directory.close())

test('whoever asks, staff too, what a link shows has no place in it that is hidden from the public', async () => {
  const recordService = 'mutation ($input: RecordServiceInput!) { recordService(input: $input) { id } }'
  const makeLink = 'mutation ($input: MakeConfirmationLinkInput!) { makeConfirmationLink(input: $input) { secret path } }'
  const fields = { name: 'Example Confirmed (demo)', status: 'ACTIVE', needCodes: ['housing'] }
  const serviceId = (await directory.ask(editor, recordService, { input: { ...fields, idempotencyKey: crypto.randomUUID() } })).data?.recordService.id
  const [location] = await directory.rows<{ id: string }>(
    `insert into directory.location (id, name, is_hidden) values (gen_random_uuid(), 'Refuge House (demo)', true) returning id`
  )
  await directory.rows(
    `insert into directory.service_at_location (id, service_id, location_id, position) values (gen_random_uuid(), $1, $2, 0)`,
    serviceId,
    location?.id
  )
  const { data } = await directory.ask(editor, makeLink, { input: { serviceId, expectedVersion: 1, idempotencyKey: crypto.randomUUID() } })
  const { secret, path } = data?.makeConfirmationLink as { secret: string; path: string }

  for (const role of ['directory-editor', 'ld-practitioner', 'analyst', 'public'] as const) {
    const answer = await directory.ask({ ...editor, role }, 'query ($secret: String!) { confirmationPage(secret: $secret) }', { secret })
    const shown = JSON.parse(String(answer.data?.confirmationPage)) as { state: string; entry: { label: string; text: string }[] }

    expect([shown.state, shown.entry.find(({ label }) => label === 'Where')?.text]).toEqual(['OPEN', 'No address is shown to the public'])
  }
  expect(path).toBe(`/confirm/${secret}`)
})
