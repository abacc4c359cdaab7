import type { FieldEvidence } from './compare.rules.ts'
import { speaksOfPlaces, withoutPlaces } from './evidence.rules.ts'

const item = (field: string, outcome: FieldEvidence['outcome'], weight: number): FieldEvidence => ({ field, outcome, level: outcome, weight })
const named = item('familyName', 'match', 10)

describe('evidence for whoever may not see where both live', () => {
  test.each(['postcode', 'address', 'town'])('says nothing of the %s, nor by the sum', (field) => {
    const weighed = { weight: 3, evidence: [named, item(field, 'match', 15)] }

    expect(speaksOfPlaces(weighed)).toBe(true)
    expect(withoutPlaces(weighed)).toEqual({ weight: -12, evidence: [named, { field, outcome: 'blank', level: 'withheld', weight: 0 }] })
  })
  test.each(['close', 'mismatch'] as const)('nor that a postcode is a %s', (outcome) =>
    expect(withoutPlaces({ weight: 3, evidence: [item('postcode', outcome, -2.3)] }).evidence).toEqual([
      { field: 'postcode', outcome: 'blank', level: 'withheld', weight: 0 }
    ])
  )
  test('is whole where no place was compared', () => {
    expect(speaksOfPlaces({ weight: 3, evidence: [named, item('postcode', 'blank', 0)] })).toBe(false)
    expect(withoutPlaces({ weight: null, evidence: [] })).toEqual({ weight: null, evidence: [] })
  })
})
