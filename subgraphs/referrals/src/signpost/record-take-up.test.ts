import { makeKnown } from '@throughcare/test/support/known-record'
import { eventsOf, openReferrals } from '@throughcare/test/support/onward-referrals'
import { practitioner } from '@throughcare/test/support/personas'
import type { TestRoom } from '@throughcare/test/support/room'

const signpost = 'mutation ($input: SignpostInput!) { signpost(input: $input) { id version } }'
const recordTakeUp = 'mutation ($input: RecordTakeUpInput!) { recordTakeUp(input: $input) { id version takenUp } }'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

async function tell(): Promise<string> {
  const identityRecordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION' })
  const input = { identityRecordId, serviceId: 'service-1', needCode: 'debt', idempotencyKey: crypto.randomUUID() }
  return (await referrals.ask(practitioner, signpost, { input })).data?.signpost.id
}

const record = (signpostId: string, takenUp: string, expectedVersion: number) =>
  referrals.ask(practitioner, recordTakeUp, { input: { signpostId, takenUp, expectedVersion, idempotencyKey: crypto.randomUUID() } })

describe('recordTakeUp', () => {
  test('records that the person had not gone, and later that they had', async () => {
    const id = await tell()

    const asked = await record(id, 'NOT_TAKEN_UP', 1)
    const later = await record(id, 'TAKEN_UP', 2)

    expect([...asked.errors, ...later.errors]).toEqual([])
    expect(later.data?.recordTakeUp).toEqual({ id, version: 3, takenUp: 'TAKEN_UP' })
    expect((await eventsOf(referrals, { id })).map(({ type, payload }) => [type, payload.takenUp])).toEqual([
      ['referrals.signposted', undefined],
      ['referrals.take-up-recorded', 'NOT_TAKEN_UP'],
      ['referrals.take-up-recorded', 'TAKEN_UP']
    ])
  })

  test('is refused once the person is known to have taken it up, and from an old reading', async () => {
    const id = await tell()
    await record(id, 'TAKEN_UP', 1)

    expect((await record(id, 'NOT_TAKEN_UP', 2)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already recorded') }])
    expect((await record(id, 'TAKEN_UP', 1)).errors).toMatchObject([{ code: 'CONFLICT' }])
  })
})
