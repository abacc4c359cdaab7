import { practitioner } from '@throughcare/test/support/personas'
import { askTo, eventsOf, makeReferralThat, openReferrals } from '@throughcare/test/support/onward-referrals'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const send = ({ id, version }: { id: string; version: number }, input: object) =>
  askTo(referrals, practitioner, { mutation: 'sendOnwardReferral', input: { referralId: id, expectedVersion: version, ...input } })

describe('sendOnwardReferral', () => {
  test('sends a draft with consent, and says on what basis', async () => {
    const draft = await makeReferralThat(referrals, [], { asDraft: true })

    const { referral, errors } = await send(draft, { consent: 'GIVEN' })

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ status: 'SENT', sentAt: '2026-06-08T12:00:00.000Z', sharingBasis: 'CONSENT' })
    expect((await eventsOf(referrals, draft)).map(({ type }) => type)).toEqual(['referrals.referral-drafted', 'referrals.referral-sent'])
  })

  test('is refused without consent or a condition that overrides it', async () => {
    const draft = await makeReferralThat(referrals, [], { asDraft: true })

    expect((await send(draft, {})).errors).toMatchObject([{ code: 'CONSENT_REQUIRED', message: expect.stringContaining('Ask them') }])
    expect(await eventsOf(referrals, draft)).toHaveLength(1)
  })

  test('is refused a second time', async () => {
    const { errors } = await send(await makeReferralThat(referrals), { consent: 'GIVEN' })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('no longer a draft') }])
  })
})
