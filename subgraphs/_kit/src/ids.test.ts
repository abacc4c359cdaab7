import { v5 } from 'uuid'
import { recordIdOf, sourceIdOf } from './ids.ts'

const records = 'b6a4f0f2-6c0e-5d0e-9d5e-2f7a1f0f7c11'

describe('the id of what a source system knows by a key', () => {
  test.each([
    '1',
    'NHS 42',
    'é 日本',
    'a key long enough to fill more than one block of the digest that the id is made of',
    'é'.repeat(1_500),
    'é'.repeat(3_000)
  ])('is the UUIDv5 of its name: %s', (key) => {
    expect(recordIdOf('custody', key)).toBe(v5(`custody\n${key}`, records))
    expect(sourceIdOf('episode', 'custody', key)).toBe(v5(`episode\ncustody\n${key}`, records))
  })

  test('is the same however the system is capitalised and the key spaced', () => {
    expect(recordIdOf(' Custody ', ' 1 ')).toBe(recordIdOf('custody', '1'))
  })

  test('differs between kinds, systems and keys', () => {
    const ids = [recordIdOf('custody', '1'), recordIdOf('court', '1'), recordIdOf('custody', '2'), sourceIdOf('episode', 'custody', '1')]

    expect(new Set(ids).size).toBe(4)
  })
})
