import { positionOn, type ConsentFact } from './consent.rules.ts'

const decided = (decision: ConsentFact['decision'], decidedAt: string, changes: Partial<ConsentFact> = {}): ConsentFact => ({
  purpose: 'SHARE_SISTER_SERVICE',
  decision,
  decidedAt: new Date(decidedAt),
  until: null,
  ...changes
})

describe('where a person stands', () => {
  test('nobody asked: there is no position', () => {
    expect(positionOn('SHARE_SISTER_SERVICE', [])).toBeNull()
  })

  test('the newest decision holds, in whatever order they were written down', () => {
    const given = decided('GIVEN', '2026-01-01T10:00:00Z')
    const withdrawn = decided('WITHDRAWN', '2026-02-01T10:00:00Z')

    expect(positionOn('SHARE_SISTER_SERVICE', [given, withdrawn])?.decision).toBe('WITHDRAWN')
    expect(positionOn('SHARE_SISTER_SERVICE', [withdrawn, given])?.decision).toBe('WITHDRAWN')
  })

  test('consent can be given again after it was withdrawn', () => {
    expect(positionOn('SHARE_SISTER_SERVICE', [decided('WITHDRAWN', '2026-02-01T10:00:00Z'), decided('GIVEN', '2026-03-01T10:00:00Z')])?.decision).toBe('GIVEN')
  })

  test('of two decisions at the same instant the stricter holds', () => {
    const at = '2026-02-01T10:00:00Z'

    expect(positionOn('SHARE_SISTER_SERVICE', [decided('GIVEN', at), decided('OBJECTED', at), decided('REFUSED', at)])?.decision).toBe('OBJECTED')
  })

  test('consent for one purpose says nothing about another', () => {
    expect(positionOn('SHARE_ONWARD_SERVICE', [decided('GIVEN', '2026-01-01T10:00:00Z')])).toBeNull()
  })
})
