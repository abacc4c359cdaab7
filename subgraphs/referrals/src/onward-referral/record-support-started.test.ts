import { practitioner } from '@throughcare/test/support/personas'
import { accepted, attended, askTo, eventsOf, makeReferralThat, offered, openReferrals } from '@throughcare/test/support/onward-referrals'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const start = ({ id, version }: { id: string; version: number }) =>
  askTo(referrals, practitioner, { mutation: 'recordSupportStarted', input: { referralId: id, expectedVersion: version } })

describe('recordSupportStarted', () => {
  test.each([
    ['the first appointment', [accepted, offered, attended]],
    ['the acceptance, where the service works without appointments', [accepted]]
  ])('records support that began after %s', async (_, steps) => {
    const taken = await makeReferralThat(referrals, steps)

    const { referral, errors } = await start(taken)

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ status: 'SUPPORTED', supportStartedAt: '2026-06-08T12:00:00.000Z' })
    expect((await eventsOf(referrals, taken)).at(-1)).toMatchObject({ type: 'referrals.support-started', subject_version: taken.version + 1 })
  })

  test('is refused while it is open whether the person came', async () => {
    const { errors } = await start(await makeReferralThat(referrals, [accepted, offered]))

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('whether the person came') }])
  })
})
