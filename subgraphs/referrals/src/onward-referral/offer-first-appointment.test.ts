import { practitioner } from '@throughcare/test/support/personas'
import { accepted, askTo, eventsOf, makeReferralThat, missed, offered, openReferrals } from '@throughcare/test/support/onward-referrals'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const offer = ({ id, version }: { id: string; version: number }, input: object) =>
  askTo(referrals, practitioner, { mutation: 'offerFirstAppointment', input: { referralId: id, expectedVersion: version, ...input } })

describe('offerFirstAppointment', () => {
  test('records the appointment; its event happened when it was offered', async () => {
    const taken = await makeReferralThat(referrals, [accepted])

    const { referral, errors } = await offer(taken, { firstAppointmentAt: '2026-06-15T09:00:00Z' })

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ status: 'APPOINTMENT_OFFERED', firstAppointmentAt: '2026-06-15T09:00:00.000Z', attendance: null })
    expect((await eventsOf(referrals, taken)).at(-1)).toMatchObject({
      type: 'referrals.appointment-offered',
      occurred_at: new Date('2026-06-08T12:00:00Z'),
      payload: { firstAppointmentAt: '2026-06-15T09:00:00.000Z' }
    })
  })

  test('another can be offered after a missed one, which stays counted', async () => {
    const lost = await makeReferralThat(referrals, [accepted, offered, missed])

    const { referral } = await offer(lost, { firstAppointmentAt: '2026-06-15T09:00:00Z' })

    expect(referral).toMatchObject({ status: 'APPOINTMENT_OFFERED', attendance: null, missedAppointments: 1 })
  })

  test('is refused before the service accepted', async () => {
    const { errors } = await offer(await makeReferralThat(referrals), { firstAppointmentAt: '2026-06-15T09:00:00Z' })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('not accepted') }])
  })
})
