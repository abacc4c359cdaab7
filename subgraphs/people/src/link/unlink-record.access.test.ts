import { room } from '@throughcare/people'
import { writeDown } from '@throughcare/test/support/identities'
import { persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const unlinkRecord = 'mutation ($input: UnlinkRecordInput!) { unlinkRecord(input: $input) { id } }'

let people: TestRoom
let input: object
beforeAll(async () => {
  people = await openTestRoom(room)
  const one = await writeDown(people, practitioner)
  input = { identityRecordId: one.id, reason: 'Someone else', expectedVersion: 1, idempotencyKey: 'key' }
})
afterAll(() => people.close())

describe('who may unlink', () => {
  test('another organisation is told that there is no such record', async () => {
    expect((await people.ask(stranger('ld-manager'), unlinkRecord, { input })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test.each(['ld-peer-support-worker', 'service-provider', 'analyst'] as const)('%s may not', async (role) => {
    expect((await people.ask(persona(role), unlinkRecord, { input })).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('nothing was unlinked by any of them', async () => {
    expect(await people.rows('select 1 from people.link where unlinked_at is not null')).toEqual([])
  })
})
