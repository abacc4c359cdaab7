import { changesBetween } from './service-change.rules.ts'

const entry = { id: 'a', version: 1, recordedAt: 1, recordedBy: 'one', name: 'Hub', phone: null, languages: [{ name: 'Urdu' }], withdrawnAt: null }

test('what differs is told as it was and as it is; what only goes with a change is not', () => {
  expect(changesBetween(entry, { ...entry, version: 2, recordedAt: 2, recordedBy: 'two', name: 'Centre', phone: '01632 960001', languages: [] })).toEqual([
    { field: 'name', before: '"Hub"', after: '"Centre"' },
    { field: 'phone', before: 'null', after: '"01632 960001"' },
    { field: 'languages', before: '[{"name":"Urdu"}]', after: '[]' }
  ])
  expect(changesBetween(entry, { ...entry, version: 2 })).toEqual([])
})
