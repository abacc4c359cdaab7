import { isOpenOn } from './facility.rules.ts'

const kendal = { openFrom: null, closedOn: '2017-06-30' }

describe('whether a facility is open', () => {
  test('it is open up to the day before it closed, and no longer on that day', () => {
    expect(isOpenOn(kendal, '2017-06-29')).toBe(true)
    expect(isOpenOn(kendal, '2017-06-30')).toBe(false)
  })

  test('it is open from its first day on, and not the day before', () => {
    expect(isOpenOn({ openFrom: '2026-04-01', closedOn: null }, '2026-03-31')).toBe(false)
    expect(isOpenOn({ openFrom: '2026-04-01', closedOn: null }, '2026-04-01')).toBe(true)
  })

  test('it is open where neither day is known', () => {
    expect(isOpenOn({ openFrom: null, closedOn: null }, '2026-11-23')).toBe(true)
  })
})
