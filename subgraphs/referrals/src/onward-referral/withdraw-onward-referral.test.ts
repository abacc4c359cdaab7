import { practitioner } from '@throughcare/test/support/personas'
import { accepted, askTo, attended, eventsOf, makeReferralThat, offered, openReferrals } from '@throughcare/test/support/onward-referrals'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const withdraw = ({ id, version }: { id: string; version: number }) =>
  askTo(referrals, practitioner, { mutation: 'withdrawOnwardReferral', input: { referralId: id, expectedVersion: version, reason: 'RETURNED_TO_CUSTODY' } })

describe('withdrawOnwardReferral', () => {
  test.each([
    ['a draft', [], { asDraft: true }],
    ['a sent referral', [], {}],
    ['a referral with an appointment', [accepted, offered], {}]
  ])('takes back %s, with its reason', async (_, steps, changes) => {
    const made = await makeReferralThat(referrals, steps, changes)

    const { referral, errors } = await withdraw(made)

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ status: 'WITHDRAWN', withdrawnAt: '2026-06-08T12:00:00.000Z', withdrawalReason: 'RETURNED_TO_CUSTODY' })
    expect((await eventsOf(referrals, made)).at(-1)).toMatchObject({ type: 'referrals.referral-withdrawn', payload: { reason: 'RETURNED_TO_CUSTODY' } })
  })

  test('is refused once the person is with the service', async () => {
    const { errors } = await withdraw(await makeReferralThat(referrals, [accepted, offered, attended]))

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('End the referral') }])
  })
})
