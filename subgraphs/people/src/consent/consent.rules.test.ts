import {
  longestOverrideDays,
  overrideOn,
  positionOn,
  positionsAlone,
  positionsOf,
  standingOnEach,
  whyNotOverride,
  type ConsentFact,
  type OverrideFact
} from './consent.rules.ts'

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

const override = (changes: Partial<OverrideFact> = {}): OverrideFact => ({
  purpose: 'SHARE_POLICE',
  ground: 'SAFEGUARDING',
  until: new Date('2026-03-01T00:00:00Z'),
  endedAt: null,
  ...changes
})

describe('an override', () => {
  const now = new Date('2026-02-01T00:00:00Z')
  const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
  const asked = { ground: 'SAFEGUARDING', condition: 'SAFEGUARDING_AT_RISK', reason: 'x'.repeat(15), until: inDays(1) } as const

  test('of those for a purpose that were not ended, the longest holds', () => {
    const longer = override({ until: new Date('2026-04-01T00:00:00Z') })

    expect(overrideOn('SHARE_POLICE', [override(), longer])?.until).toEqual(longer.until)
    expect(overrideOn('SHARE_POLICE', [override(), { ...longer, endedAt: now }])?.until).toEqual(override().until)
    expect(overrideOn('SHARE_COURT', [override()])).toBeNull()
  })

  test('needs a condition that fits its ground', () => {
    expect(whyNotOverride(asked, now)).toBeNull()
    expect(whyNotOverride({ ...asked, ground: 'COURT_ORDER' }, now)).toMatch(/LEGAL_CLAIMS_AND_COURTS/)
  })

  test('needs a reason of 15 characters', () => {
    expect(whyNotOverride({ ...asked, reason: 'x'.repeat(14) }, now)).toMatch(/15 characters/)
  })

  test('ends after now, and after 90 days at most', () => {
    expect(whyNotOverride({ ...asked, until: now }, now)).toMatch(/lie ahead/)
    expect(whyNotOverride({ ...asked, until: inDays(longestOverrideDays) }, now)).toBeNull()
    expect(whyNotOverride({ ...asked, until: new Date(inDays(longestOverrideDays).getTime() + 1) }, now)).toMatch(/90 days/)
  })
})

describe('what holds on a day', () => {
  const standing = (facts: ConsentFact[], overrides: OverrideFact[], at: string) =>
    standingOnEach(positionsOf(facts, overrides), new Date(at)).find(({ purpose }) => purpose === 'SHARE_POLICE')
  const given = decided('GIVEN', '2026-01-01T10:00:00Z', { purpose: 'SHARE_POLICE', until: '2026-06-30' })

  test('a consent runs out with its last day', () => {
    expect(standing([given], [], '2026-06-30T22:00:00Z')).toMatchObject({ standing: 'GIVEN', isShareable: true })
    expect(standing([given], [], '2026-07-01T02:00:00Z')).toMatchObject({ standing: 'EXPIRED', isShareable: false })
  })

  test('an override makes shareable what was refused, until it ends', () => {
    const refused = decided('REFUSED', '2026-01-01T10:00:00Z', { purpose: 'SHARE_POLICE' })

    expect(standing([refused], [override()], '2026-02-28T23:59:59Z')).toMatchObject({ standing: 'REFUSED', isShareable: true })
    expect(standing([refused], [override()], '2026-03-01T00:00:00Z')).toMatchObject({ standing: 'REFUSED', isShareable: false, override: null })
  })

  test('nobody asked: nothing is shareable', () =>
    expect(standing([], [], '2026-01-01T00:00:00Z')).toMatchObject({ standing: 'NOT_ASKED', isShareable: false }))
})

describe('where a person stands, as it is told of a record whose author sees it alone', () => {
  const [early, late] = ['2026-01-01T10:00:00Z', '2026-02-01T10:00:00Z']
  const told = (own: ConsentFact[], elsewhere: ConsentFact[], overrides: OverrideFact[] = []) =>
    positionsAlone({ decisions: own, overrides }, [...own, ...elsewhere]).map(({ decision, until, override: past }) => [decision, until, past?.ground ?? null])

  test.each(['GIVEN', 'REFUSED', 'WITHDRAWN', 'OBJECTED'] as const)('of what was decided elsewhere alone nothing is told: %s', (decision) =>
    expect(told([], [decided(decision, early)])).toEqual([])
  )
  test('what was agreed elsewhere opens nothing that was refused with the record', () =>
    expect(told([decided('REFUSED', early)], [decided('GIVEN', late)])).toEqual([['REFUSED', null, null]]))
  test.each(['REFUSED', 'WITHDRAWN', 'OBJECTED'] as const)('what was agreed with the record holds until the person says otherwise anywhere: %s', (decision) => {
    expect(told([decided('GIVEN', late)], [decided(decision, early)])).toEqual([['GIVEN', null, null]])
    expect(told([decided('GIVEN', early)], [decided(decision, late)])).toEqual([[decision, null, null]])
  })
  test('and ends no later than what they agreed to since, nor because of it any later', () => {
    const until = (day: string) => ({ until: day })

    expect(told([decided('GIVEN', early)], [decided('GIVEN', late, until('2026-06-30'))])).toEqual([['GIVEN', '2026-06-30', null]])
    expect(told([decided('GIVEN', early, until('2026-06-30'))], [decided('GIVEN', late, until('2026-06-29'))])).toEqual([['GIVEN', '2026-06-29', null]])
    expect(told([decided('GIVEN', early, until('2026-06-30'))], [decided('GIVEN', late, until('2026-07-01'))])).toEqual([['GIVEN', '2026-06-30', null]])
    expect(told([decided('GIVEN', early, until('2026-06-30'))], [decided('GIVEN', late)])).toEqual([['GIVEN', '2026-06-30', null]])
  })
  test('an override that was written down with it is told with it', () =>
    expect(told([], [decided('OBJECTED', early)], [override({ purpose: 'SHARE_SISTER_SERVICE' })])).toEqual([[null, null, 'SAFEGUARDING']]))
})
