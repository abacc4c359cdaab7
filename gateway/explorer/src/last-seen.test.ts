import { keepIds, noteSeen } from './last-seen.ts'

test('notes the first person and identity record of an answer, through lists and pages', () => {
  const node = { id: 'person-1', name: { given: 'Example' }, records: [{ id: 'record-1' }, { id: 'record-2' }] }

  expect(noteSeen({ people: { edges: [{ node }, { node: { id: 'person-2' } }] } }, {})).toEqual({ person: 'person-1', identityRecord: 'record-1' })
})

test('takes no other thing’s id for a person’s, and keeps what it knew', () => {
  const data = { facility: { id: 'LAN3', liaisonDiversionCaseload: { edges: [{ node: { id: 'episode-1', person: { id: 'person-3' } } }] } } }

  expect(noteSeen(data, { identityRecord: 'record-1' })).toEqual({ person: 'person-3', identityRecord: 'record-1' })
})

test('notes an NHS number, and no other number, and forgets it when the role changes', () => {
  const identifiers = [
    { type: 'PRISON_NUMBER', value: 'A1234BC' },
    { type: 'NHS_NUMBER', value: '9990000034' }
  ]

  const seen = noteSeen({ person: { id: 'person-1', records: [{ id: 'record-1', identifiers }] } }, {})

  expect(seen).toEqual({ person: 'person-1', identityRecord: 'record-1', nhsNumber: '9990000034' })
  expect(keepIds(seen)).toEqual({ person: 'person-1', identityRecord: 'record-1' })
})

test('an answer without data changes nothing', () => {
  expect(noteSeen(null, { person: 'person-1' })).toEqual({ person: 'person-1' })
})
