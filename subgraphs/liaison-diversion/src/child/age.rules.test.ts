import { ageAt, isChild, retentionClassOf, whyNotChild, whyTooYoung } from './age.rules.ts'

// Half past eleven in the evening in London is half past ten in UTC: the birthday has not come yet.
const eveBefore = new Date('2026-06-01T22:30:00Z')
const birthday = new Date('2026-06-01T23:30:00Z')

describe('ages count in London, on the day of the alert', () => {
  test('nobody is taken before the tenth birthday', () => {
    expect(whyTooYoung('2016-06-02', eveBefore)).toContain('under ten')
    expect(whyTooYoung('2016-06-02', birthday)).toBeNull()
    expect(whyTooYoung(null, birthday)).toBeNull()
    expect(whyTooYoung('2026-06-03', birthday)).toContain('before the person was born')
    expect(whyTooYoung('2026-06-02', birthday)).toContain('under ten')
  })

  test('somebody is a child until the eighteenth birthday, and records of children have a retention rule of their own', () => {
    expect(isChild({ bornOn: '2008-06-02', receivedAt: eveBefore })).toBe(true)
    expect(isChild({ bornOn: '2008-06-02', receivedAt: birthday })).toBe(false)
    expect(isChild({ bornOn: null, receivedAt: birthday })).toBe(false)
    expect(retentionClassOf({ bornOn: '2008-06-02', receivedAt: eveBefore })).toBe('child')
    expect(retentionClassOf({ bornOn: '2008-06-02', receivedAt: birthday })).toBe('adult-mental-health')
  })

  test("a child's circumstances are recorded of children only", () => {
    expect(whyNotChild({ bornOn: '2008-06-02', receivedAt: eveBefore })).toBeNull()
    expect(whyNotChild({ bornOn: '2008-06-02', receivedAt: birthday })).toContain('18 or older')
  })

  test('an age is whole years', () => {
    expect(ageAt('1990-06-02', eveBefore)).toBe(35)
    expect(ageAt('1990-06-02', birthday)).toBe(36)
  })
})
