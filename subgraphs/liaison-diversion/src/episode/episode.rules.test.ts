import { whyNotReopen } from '@throughcare/kit/correction.rules'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import {
  diversionOf,
  stateOf,
  whyNotAssess,
  whyNotClose,
  whyNotCloseThen,
  whyNotContact,
  whyNotCustodyClock,
  whyNotDispose,
  whyNotEndSo,
  whyNotFollowUp,
  whyNotIdentifyNeed,
  whyNotOffer,
  whyNotReceive,
  whyNotScreen,
  whyNotThen,
  whyNotUnseen,
  whyNotUnseenThen
} from './episode.rules.ts'

const now = new Date('2026-06-01T12:00:00Z')
const receivedAt = new Date('2026-06-01T09:00:00Z')
const referred = { receivedAt, screeningOfferedAt: null, screenedAt: null, assessedAt: null, notSeenAt: null, closedAt: null, closureReason: null }
const screened = { ...referred, screenedAt: new Date('2026-06-01T10:00:00Z') }
const notSeen = { ...referred, notSeenAt: now }
const offered = { ...referred, screeningOfferedAt: new Date('2026-06-01T09:30:00Z') }
const closed = { ...screened, closedAt: now }
const millisecond = (instant: Date, by: number) => new Date(instant.getTime() + by)

describe('the course of an episode', () => {
  test.each([
    [referred, 'REFERRED'],
    [offered, 'OFFERED'],
    [screened, 'SCREENED'],
    [{ ...screened, assessedAt: now }, 'ASSESSED'],
    [{ ...offered, notSeenAt: now }, 'NOT_SEEN'],
    [notSeen, 'NOT_SEEN'],
    [closed, 'CLOSED']
  ])('its state is derived from what happened: %#', (course, state) => {
    expect(stateOf(course)).toBe(state)
  })

  test('a referral may come up to now and not later', () => {
    expect(whyNotReceive(now, now)).toBeNull()
    expect(whyNotReceive(millisecond(now, 1), now)).toContain('future')
  })

  test('a screening may take place from the moment of the referral up to now', () => {
    expect(whyNotScreen(referred, receivedAt, now)).toBeNull()
    expect(whyNotScreen(referred, now, now)).toBeNull()
    expect(whyNotScreen(referred, millisecond(receivedAt, -1), now)).toContain('before the referral')
    expect(whyNotScreen(referred, millisecond(now, 1), now)).toContain('future')
  })

  test('nobody is screened twice in one episode, nor after it was closed, nor once recorded as not seen', () => {
    expect(whyNotScreen(screened, now, now)).toContain('already recorded')
    expect(whyNotScreen(closed, now, now)).toContain('closed')
    expect(whyNotScreen(notSeen, now, now)).toContain('take it back first (NOT_SEEN)')
  })

  test('only someone who was not screened can be recorded as not seen', () => {
    expect(whyNotUnseen(referred)).toBeNull()
    expect(whyNotUnseen(screened)).toContain('was seen')
    expect(whyNotUnseen(closed)).toContain('closed')
    expect(whyNotUnseen(notSeen)).toContain('already recorded')
  })

  test('nobody declines before they were offered anything', () => {
    expect(whyNotUnseenThen(offered, offered.screeningOfferedAt, now)).toBeNull()
    expect(whyNotUnseenThen(offered, millisecond(offered.screeningOfferedAt, -1), now)).toContain('before the offer')
    expect(whyNotUnseenThen(referred, receivedAt, now)).toBeNull()
    expect(whyNotUnseenThen(referred, millisecond(now, 1), now)).toContain('future')
  })

  test('an episode is closed after all that was done in it', () => {
    expect(whyNotCloseThen(now, [null, receivedAt, now])).toBeNull()
    expect(whyNotCloseThen(now, [receivedAt, millisecond(now, 1)])).toContain('took place after that time')
  })

  test('what follows in an episode happens from its referral or screening up to now', () => {
    expect(whyNotThen(referred, receivedAt, now)).toBeNull()
    expect(whyNotThen(referred, millisecond(receivedAt, -1), now)).toContain('before the referral')
    expect(whyNotThen(screened, screened.screenedAt, now)).toBeNull()
    expect(whyNotThen(screened, millisecond(screened.screenedAt, -1), now)).toContain('before the referral or the screening')
    expect(whyNotThen(referred, now, now)).toBeNull()
    expect(whyNotThen(referred, millisecond(now, 1), now)).toContain('future')
  })

  test('needs are identified from the screening until the closing', () => {
    expect(whyNotIdentifyNeed(referred)).toContain('Record the screening first')
    expect(whyNotIdentifyNeed(screened)).toBeNull()
    expect(whyNotIdentifyNeed(closed)).toContain('closed')
  })

  test('an episode closes once, after the person was seen or found not to be seen', () => {
    expect(whyNotClose(referred)).toContain('Record the screening')
    expect(whyNotClose(screened)).toBeNull()
    expect(whyNotClose(notSeen)).toBeNull()
    expect(whyNotClose(closed)).toContain('already closed')
  })
})

