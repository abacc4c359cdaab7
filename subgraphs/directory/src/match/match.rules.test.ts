import { compareMatches, reasonsFor, roundMiles, standingOf, verdictOf, type Circumstances, type Facts, type Ranked } from './match.rules.ts'

type Taken = Parameters<typeof reasonsFor>[0]

const silent: Taken = {
  ...{ status: 'ACTIVE', needCodes: [], minimumAge: null, maximumAge: null, takesUnder18: null, takesSex: null, coverage: null },
  ...{ convictionExclusions: null, takesNoFixedAbode: null, languages: [], interpretation: null, referralRoute: null }
}
const nobody: Circumstances = { facts: {}, need: null, where: null, areas: [], miles: null, withinMiles: null, opening: null }
const language = (name: string, code: string | null = null) => ({ id: name, name, code, note: null })
const answers = (service: Partial<Taken>, about: Partial<Circumstances>) =>
  reasonsFor({ ...silent, ...service }, { ...nobody, ...about }).map(({ aspect, answer }) => `${aspect} ${answer}`)
const withFacts = (service: Partial<Taken>, facts: Facts) => answers(service, { facts })

describe('each aspect: what fits, what does not, what nobody knows', () => {
  test.each<[Partial<Taken>, Facts, string]>([
    [{ minimumAge: 18 }, { age: 18 }, 'AGE FITS'],
    [{ minimumAge: 18 }, { age: 17 }, 'AGE DOES_NOT_FIT'],
    [{ maximumAge: 25 }, { age: 25 }, 'AGE FITS'],
    [{ maximumAge: 25 }, { age: 26 }, 'AGE DOES_NOT_FIT'],
    [{}, { age: 17 }, 'AGE UNKNOWN'],
    [{}, { age: 0 }, 'AGE UNKNOWN'],
    [{ takesUnder18: true }, { age: 17 }, 'AGE FITS'],
    [{ takesUnder18: true }, { age: 18 }, 'AGE UNKNOWN'],
    [{ takesUnder18: false }, { age: 17 }, 'AGE DOES_NOT_FIT'],
    [{ minimumAge: 10, takesUnder18: false }, { age: 17 }, 'AGE DOES_NOT_FIT'],
    [{ takesSex: 'FEMALE' }, { sex: 'FEMALE' }, 'SEX FITS'],
    [{ takesSex: 'FEMALE' }, { sex: 'MALE' }, 'SEX DOES_NOT_FIT'],
    [{ takesSex: 'ANY' }, { sex: 'MALE' }, 'SEX FITS'],
    [{}, { sex: 'MALE' }, 'SEX UNKNOWN'],
    [{ convictionExclusions: ['ARSON'] }, { convictions: ['ARSON', 'VIOLENCE'] }, 'CONVICTIONS DOES_NOT_FIT'],
    [{ convictionExclusions: ['ARSON'] }, { convictions: ['VIOLENCE'] }, 'CONVICTIONS FITS'],
    [{ convictionExclusions: [] }, { convictions: ['SEXUAL'] }, 'CONVICTIONS FITS'],
    [{ convictionExclusions: ['ARSON'] }, { convictions: [] }, 'CONVICTIONS FITS'],
    [{}, { convictions: [] }, 'CONVICTIONS UNKNOWN'],
    [{ takesNoFixedAbode: true }, { hasNoFixedAbode: true }, 'NO_FIXED_ABODE FITS'],
    [{ takesNoFixedAbode: false }, { hasNoFixedAbode: true }, 'NO_FIXED_ABODE DOES_NOT_FIT'],
    [{}, { hasNoFixedAbode: true }, 'NO_FIXED_ABODE UNKNOWN'],
    [{ languages: [language('Urdu', 'ur')] }, { languages: ['urdu'] }, 'LANGUAGE FITS'],
    [{ languages: [language('Urdu', 'ur')] }, { languages: ['UR', 'pl'] }, 'LANGUAGE FITS'],
    [{ languages: [language('English')] }, { languages: ['Polish'] }, 'LANGUAGE DOES_NOT_FIT'],
    [{ languages: [language('English')], interpretation: 'By telephone.' }, { languages: ['Polish'] }, 'LANGUAGE FITS'],
    [{}, { languages: ['Polish'] }, 'LANGUAGE UNKNOWN'],
    [{ referralRoute: 'DROP_IN' }, { comesBy: 'SELF' }, 'REFERRAL_ROUTE FITS'],
    [{ referralRoute: 'SELF_OR_PROFESSIONAL' }, { comesBy: 'PROFESSIONAL' }, 'REFERRAL_ROUTE FITS'],
    [{ referralRoute: 'PROFESSIONAL' }, { comesBy: 'SELF' }, 'REFERRAL_ROUTE DOES_NOT_FIT'],
    [{ referralRoute: 'SELF' }, { comesBy: 'PROFESSIONAL' }, 'REFERRAL_ROUTE DOES_NOT_FIT'],
    [{}, { comesBy: 'SELF' }, 'REFERRAL_ROUTE UNKNOWN']
  ])('%j for %j: %s', (service, facts, answer) => expect(withFacts(service, facts)).toEqual([answer]))

  test.each<[Partial<Taken>, Partial<Circumstances>, string]>([
    [{ coverage: ['E07000117'] }, { where: { outcodes: ['BB11'], areaCodes: ['E07000117'] } }, 'AREA FITS'],
    [{ coverage: ['E07000117'] }, { where: { outcodes: ['PR1'], areaCodes: ['E07000123'] } }, 'AREA DOES_NOT_FIT'],
    [{ coverage: ['E07000117'] }, { where: { outcodes: ['BB12'], areaCodes: ['E07000117', 'E07000122'] } }, 'AREA UNKNOWN'],
    [{}, { where: { outcodes: ['BB11'], areaCodes: ['E07000117'] } }, 'AREA UNKNOWN'],
    [{ needCodes: ['alcohol', 'housing'] }, { need: 'housing' }, 'NEED FITS'],
    [{ needCodes: ['alcohol'] }, { need: 'housing' }, 'NEED DOES_NOT_FIT'],
    [{}, { need: 'housing' }, 'NEED UNKNOWN'],
    [{}, { withinMiles: 5, miles: 5 }, 'DISTANCE FITS'],
    [{}, { withinMiles: 5, miles: 5.01 }, 'DISTANCE DOES_NOT_FIT'],
    [{}, { withinMiles: 5, miles: null }, 'DISTANCE FITS'],
    [{}, { withinMiles: 5, miles: 'unknown' }, 'DISTANCE UNKNOWN'],
    [{}, { opening: { state: 'OPEN', text: '', opensAt: null, closesAt: null } }, 'OPENING FITS'],
    [{}, { opening: { state: 'SHUT', text: '', opensAt: null, closesAt: null } }, 'OPENING DOES_NOT_FIT'],
    [{}, { opening: { state: 'UNKNOWN', text: '', opensAt: null, closesAt: null } }, 'OPENING UNKNOWN'],
    [{ status: 'TEMPORARILY_CLOSED' }, {}, 'STATUS DOES_NOT_FIT']
  ])('%j where %j: %s', (service, about, answer) => expect(answers(service, about)).toEqual([answer]))

  test('what is not known of the person is not asked', () => {
    const facts: Facts = { age: null, sex: null, convictions: null, hasNoFixedAbode: false, languages: [], comesBy: null }

    expect(withFacts({}, facts)).toEqual([])
    expect(answers({}, { miles: 40, withinMiles: null })).toEqual([])
  })

  test('a service that says nothing is unknown in every aspect, and so all in all; one that does not fit is enough', () => {
    const facts: Facts = { age: 30, sex: 'MALE', convictions: ['ARSON'], hasNoFixedAbode: true, languages: ['pl'], comesBy: 'SELF' }
    const reasons = reasonsFor(silent, { ...nobody, facts })

    expect(new Set(reasons.map(({ answer }) => answer))).toEqual(new Set(['UNKNOWN']))
    expect(verdictOf(reasons)).toBe('UNKNOWN')
    expect(verdictOf([...reasons, { aspect: 'AREA', answer: 'DOES_NOT_FIT', text: '' }])).toBe('DOES_NOT_FIT')
    expect(verdictOf([])).toBe('FITS')
  })
})

