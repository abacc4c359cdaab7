import fc from 'fast-check'
import { openKeys, type Meeting } from './import-keys.ts'

test('ids of a file are new once, and then say the same as the first time or something else', () => {
  const row = fc.record({ id: fc.integer({ min: 0, max: 60 }).map(String), content: fc.constantFrom('one', 'other', '') })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 200 }), (rows) => {
      const [meet, first] = [openKeys(), new Map<string, string>()]
      for (const { id, content } of rows) {
        const standing = first.get(id)
        if (standing === undefined) first.set(id, content)
        expect(meet(id, content)).toBe<Meeting>(standing === undefined ? 'new' : standing === content ? 'same' : 'other')
      }
    })
  )
})

test('none of many thousand ids is lost as the table grows', () => {
  const meet = openKeys()
  const ids = Array.from({ length: 20_000 }, (_, number) => `row ${number}`)

  expect(ids.filter((id) => meet(id, 'said') !== 'new')).toEqual([])
  expect(ids.filter((id) => meet(id, 'said') !== 'same')).toEqual([])
  expect(ids.filter((id) => meet(id, 'said anew') !== 'other')).toEqual([])
})
