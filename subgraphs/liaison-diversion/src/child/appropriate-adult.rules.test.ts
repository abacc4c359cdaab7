import { minutesToArrive, whyNotArrive, whyNotCall, whyNotCallSince } from './appropriate-adult.rules.ts'

const now = new Date('2026-06-01T12:00:00Z')
const earlier = new Date('2026-06-01T11:00:00Z')
const custody = { setting: 'POLICE_CUSTODY' as const, bornOn: '1990-01-01', receivedAt: earlier, custodyClockStartedAt: earlier }
const millisecond = (instant: Date, by: number) => new Date(instant.getTime() + by)

describe('an appropriate adult', () => {
  test('is called to a police station, from the beginning of the custody clock up to now', () => {
    expect(whyNotCall(custody, 'VULNERABLE_ADULT', { at: earlier, now })).toBeNull()
    expect(whyNotCall(custody, 'VULNERABLE_ADULT', { at: now, now })).toBeNull()
    expect(whyNotCall(custody, 'VULNERABLE_ADULT', { at: millisecond(earlier, -1), now })).toContain('before the custody clock')
    expect(whyNotCall(custody, 'VULNERABLE_ADULT', { at: millisecond(now, 1), now })).toContain('future')
    expect(whyNotCall({ ...custody, setting: 'CROWN_COURT' }, 'VULNERABLE_ADULT', { at: now, now })).toContain('met at court')
    expect(whyNotCall({ ...custody, setting: 'COMMUNITY' }, 'VULNERABLE_ADULT', { at: now, now })).toContain('met elsewhere')
  })

  test('is called no longer before the alert than anybody is held, and for nobody who has died', () => {
    const unclocked = { ...custody, custodyClockStartedAt: null }
    const earliest = millisecond(earlier, -14 * 24 * 3_600_000)

    expect(whyNotCall(unclocked, 'VULNERABLE_ADULT', { at: earliest, now })).toBeNull()
    expect(whyNotCall(unclocked, 'VULNERABLE_ADULT', { at: millisecond(earliest, -1), now })).toContain('fourteen days before the alert')
    expect(whyNotCall({ ...custody, diedOn: '2026-06-01' }, 'VULNERABLE_ADULT', { at: now, now })).toBeNull()
    expect(whyNotCall({ ...custody, diedOn: '2026-05-31' }, 'VULNERABLE_ADULT', { at: now, now })).toContain('died before then')
  })

  test('is called until the episode was closed, and not after it', () => {
    expect(whyNotCallSince({ closedAt: earlier }, earlier)).toBeNull()
    expect(whyNotCallSince({ closedAt: earlier }, millisecond(earlier, 1))).toContain('after the closing')
    expect(whyNotCallSince({ closedAt: null }, now)).toBeNull()
  })

  test('is called for a child under 18, and for a vulnerable adult from then on', () => {
    const turnsEighteen = { ...custody, bornOn: '2008-06-01' }
    const dayBefore = { at: new Date('2026-05-31T12:00:00Z'), now }

    expect(whyNotCall(turnsEighteen, 'CHILD', { at: now, now })).toContain('18 or older')
    expect(whyNotCall(turnsEighteen, 'VULNERABLE_ADULT', { at: now, now })).toBeNull()
    expect(whyNotCall({ ...turnsEighteen, custodyClockStartedAt: null }, 'CHILD', dayBefore)).toBeNull()
    expect(whyNotCall({ ...turnsEighteen, custodyClockStartedAt: null }, 'VULNERABLE_ADULT', dayBefore)).toContain('under 18')
  })

  test('arrives once, from the call on, and the time is counted in whole minutes', () => {
    const called = { calledAt: earlier, arrivedAt: null }

    expect(whyNotArrive(called, earlier, now)).toBeNull()
    expect(whyNotArrive(called, millisecond(earlier, -1), now)).toContain('before the call')
    expect(whyNotArrive(called, millisecond(now, 1), now)).toContain('future')
    expect(whyNotArrive({ ...called, arrivedAt: now }, now, now)).toContain('already')
    expect(minutesToArrive(called)).toBeNull()
    expect(minutesToArrive({ ...called, arrivedAt: millisecond(earlier, 59_999) })).toBe(0)
    expect(minutesToArrive({ ...called, arrivedAt: now })).toBe(60)
  })
})
