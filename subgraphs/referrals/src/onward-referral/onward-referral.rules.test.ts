import {
  statusOf,
  whyNotDecide,
  whyNotEnd,
  whyNotOffer,
  whyNotReceive,
  whyNotRecordFirstAppointment,
  whyNotRedirect,
  whyNotSend,
  whyNotStartSupport,
  whyNotThen,
  whyNotWithdraw,
  type Course,
  type OnwardReferralStatus
} from './onward-referral.rules.ts'

const now = new Date('2026-06-08T12:00:00Z')
const millisecond = (instant: Date, by: number) => new Date(instant.getTime() + by)
const hour = (count: number) => millisecond(now, count * 3_600_000)

const draft: Course = {
  ...{ sentAt: null, receivedAt: null, acceptedAt: null, declinedAt: null, offeredAt: null },
  ...{ firstAppointmentAt: null, attendance: null, supportStartedAt: null, endedAt: null, redirectedAt: null, withdrawnAt: null }
}
const sent = { ...draft, sentAt: hour(-9) }
const received = { ...sent, receivedAt: hour(-8) }
const accepted = { ...received, acceptedAt: hour(-7) }
const offered = { ...accepted, offeredAt: hour(-6), firstAppointmentAt: hour(-5) }
const attended = { ...offered, attendance: 'ATTENDED' as const }
const missed = { ...offered, attendance: 'MISSED' as const }
const supported = { ...attended, supportStartedAt: hour(-4) }

const courses: Record<OnwardReferralStatus, Course> = {
  DRAFT: draft,
  SENT: sent,
  RECEIVED: received,
  ACCEPTED: accepted,
  DECLINED: { ...received, declinedAt: hour(-7) },
  APPOINTMENT_OFFERED: offered,
  ATTENDED: attended,
  MISSED: missed,
  SUPPORTED: supported,
  ENDED: { ...supported, endedAt: hour(-3) },
  REDIRECTED: { ...sent, redirectedAt: hour(-8) },
  WITHDRAWN: { ...sent, withdrawnAt: hour(-8) }
}

const steps: Record<string, (course: Course) => string | null> = {
  send: (course) => whyNotSend(course, now, now),
  receive: (course) => whyNotReceive(course, now, now),
  decide: (course) => whyNotDecide(course, now, now),
  offer: (course) => whyNotOffer(course, { offeredAt: now, firstAppointmentAt: hour(1) }, now),
  attend: (course) => whyNotRecordFirstAppointment(course, now),
  support: (course) => whyNotStartSupport(course, now, now),
  end: (course) => whyNotEnd(course, now, now),
  redirect: (course) => whyNotRedirect(course, now, now),
  withdraw: (course) => whyNotWithdraw(course, { at: now, reason: 'OTHER' }, now),
  'withdraw as made by mistake': (course) => whyNotWithdraw(course, { at: now, reason: 'MISTAKEN_OR_DUPLICATE' }, now)
}

