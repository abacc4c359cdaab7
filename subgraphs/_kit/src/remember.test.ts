import { remember } from './remember.ts'

test('works each answer out once, and again only when others have pushed it out', () => {
  const asked: number[] = []
  const double = remember(2, (number: number) => {
    asked.push(number)
    return number * 2
  })

  expect([1, 2, 1, 2, 1].map(double)).toEqual([2, 4, 2, 4, 2])
  expect(asked).toEqual([1, 2])
  expect([3, 1, 2].map(double)).toEqual([6, 2, 4])
  expect(asked).toEqual([1, 2, 3, 2])
})
