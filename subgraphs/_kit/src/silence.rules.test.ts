import { addDays } from '@throughcare/kit/day.rules'
import { lastDaySilentBy, silentFrom, silentSince } from './silence.rules.ts'

describe('the silence of a referral', () => {
  test.each([
    ['on a Monday', '2026-06-08', '2026-06-12'],
    ['on a Friday, over the weekend', '2026-06-05', '2026-06-11'],
    ['on a Saturday, as on the Friday before', '2026-06-06', '2026-06-11'],
    ['before Easter', '2026-04-02', '2026-04-10'],
    ['before Christmas', '2026-12-23', '2026-12-31']
  ])('sent %s, silence begins after three whole working days, and not a day sooner', (_, sent, from) => {
    expect(silentFrom(sent)).toBe(from)
    expect(silentSince(sent, from)).toBe(from)
    expect(silentSince(sent, addDays(from, -1))).toBeNull()
  })

  test('the last day of sending that is silent by a day is found for every day of five years', () => {
    for (let today = '2024-01-10'; today < '2028-12-20'; today = addDays(today, 1)) {
      const last = lastDaySilentBy(today)
      expect(silentFrom(last) <= today).toBe(true)
      expect(silentFrom(addDays(last, 1)) > today).toBe(true)
    }
  })
})
