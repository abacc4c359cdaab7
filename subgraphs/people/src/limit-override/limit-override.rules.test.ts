import type { LimitFact } from '../restriction/restriction.rules.ts'
import { setsAside, untilOfOverride, whyNotAsk, whyNotDecide } from './limit-override.rules.ts'

const granted = new Date('2026-06-01T12:00:00Z')
const at = (minute: number) => new Date(granted.getTime() + minute * 60_000)
const override = { subject: 'kim', decidedAt: granted, until: untilOfOverride(granted) }
const limit = (changes: Partial<LimitFact> = {}): LimitFact => ({
  ...{ kind: 'EXCLUSION', subjects: ['kim'], from: null, until: null, endedAt: null, recordedAt: at(-5) },
  ...changes
})

describe('an override of the limits on a person', () => {
  test('runs for 60 minutes', () => {
    expect(setsAside(override, [limit()], at(59))).toBe(true)
    expect(setsAside(override, [limit()], at(60))).toBe(false)
  })
  test.each([limit({ recordedAt: at(1) }), limit({ kind: 'RESTRICTION', subjects: ['lou'], recordedAt: at(1) })])(
    'ends with a limit that is set after it and shuts its holder out: %j',
    (later) => expect(setsAside(override, [limit(), later], at(2))).toBe(false)
  )
  test.each([limit({ subjects: ['lou'], recordedAt: at(1) }), limit({ kind: 'RESTRICTION', recordedAt: at(1) }), limit({ recordedAt: at(1), endedAt: at(2) })])(
    'does not end with one that shuts out others: %j',
    (later) => expect(setsAside(override, [limit(), later], at(3))).toBe(true)
  )
})

test.each([whyNotAsk, whyNotDecide])('both sides say why in at least 15 characters', (why) => {
  expect(why(` ${'x'.repeat(14)} `)).toMatch(/15 characters/)
  expect(why('x'.repeat(15))).toBeNull()
})
