import { groundOf, purposeOf, whyNotOverride, type Override } from './sharing.rules.ts'

const now = new Date('2026-06-01T22:30:00Z')
const position = { purpose: 'SHARE_COURT', decision: 'GIVEN' as const, decidedAt: '2026-06-01T09:00:00.000Z', until: null, override: null }
const override: Override = { condition: 'SAFEGUARDING', reason: ' A child is at risk. ' }
const consented = { basis: 'CONSENT', overrideReason: null }

describe('on what ground something is shared', () => {
  test('consent holds to the end of its last day in London', () => {
    expect(groundOf(position, null, now)).toEqual(consented)
    expect(groundOf({ ...position, until: '2026-06-01' }, null, now)).toEqual(consented)
    expect(groundOf({ ...position, until: '2026-06-01' }, null, new Date('2026-06-01T23:00:00Z'))).toEqual({ whyNot: expect.stringContaining('run out') })
  })

  test('where consent holds no condition is taken as well; where it does not, it is', () => {
    expect(whyNotOverride(position, override, now)).toContain('nothing to override')
    expect([whyNotOverride(position, null, now), whyNotOverride({ ...position, decision: 'WITHDRAWN' }, override, now)]).toEqual([null, null])
  })

  test('what the person decided counts from then on: of what was told before, nothing is known but a condition', () => {
    const [then, before] = [new Date('2026-06-01T09:00:00Z'), new Date('2026-06-01T08:59:59.999Z')]

    expect(groundOf(position, null, then)).toEqual(consented)
    for (const decision of ['GIVEN', 'WITHDRAWN'] as const)
      expect(groundOf({ ...position, decision }, null, before)).toEqual({ whyNot: expect.stringContaining('from a later time on') })
    expect(groundOf(position, override, before)).toMatchObject({ basis: 'SAFEGUARDING' })
    expect(whyNotOverride(position, override, before)).toBeNull()
  })

  test('what was told while consent held was told with it, though it ran out since', () => {
    expect(groundOf({ ...position, until: '2026-06-01' }, null, new Date('2026-06-01T10:00:00Z'))).toEqual(consented)
  })

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
