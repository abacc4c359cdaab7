import { whyNotAssure, whyNotRecord } from './service.rules.ts'

const known = new Set(['housing', 'alcohol'])
const entry = {
  name: 'Example Hub (demo)',
  needCodes: ['housing'],
  minimumAge: 18,
  maximumAge: 65,
  url: 'https://hub.example.org',
  email: 'hub@example.org',
  waitingDays: 14
}

describe('what an entry of the directory must hold', () => {
  test('a whole entry is taken, and so is one that says no more than name and need', () => {
    expect(whyNotRecord(entry, known)).toBeNull()
    expect(whyNotRecord({ ...entry, minimumAge: null, maximumAge: null, url: null, email: null }, known)).toBeNull()
  })

  test('it has a name and at least one need of the taxonomy', () => {
    expect(whyNotRecord({ ...entry, name: '  ' }, known)).toContain('name')
    expect(whyNotRecord({ ...entry, needCodes: [] }, known)).toContain('at least one need')
    expect(whyNotRecord({ ...entry, needCodes: ['housing', 'unheard-of'] }, known)).toContain('not in the need taxonomy')
  })

  test('ages run from 0 to 120, the youngest not above the oldest', () => {
    expect(whyNotRecord({ ...entry, minimumAge: 0, maximumAge: 120 }, known)).toBeNull()
    expect(whyNotRecord({ ...entry, minimumAge: -1 }, known)).toContain('0 to 120')
    expect(whyNotRecord({ ...entry, maximumAge: 121 }, known)).toContain('0 to 120')
    expect(whyNotRecord({ ...entry, minimumAge: 65, maximumAge: 65 }, known)).toBeNull()
    expect(whyNotRecord({ ...entry, minimumAge: 66 }, known)).toContain('youngest')
  })

  test('a wait is from 0 to 1000 days', () => {
    expect([0, 1000, null].map((waitingDays) => whyNotRecord({ ...entry, waitingDays }, known))).toEqual([null, null, null])
    expect(whyNotRecord({ ...entry, waitingDays: 1001 }, known)).toContain('0 to 1000')
    expect(whyNotRecord({ ...entry, waitingDays: -1 }, known)).toContain('0 to 1000')
  })

  test.each(['hub.example.org', 'javascript:alert(1)', 'https://nowhere', 'http://'])('the web page %s is refused', (url) => {
    expect(whyNotRecord({ ...entry, url }, known)).toContain('web page')
  })

  test.each(['hub', 'hub@example', 'hub @example.org'])('the e-mail address %s is refused', (email) => {
    expect(whyNotRecord({ ...entry, email }, known)).toContain('e-mail')
  })
})

describe('when an entry may be assured', () => {
  const standing = { assuredDate: '2026-11-01', withdrawnAt: null }

  test('up to today, from the last check on', () => {
    expect(whyNotAssure(standing, '2026-11-23', '2026-11-23')).toBeNull()
    expect(whyNotAssure(standing, '2026-11-01', '2026-11-23')).toBeNull()
    expect(whyNotAssure(standing, '2026-11-24', '2026-11-23')).toContain('future')
    expect(whyNotAssure(standing, '2026-10-31', '2026-11-23')).toContain('later check')
  })

  test('not once its source has withdrawn it', () => {
    expect(whyNotAssure({ ...standing, withdrawnAt: new Date('2026-11-02T00:00:00Z') }, '2026-11-23', '2026-11-23')).toContain('no longer lists it')
  })
})
