import { room } from '@throughcare/people'
import { writeDown } from '@throughcare/test/support/identities'
import { persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const linkRecords = 'mutation ($input: LinkRecordsInput!) { linkRecords(input: $input) { id } }'

let people: TestRoom
let input: object
beforeAll(async () => {
  people = await openTestRoom(room)
  const [one, other] = [await writeDown(people, practitioner), await writeDown(people, practitioner)]
  input = { identityRecordId: one.id, toIdentityRecordId: other.id, reason: 'Same person', expectedVersion: 1, idempotencyKey: 'key' }
})
afterAll(() => people.close())

describe('who may link', () => {
  test('another organisation is told that there is no such record', async () => {
    expect((await people.ask(stranger('ld-manager'), linkRecords, { input })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test.each(['ld-peer-support-worker', 'service-provider', 'analyst'] as const)('%s may not', async (role) => {
    expect((await people.ask(persona(role), linkRecords, { input })).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('nothing was linked by any of them', async () => {
    expect(await people.rows("select 1 from people.link where evidence = 'HUMAN'")).toEqual([])
  })
})
