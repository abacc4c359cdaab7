import { declineReasonsOf } from './service-answer.rules.ts'

const accepted = (count: number) => ({ declineReason: null, count })
const declined = (declineReason: 'NO_FIXED_ABODE' | 'NO_CAPACITY', count: number) => ({ declineReason, count })

describe('why a service declines', () => {
  test('is said from ten answers up', () => {
    expect(declineReasonsOf([])).toBeNull()
    expect(declineReasonsOf([accepted(4), declined('NO_FIXED_ABODE', 5)])).toBeNull()
    expect(declineReasonsOf([accepted(5), declined('NO_FIXED_ABODE', 5)])).toEqual([{ reason: 'NO_FIXED_ABODE', declined: 5, answered: 10, isOften: true }])
  })

  test('is often from a fifth of the answers up', () => {
    const isOften = (count: number, others: number) => declineReasonsOf([accepted(others), declined('NO_CAPACITY', count)])?.[0]?.isOften
    expect(isOften(2, 8)).toBe(true)
    expect(isOften(2, 9)).toBe(false)
    expect(isOften(1, 9)).toBe(false)
  })

  test('comes most often first, in the order of the codes where two are as often, and is empty where it declined none', () => {
    const found = declineReasonsOf([declined('NO_FIXED_ABODE', 3), accepted(4), declined('NO_CAPACITY', 3)])
    expect(found?.map(({ reason }) => reason)).toEqual(['NO_CAPACITY', 'NO_FIXED_ABODE'])
    expect(declineReasonsOf([declined('NO_CAPACITY', 3), accepted(4), declined('NO_FIXED_ABODE', 4)])?.[0]?.reason).toBe('NO_FIXED_ABODE')
    expect(declineReasonsOf([accepted(10)])).toEqual([])
  })
})
