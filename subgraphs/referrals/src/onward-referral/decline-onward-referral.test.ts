import { practitioner } from '@throughcare/test/support/personas'
import { accepted, askTo, eventsOf, makeReferralThat, openReferrals } from '@throughcare/test/support/onward-referrals'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const decline = ({ id, version }: { id: string; version: number }, reason = 'NO_CAPACITY') =>
  askTo(referrals, practitioner, { mutation: 'declineOnwardReferral', input: { referralId: id, expectedVersion: version, reason } })

describe('declineOnwardReferral', () => {
  test('records that the service declined, and its reason as a code', async () => {
    const sent = await makeReferralThat(referrals)

    const { referral, errors } = await decline(sent)

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ status: 'DECLINED', declinedAt: '2026-06-08T12:00:00.000Z', declineReason: 'NO_CAPACITY' })
    expect((await eventsOf(referrals, sent)).at(-1)).toMatchObject({ type: 'referrals.referral-declined', payload: { reason: 'NO_CAPACITY' } })
  })

  test('is refused once the service accepted, and a second time', async () => {
    const decided = await makeReferralThat(referrals, [accepted])
    const declined = await makeReferralThat(referrals, [{ mutation: 'declineOnwardReferral', input: { reason: 'NOT_STATED' } }])

    expect((await decline(decided)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('end it') }])
    expect((await decline(declined)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('declined') }])
  })
})
