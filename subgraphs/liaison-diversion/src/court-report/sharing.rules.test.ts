import { groundOf, purposeOf, type Override } from './sharing.rules.ts'

const now = new Date('2026-06-01T22:30:00Z')
const position = { purpose: 'SHARE_COURT', decision: 'GIVEN' as const, until: null, override: null }
const override: Override = { condition: 'SAFEGUARDING', reason: ' A child is at risk. ' }
const consented = { basis: 'CONSENT', overrideReason: null }

describe('on what ground something is shared', () => {
  test('consent holds to the end of its last day in London', () => {
    expect(groundOf(position, null, now)).toEqual(consented)
    expect(groundOf({ ...position, until: '2026-06-01' }, null, now)).toEqual(consented)
    expect(groundOf({ ...position, until: '2026-06-01' }, null, new Date('2026-06-01T23:00:00Z'))).toEqual({ whyNot: expect.stringContaining('run out') })
  })

  test('consent that holds is the ground, whatever else is given', () => expect(groundOf(position, override, now)).toEqual(consented))

  test.each(['REFUSED', 'WITHDRAWN', 'OBJECTED'] as const)('without consent (%s) it takes a condition with its reason', (decision) => {
    expect(groundOf({ ...position, decision }, null, now)).toEqual({ whyNot: expect.stringContaining('does not agree') })
    expect(groundOf({ ...position, decision }, { ...override, reason: ' ' }, now)).toEqual({ whyNot: expect.stringContaining('Say why') })
    expect(groundOf({ ...position, decision }, override, now)).toEqual({ basis: 'SAFEGUARDING', overrideReason: 'A child is at risk.' })
  })

  test('who was never asked has not agreed', () => {
    expect(groundOf(undefined, null, now)).toEqual({ whyNot: expect.stringContaining('not asked') })
  })

  test('an override in the record stands until its end', () => {
    const standing = { ...position, decision: null, override: { ground: 'COURT_ORDER', until: '2026-06-01T22:30:00.001Z' } }

    expect(groundOf(standing, null, now)).toEqual({ basis: 'COURT_ORDER', overrideReason: null })
    expect(groundOf(standing, null, new Date('2026-06-01T22:30:00.001Z'))).toHaveProperty('whyNot')
  })

  test('each agency has the purpose that consent is asked for', () => {
    expect(purposeOf).toEqual({
      ...{ POLICE: 'SHARE_POLICE', CROWN_PROSECUTION_SERVICE: 'SHARE_POLICE', PROBATION: 'SHARE_PROBATION', YOUTH_JUSTICE_SERVICE: 'SHARE_PROBATION' }
    })
  })
})
