import { practitioner } from '@throughcare/test/support/personas'
import { accepted, askTo, eventsOf, makeReferralThat, openReferrals } from '@throughcare/test/support/onward-referrals'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const end = ({ id, version }: { id: string; version: number }) =>
  askTo(referrals, practitioner, { mutation: 'endOnwardReferral', input: { referralId: id, expectedVersion: version, outcome: 'PARTIALLY_ACHIEVED' } })

describe('endOnwardReferral', () => {
  test('closes the loop with what the referral came to', async () => {
    const taken = await makeReferralThat(referrals, [accepted])

    const { referral, errors } = await end(taken)

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ status: 'ENDED', endedAt: '2026-06-08T12:00:00.000Z', outcome: 'PARTIALLY_ACHIEVED' })
    expect((await eventsOf(referrals, taken)).at(-1)).toMatchObject({ type: 'referrals.referral-ended', payload: { outcome: 'PARTIALLY_ACHIEVED' } })
  })

  test('is refused before the service accepted', async () => {
    expect((await end(await makeReferralThat(referrals))).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('not accepted') }])
  })
})