describe('the order', () => {
  const match = (changes: Partial<Ranked>): Ranked => ({
    verdict: 'FITS',
    unknowns: 0,
    isNamed: false,
    isDoubted: false,
    standing: 0,
    miles: 3,
    name: 'a',
    id: 'a',
    ...changes
  })
  const nothing = match({})
  const sorted = (...matches: Ranked[]) => matches.sort(compareMatches).map(({ id }) => id)

  test('the one of that name stands first whatever it fits; then fits, unknown, does not fit', () => {
    const [named, fits, unknown, not] = [
      match({ id: 'named', isNamed: true, verdict: 'DOES_NOT_FIT' }),
      match({ id: 'fits', miles: 50 }),
      match({ id: 'unknown', verdict: 'UNKNOWN', unknowns: 1, miles: 1 }),
      match({ id: 'not', verdict: 'DOES_NOT_FIT', miles: 0 })
    ]

    expect(sorted(not, unknown, fits, named)).toEqual(['named', 'fits', 'unknown', 'not'])
  })

  test('the nearer stands first; what has no place is not far away, what lies nobody knows where is last', () => {
    expect(
      sorted(match({ id: 'lost', miles: 'unknown' }), match({ id: 'far', miles: 11 }), match({ id: 'phone', miles: null }), match({ id: 'near', miles: 9 }))
    ).toEqual(['near', 'phone', 'far', 'lost'])
  })

  test('of what was sought by words the best answer stands first; near a place, the nearest of the best two dozen', () => {
    const match = (id: string, place: number, miles: number, isNear: boolean) => ({ ...nothing, id, miles, standing: standingOf(place, isNear) })

    expect(sorted(match('near', 1, 0, false), match('best', 0, 40, false))).toEqual(['best', 'near'])
    expect(sorted(match('best', 0, 40, true), match('near', 24, 5, true), match('poor', 25, 0, true))).toEqual(['near', 'best', 'poor'])
  })

  test('one that staff doubt stands below its like, and above what fits less', () => {
    expect(
      sorted(match({ id: 'doubted', isDoubted: true, miles: 0 }), match({ id: 'sound', miles: 40 }), match({ id: 'unknown', verdict: 'UNKNOWN' }))
    ).toEqual(['sound', 'doubted', 'unknown'])
  })

  test.each([
    [0.1, 'under half a mile'],
    [0.4, '0.5 miles'],
    [1.1, '1 mile'],
    [2.3, '2.5 miles'],
    [10.4, '10 miles']
  ])('%p miles are told as %s', (miles, text) => expect(roundMiles(miles)).toBe(text))
})
