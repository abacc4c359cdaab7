import { room } from '@throughcare/people'
import { writeDown } from '@throughcare/test/support/identities'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const recordConsent = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }'

let people: TestRoom
let input: object
beforeAll(async () => {
  people = await openTestRoom(room)
  const { id } = await writeDown(people, practitioner)
  input = { identityRecordId: id, purpose: 'SHARE_SISTER_SERVICE', decision: 'GIVEN', idempotencyKey: 'key' }
})
afterAll(() => people.close())

describe('who may write consent down', () => {
  test.each([
    ['another organisation', stranger('ld-practitioner')],
    ['the sister service, which consent would serve', navigator]
  ])('%s is told that there is no such record', async (_, principal) => {
    expect((await people.ask(principal, recordConsent, { input })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test.each(['reconnect-peer-support-worker', 'court-recipient', 'privacy-officer'] as const)('%s may not', async (role) => {
    expect((await people.ask(persona(role), recordConsent, { input })).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('no decision was written by any of them', async () => {
    expect(await people.rows('select 1 from people.consent')).toEqual([])
  })
})
