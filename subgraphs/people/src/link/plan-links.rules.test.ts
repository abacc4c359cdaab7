import { pairKey } from './assertion.rules.ts'
import type { LinkDecisions, PairDecision } from './decide-link.rules.ts'
import { normaliseIdentity } from './identity.rules.ts'
import { planLinks, whyNotSame } from './plan-links.rules.ts'

let serial = 0
const newId = () => `new-${(serial += 1)}`
beforeEach(() => void (serial = 0))

function pair(one: string, other: string, decision: PairDecision['decision'], changes: Partial<PairDecision> = {}): PairDecision {
  return { one, other, decision, weight: 25, reason: null, decidedBy: 'MODEL', modelVersion: 'test', ...changes }
}
const plan = (clusters: string[][], standing: Record<string, string> = {}, changes: { pairs?: PairDecision[]; leaving?: string } = {}) =>
  planLinks({ clusters, pairs: changes.pairs ?? [] } as LinkDecisions, { personOf: new Map(Object.entries(standing)), leaving: changes.leaving, newId })
const moves = (found: ReturnType<typeof plan>) => found.moves.map(({ recordId, from, to }) => `${recordId}: ${from} to ${to}`)

describe('what has to change so that links are as decided', () => {
  test('nothing, where they are so already', () => {
    expect(plan([['a', 'b'], ['c']], { a: 'p', b: 'p', c: 'q' }).moves).toEqual([])
  })

  test('a new record joins the person of those it is like', () => {
    expect(moves(plan([['a', 'b']], { a: 'p' }))).toEqual(['b: null to p'])
  })

  test('a new record like no other becomes a person of its own', () => {
    expect(moves(plan([['a']]))).toEqual(['a: null to new-1'])
  })

  test('of two persons that join, the one with more records keeps its id', () => {
    expect(moves(plan([['a', 'b', 'c']], { a: 'p', b: 'q', c: 'q' }))).toEqual(['a: p to q'])
  })

  test('of two halves of a person, one keeps the id', () => {
    expect(moves(plan([['a'], ['b', 'c']], { a: 'p', b: 'p', c: 'p' }))).toEqual(['a: p to new-1'])
  })

  test('a record that somebody says is another person takes no id along, even where it would be its turn', () => {
    expect(moves(plan([['a'], ['b']], { a: 'p', b: 'p' }, { leaving: 'a' }))).toEqual(['a: p to new-1'])
    expect(moves(plan([['a'], ['b']], { a: 'p', b: 'p' }, { leaving: 'b' }))).toEqual(['b: p to new-2'])
  })

  test('each move carries the linked pair that speaks most for it, and who is there', () => {
    const pairs = [pair('a', 'b', 'link', { weight: 21 }), pair('b', 'c', 'link', { weight: 30 }), pair('a', 'c', 'review', { weight: 40 })]
    const [move] = plan([['a', 'b', 'c']], { a: 'p', c: 'p' }, { pairs }).moves

    expect(move).toMatchObject({ recordId: 'b', companions: ['a', 'c'], by: { one: 'b', other: 'c', weight: 30 } })
  })

  test('a pair is for a human where it was decided so: in between, or for the reason that held it', () => {
    const pairs = [pair('a', 'b', 'review', { weight: 12 }), pair('c', 'd', 'review', { reason: 'NO_LEAD' }), pair('e', 'f', 'apart'), pair('g', 'h', 'link')]

    expect([...plan([], {}, { pairs }).reviews]).toEqual([
      [pairKey('a', 'b'), 'BETWEEN'],
      [pairKey('c', 'd'), 'NO_LEAD']
    ])
  })
})

describe('whether a human may call two records one person', () => {
  const holding = (id: string, value?: string, isVerified = true) =>
    normaliseIdentity({ id, names: [], identifiers: value ? [{ type: 'NHS_NUMBER', value, isVerified }] : [] })

  test('they may, whatever the model weighs', () => {
    expect(whyNotSame('a', { companions: [holding('a', '9990000018'), holding('b', '9990000018')], parted: [] })).toBeNull()
    expect(whyNotSame('a', { companions: [holding('a'), holding('b', '9990000018')], parted: [] })).toBeNull()
  })

  test('not over two different verified NHS numbers, but over one that nobody verified', () => {
    expect(whyNotSame('a', { companions: [holding('a', '9990000018'), holding('b', '9990000026')], parted: [] })).toContain(
      'two different verified NHS numbers'
    )
    expect(whyNotSame('a', { companions: [holding('a', '9990000018'), holding('b', '9990000026', false)], parted: [] })).toBeNull()
  })

  test('not over what somebody decided about two other records, but over what was decided about this one', () => {
    const companions = ['a', 'b', 'c'].map((id) => holding(id))

    expect(whyNotSame('a', { companions, parted: [{ recordId: 'b', otherRecordId: 'c' }] })).toContain('two other records')
    expect(whyNotSame('a', { companions, parted: [{ recordId: 'a', otherRecordId: 'c' }] })).toBeNull()
  })
})