// The referral step of the L&D pathway runs to the outcome (england.nhs.uk, L&D operating model); its states are those of
// hmpps-interventions-service: store when and by whom, derive the state.
describe('the course of an onward referral', () => {
  test.each(Object.entries(courses))('%s is derived from what happened', (status, course) => {
    expect(statusOf(course)).toBe(status)
  })

  test.each([
    ['send', ['DRAFT']],
    ['receive', ['SENT']],
    ['decide', ['SENT', 'RECEIVED']],
    ['offer', ['ACCEPTED', 'APPOINTMENT_OFFERED', 'MISSED']],
    ['attend', ['APPOINTMENT_OFFERED']],
    ['support', ['ACCEPTED', 'ATTENDED', 'MISSED']],
    ['end', ['ACCEPTED', 'APPOINTMENT_OFFERED', 'ATTENDED', 'MISSED', 'SUPPORTED']],
    ['redirect', ['SENT', 'RECEIVED', 'ACCEPTED', 'DECLINED', 'APPOINTMENT_OFFERED', 'MISSED']],
    ['withdraw', ['DRAFT', 'SENT', 'RECEIVED', 'ACCEPTED', 'APPOINTMENT_OFFERED', 'MISSED']],
    ['withdraw as made by mistake', Object.keys(courses).filter((status) => status !== 'WITHDRAWN')]
  ])('the step "%s" is taken from these states and from no other: %j', (step, from) => {
    const taken = Object.entries(courses).flatMap(([status, course]) => (steps[step]?.(course) === null ? [status] : []))

    expect(taken).toEqual(from)
  })

  test.each([
    ['receive', sent, sent.sentAt, whyNotReceive],
    ['decide', received, received.receivedAt, whyNotDecide],
    ['support', attended, attended.firstAppointmentAt, whyNotStartSupport],
    ['end', supported, supported.supportStartedAt, whyNotEnd],
    ['redirect', courses.DECLINED, hour(-7), whyNotRedirect],
    ['withdraw', offered, offered.offeredAt, (course, at, by) => whyNotWithdraw(course, { at, reason: 'OTHER' }, by)],
    ['withdraw what was ended by mistake', courses.ENDED, hour(-3), (course, at, by) => whyNotWithdraw(course, { at, reason: 'MISTAKEN_OR_DUPLICATE' }, by)],
    [
      'withdraw what was redirected by mistake',
      courses.REDIRECTED,
      hour(-8),
      (course, at, by) => whyNotWithdraw(course, { at, reason: 'MISTAKEN_OR_DUPLICATE' }, by)
    ]
  ])('the step "%s" may be taken from the moment of the last one up to now', (_, course, last, whyNot) => {
    expect(whyNot(course, last, now)).toBeNull()
    expect(whyNot(course, now, now)).toBeNull()
    expect(whyNot(course, millisecond(last, -1), now)).toContain('before a step')
    expect(whyNot(course, millisecond(now, 1), now)).toContain('future')
  })

  test('a draft may be said to have been sent up to now', () => {
    expect(whyNotSend(draft, now, now)).toBeNull()
    expect(whyNotSend(draft, millisecond(now, 1), now)).toContain('future')
  })

  test('nothing happened before there were such services', () => {
    const earliest = new Date('2000-01-01T00:00:00Z')
    expect(whyNotThen(earliest, now)).toBeNull()
    expect(whyNotSend(draft, earliest, now)).toBeNull()
    expect(whyNotThen(millisecond(earliest, -1), now)).toContain('before the year 2000')
    expect(whyNotSend(draft, millisecond(earliest, -1), now)).toContain('before the year 2000')
  })

  test('an appointment lies at its offer or after it, and the offer not before the acceptance', () => {
    const { acceptedAt } = accepted
    expect(whyNotOffer(accepted, { offeredAt: acceptedAt, firstAppointmentAt: acceptedAt }, now)).toBeNull()
    expect(whyNotOffer(accepted, { offeredAt: now, firstAppointmentAt: millisecond(now, -1) }, now)).toContain('before its offer')
    expect(whyNotOffer(accepted, { offeredAt: millisecond(acceptedAt, -1), firstAppointmentAt: now }, now)).toContain('before a step')
    expect(whyNotOffer(accepted, { offeredAt: millisecond(now, 1), firstAppointmentAt: hour(1) }, now)).toContain('future')
  })

  test('whether the person came is known from the time of the appointment on', () => {
    expect(whyNotRecordFirstAppointment({ ...offered, firstAppointmentAt: now }, now)).toBeNull()
    expect(whyNotRecordFirstAppointment({ ...offered, firstAppointmentAt: millisecond(now, 1) }, now)).toContain('not taken place')
  })

  test.each([
    ['DECLINED', 'declined'],
    ['ENDED', 'ended'],
    ['REDIRECTED', 'redirected'],
    ['WITHDRAWN', 'withdrawn']
  ] as const)('a referral that is %s takes nothing more, and says what to do', (status, word) => {
    for (const step of ['receive', 'decide', 'offer', 'attend', 'support', 'end', 'withdraw']) {
      expect(steps[step]?.(courses[status])).toMatch(new RegExp(`${word}.*(Make a new one|Go on with the one)`))
    }
  })
})
