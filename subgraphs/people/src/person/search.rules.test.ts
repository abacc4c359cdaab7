import { normaliseIdentity, type GivenIdentity } from '../link/identity.rules.ts'
import { mostHits, narrow, rankHits } from './search.rules.ts'

const someone = (id: string, changes: Partial<GivenIdentity> = {}) =>
  normaliseIdentity({ id, names: [{ given: 'Margaret', family: 'Sampleforth' }], birthDates: [{ date: '1969-11-02' }], sex: 'FEMALE', ...changes })
const wanted = (changes: Partial<GivenIdentity> = {}) => normaliseIdentity({ id: 'wanted', names: [{ given: 'Margaret', family: 'Sampleforth' }], ...changes })
const ids = (...found: Parameters<typeof rankHits>) => rankHits(...found).map(({ recordId }) => recordId)

describe('ranking what a search found', () => {
  test('puts whoever fits best first', () => {
    const records = [someone('close', { birthDates: [{ date: '1969-11-03' }] }), someone('exact')]

    expect(ids(wanted({ birthDates: [{ date: '1969-11-02' }] }), records)).toEqual(['exact', 'close'])
  })

  test('leaves out another name, though the date of birth agrees', () => {
    expect(ids(wanted({ birthDates: [{ date: '1969-11-02' }] }), [someone('other', { names: [{ given: 'Katherine', family: 'Otherbury' }] })])).toEqual([])
  })

  test('leaves out the same name with a date of birth far off, and keeps one whose date nobody recorded', () => {
    const asked = wanted({ names: [{ family: 'Sampleforth' }], birthDates: [{ date: '1969-11-02' }] })

    expect(ids(asked, [someone('far', { birthDates: [{ date: '2001-05-17' }] })])).toEqual([])
    expect(ids(asked, [someone('unrecorded', { birthDates: [] })])).toEqual(['unrecorded'])
  })

  test('says of each hit what was asked for and how it compares, and nothing else', () => {
    const [hit] = rankHits(wanted(), [someone('exact')])

    expect(hit?.why.map(({ field, outcome }) => [field, outcome])).toEqual([
      ['givenName', 'match'],
      ['familyName', 'match']
    ])
  })

  test('is the same in whatever order the records come', () => {
    const records = [someone('b'), someone('a'), someone('c', { birthDates: [] })]

    expect(ids(wanted(), records)).toEqual(ids(wanted(), records.toReversed()))
  })
})

describe('of more than are shown', () => {
  const hits = (count: number, outcome: 'match' | 'mismatch') =>
    Array.from({ length: count }, () => ({ why: [{ field: 'birthDate', outcome, level: 'exact', weight: 0 }] }))

  test('those in whom something disagrees are left out, and none where all can be shown', () => {
    expect(narrow([...hits(2, 'match'), ...hits(mostHits - 1, 'mismatch')])).toHaveLength(2)
    expect(narrow([...hits(2, 'match'), ...hits(mostHits - 2, 'mismatch')])).toHaveLength(mostHits)
  })
  test('none is shown where too many agree, or none does', () => {
    expect(narrow(hits(mostHits + 1, 'match'))).toBeNull()
    expect(narrow(hits(mostHits + 1, 'mismatch'))).toBeNull()
  })
})