describe('what may be written down of an episode', () => {
  test('a screening is offered once, to someone neither seen nor found not to be seen', () => {
    expect(whyNotOffer(referred, receivedAt, now)).toBeNull()
    expect(whyNotOffer(referred, millisecond(receivedAt, -1), now)).toContain('before the referral')
    expect(whyNotOffer(referred, millisecond(now, 1), now)).toContain('future')
    expect(whyNotOffer(offered, now, now)).toContain('already offered')
    expect(whyNotOffer(screened, now, now)).toContain('already recorded')
    expect(whyNotOffer(notSeen, now, now)).toContain('not seen')
    expect(whyNotOffer(closed, now, now)).toContain('closed')
  })

  test('a screening takes place from its offer on', () => {
    expect(whyNotScreen(offered, offered.screeningOfferedAt, now)).toBeNull()
    expect(whyNotScreen(offered, millisecond(offered.screeningOfferedAt, -1), now)).toContain('before its offer')
  })

  test('a custody clock runs in police custody, from up to a day after the alert', () => {
    const clock = (setting: 'POLICE_CUSTODY' | 'CROWN_COURT', custodyClockStartedAt: Date | null, at = now) =>
      whyNotCustodyClock({ setting, receivedAt, custodyClockStartedAt }, at)
    const tomorrow = millisecond(receivedAt, 24 * 3_600_000)

    expect(clock('CROWN_COURT', null)).toBeNull()
    expect(clock('CROWN_COURT', receivedAt)).toContain('in police custody only')
    expect(clock('POLICE_CUSTODY', new Date('2026-05-31T20:00:00Z'))).toBeNull()
    expect(clock('POLICE_CUSTODY', tomorrow, tomorrow)).toBeNull()
    expect(clock('POLICE_CUSTODY', millisecond(receivedAt, -14 * 24 * 3_600_000))).toBeNull()
    expect(clock('POLICE_CUSTODY', millisecond(receivedAt, -14 * 24 * 3_600_000 - 1))).toContain('more than fourteen days before')
    expect(clock('POLICE_CUSTODY', millisecond(tomorrow, 1), millisecond(tomorrow, 1))).toContain('more than a day')
    expect(clock('POLICE_CUSTODY', millisecond(now, 1))).toContain('future')
  })

  test('an assessment follows the screening, in an open episode', () => {
    expect(whyNotAssess(screened, screened.screenedAt, now)).toBeNull()
    expect(whyNotAssess(screened, millisecond(screened.screenedAt, -1), now)).toContain('before')
    expect(whyNotAssess(screened, millisecond(now, 1), now)).toContain('future')
    expect(whyNotAssess(referred, now, now)).toContain('screening first')
    expect(whyNotAssess(closed, now, now)).toContain('closed')
  })

  test('a contact takes place from the referral to the closing, and nobody meets someone who has died', () => {
    const later = millisecond(now, 1)

    expect(whyNotContact(referred, receivedAt, now)).toBeNull()
    expect(whyNotContact(referred, millisecond(receivedAt, -1), now)).toContain('before the referral')
    expect(whyNotContact(referred, later, now)).toContain('future')
    expect(whyNotContact(closed, now, later)).toBeNull()
    expect(whyNotContact(closed, later, later)).toContain('after the closing')
    expect(whyNotContact({ ...closed, closureReason: 'DIED' }, later, later)).toContain('died')
  })

  test('the day of death in London is the last on which anything is done with someone, whoever learned of the death', () => {
    const diedOn = '2026-05-31'
    const lastMoment = new Date('2026-05-31T22:59:59.999Z')
    const after = new Date('2026-05-31T23:00:00Z')
    const before = new Date('2026-05-30T09:00:00Z')
    const dead = { ...referred, receivedAt: before, diedOn }
    const seen = { ...dead, screenedAt: before }

    expect([null, undefined].map((unknown) => whyNotAlive({ diedOn: unknown }, now))).toEqual([null, null])
    for (const rule of [(at: Date) => whyNotOffer(dead, at, now), (at: Date) => whyNotScreen(dead, at, now), (at: Date) => whyNotAssess(seen, at, now)]) {
      expect(rule(lastMoment)).toBeNull()
      expect(rule(after)).toContain('died before then')
    }
    expect(whyNotContact(seen, lastMoment, now)).toBeNull()
    expect(whyNotContact(seen, after, now)).toContain('died before then')
    expect(whyNotContact({ ...seen, closedAt: now }, after, now)).toContain('died before then')
    expect(whyNotReopen({ ...closed, diedOn })).toContain('died')
  })

  test('a follow-up is due from the day of the contact on', () => {
    expect(whyNotFollowUp(screened, null, now)).toBeNull()
    expect(whyNotFollowUp(screened, '2026-06-01', now)).toBeNull()
    expect(whyNotFollowUp(screened, '2026-05-31', now)).toContain('before the contact')
    expect(whyNotFollowUp(screened, '9999-12-31', now)).toContain('more than a year')
    expect(whyNotFollowUp(closed, '2026-06-02', now)).toContain('closed')
    expect(whyNotFollowUp({ ...screened, diedOn: '2026-06-02' }, '2026-06-02', now)).toBeNull()
    expect(whyNotFollowUp({ ...screened, diedOn: '2026-06-02' }, '2026-06-03', now)).toContain('died before the day of the next contact')
  })

  test('custody and a voluntary attendance end each in its own ways, once', () => {
    const held = { setting: 'POLICE_CUSTODY' as const, receivedAt, custodyDisposalAt: null }

    expect(whyNotDispose(held, 'BAILED', { at: receivedAt, now })).toBeNull()
    expect(whyNotDispose(held, 'BAILED', { at: millisecond(receivedAt, -1), now })).toContain('before the referral')
    expect(whyNotDispose(held, 'BAILED', { at: millisecond(now, 1), now })).toContain('future')
    expect(whyNotDispose({ ...held, custodyDisposalAt: now }, 'BAILED', { at: now, now })).toContain('already')
    expect(whyNotEndSo('POLICE_CUSTODY', 'VOLUNTARY_ATTENDANCE_ENDED')).toContain('police custody')
    expect(whyNotEndSo('VOLUNTARY_ATTENDANCE', 'VOLUNTARY_ATTENDANCE_ENDED')).toBeNull()
    expect(whyNotEndSo('VOLUNTARY_ATTENDANCE', 'CHARGED')).toBeNull()
    expect(whyNotEndSo('VOLUNTARY_ATTENDANCE', 'RELEASED_UNDER_INVESTIGATION')).toContain('voluntary attendance')
    expect(whyNotEndSo('YOUTH_COURT', 'CHARGED')).toContain('met at court')
    expect(whyNotEndSo('PROBATION', 'CHARGED')).toContain('elsewhere than at a police station')
  })

  test('only what was closed is opened again, and nobody who died comes back', () => {
    expect(whyNotReopen(closed)).toBeNull()
    expect(whyNotReopen(screened)).toContain('open')
    expect(whyNotReopen({ ...closed, closureReason: 'DIED' })).toContain('died')
  })

  test('of the outcomes of diversion the last one counts; at one instant, what goes furthest', () => {
    const none = { divertedOutOfJusticeAt: null, supportedWithinJusticeAt: null, notDivertedAt: null }

    expect(diversionOf(none)).toBeNull()
    expect(diversionOf({ ...none, notDivertedAt: now, supportedWithinJusticeAt: receivedAt })?.outcome).toBe('NOT_DIVERTED')
    expect(diversionOf({ ...none, divertedOutOfJusticeAt: now, supportedWithinJusticeAt: now })?.outcome).toBe('DIVERTED_OUT_OF_JUSTICE')
  })
})
