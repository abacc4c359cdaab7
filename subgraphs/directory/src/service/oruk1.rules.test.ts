import { fromOruk1 } from './oruk1.rules.ts'

const row = (minimum_age: number | null, maximum_age: number | null, eligibility = 'Adults') => ({ minimum_age, maximum_age, eligibility })

describe('a service of Open Referral UK 1.0', () => {
  test('keeps whom it is for: from the youngest to the oldest that any of its rows takes', () => {
    expect(fromOruk1({ eligibilitys: [row(18, 25), row(16, 65, 'Carers')] })).toMatchObject({
      ...{ minimum_age: 16, maximum_age: 65, eligibility_description: 'Adults; Carers' }
    })
    expect(fromOruk1({ eligibilitys: [row(18, 25), row(null, 65)] })).toMatchObject({ minimum_age: null, maximum_age: 65 })
    expect(fromOruk1({ minimum_age: 21, eligibilitys: [row(18, 25)] })).toMatchObject({ minimum_age: 21 })
  })

  test('keeps how it is come to and what it gives as terms', () => {
    expect(fromOruk1({ attending_access: 'appointment', deliverable_type: 'Advice', attributes: [{ id: 'a' }] }).attributes).toEqual([
      { id: 'a' },
      { taxonomy_term: { name: 'appointment', taxonomy: 'Open Referral UK 1.0 attending_access' } },
      { taxonomy_term: { name: 'Advice', taxonomy: 'Open Referral UK 1.0 deliverable_type' } }
    ])
  })

  test('of another standard is left as it is', () => {
    const service = { name: 'Hub', attending_access: null }

    expect(fromOruk1(service)).toBe(service)
  })
})
