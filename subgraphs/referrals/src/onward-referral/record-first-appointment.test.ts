import { practitioner } from '@throughcare/test/support/personas'
import { accepted, askTo, eventsOf, makeReferralThat, offered, openReferrals } from '@throughcare/test/support/onward-referrals'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const record = ({ id, version }: { id: string; version: number }, attendance: string) =>
  askTo(referrals, practitioner, { mutation: 'recordFirstAppointment', input: { referralId: id, expectedVersion: version, attendance } })

describe('recordFirstAppointment', () => {
  test.each([
    ['ATTENDED', 'referrals.appointment-attended', 0],
    ['MISSED', 'referrals.appointment-missed', 1]
  ])('%s: the event happened at the time of the appointment', async (attendance, type, missedAppointments) => {
    const waiting = await makeReferralThat(referrals, [accepted, offered])

    const { referral, errors } = await record(waiting, attendance)

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ status: attendance, attendance, missedAppointments })
    expect((await eventsOf(referrals, waiting)).at(-1)).toMatchObject({ type, occurred_at: new Date('2026-06-08T12:00:00Z'), subject_version: 4 })
  })

  test('is refused while the appointment lies ahead', async () => {
    const waiting = await makeReferralThat(referrals, [accepted, { ...offered, input: { firstAppointmentAt: '2026-06-08T12:00:01Z' } }])

    expect((await record(waiting, 'ATTENDED')).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('not taken place') }])
  })
})
