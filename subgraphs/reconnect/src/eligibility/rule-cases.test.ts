import { dateCases } from '../release/dates.evidence.ts'
import { eligibilityCases, findDisagreements } from './eligibility.evidence.ts'

test('the rules say what their sources say, in every case of both tables', () => {
  expect(eligibilityCases.length + dateCases.length).toBeGreaterThanOrEqual(120)
  expect(findDisagreements([...eligibilityCases, ...dateCases])).toEqual([])
})
