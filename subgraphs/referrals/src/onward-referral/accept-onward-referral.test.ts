import { practitioner } from '@throughcare/test/support/personas'
import { askTo, eventsOf, makeReferralThat, openReferrals, provider } from '@throughcare/test/support/onward-referrals'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

describe('acceptOnwardReferral', () => {
  test.each([
    ['the team, as it was told', practitioner],
    ['the provider itself', provider]
  ])('is recorded by %s, straight after the sending too', async (_, principal) => {
    const sent = await makeReferralThat(referrals)

    const input = { referralId: sent.id, expectedVersion: sent.version }
    const { referral, errors } = await askTo(referrals, principal, { mutation: 'acceptOnwardReferral', input })

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ status: 'ACCEPTED', version: 2, acceptedAt: '2026-06-08T12:00:00.000Z', receivedAt: null })
    expect((await eventsOf(referrals, sent)).at(-1)).toMatchObject({
      type: 'referrals.referral-accepted',
      actor: principal.subject,
      payload: { referralId: sent.id, serviceId: 'service-1', madeBy: 'LIAISON_DIVERSION', episodeId: expect.any(String) }
    })
    expect(await referrals.rows('select accepted_by from referrals.onward_referral where id = $1', sent.id)).toEqual([{ accepted_by: principal.subject }])
  })

  test('is refused once the service declined', async () => {
    const declined = await makeReferralThat(referrals, [{ mutation: 'declineOnwardReferral', input: { reason: 'OUT_OF_AREA' } }])

    const input = { referralId: declined.id, expectedVersion: declined.version }
    const { errors } = await askTo(referrals, practitioner, { mutation: 'acceptOnwardReferral', input })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('declined') }])
  })
})
