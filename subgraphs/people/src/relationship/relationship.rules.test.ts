import { opensRecord, untilOfClaim, whyNotClaim, type RelationshipFact } from './relationship.rules.ts'

const assignment: RelationshipFact = { kind: 'PEER_SUPPORT', subject: 'sam', organisation: 'RW5', service: 'LIAISON_DIVERSION', until: null, endedAt: null }
const own = { organisation: 'RW5', service: 'LIAISON_DIVERSION' } as const

test('a claim runs for 24 hours', () => expect(untilOfClaim(new Date('2026-06-01T12:00:00Z'))).toEqual(new Date('2026-06-02T12:00:00Z')))

test('a claim needs a reason of 15 characters', () => {
  expect(whyNotClaim('x'.repeat(14))).toMatch(/15 characters/)
  expect(whyNotClaim('x'.repeat(15))).toBeNull()
})

test.each([
  ['PEER_SUPPORT', own, true],
  ['PEER_SUPPORT', { ...own, organisation: 'RXX' }, false],
  ['PEER_SUPPORT', { ...own, service: 'RECONNECT' }, false],
  ['ALLOCATED', own, true],
  ['ALLOCATED', { ...own, organisation: 'RXX' }, false],
  ['ALLOCATED', { ...own, service: 'RECONNECT' }, false],
  ['SELF_CLAIMED', { ...own, organisation: 'RXX' }, true],
  ['SELF_CLAIMED', { ...own, service: 'RECONNECT' }, false]
] as const)('%s opens a record of %j: %s', (kind, record, opens) => expect(opensRecord({ ...assignment, kind }, record)).toBe(opens))

test('what has ended opens nothing', () => expect(opensRecord({ ...assignment, endedAt: new Date() }, own)).toBe(false))
