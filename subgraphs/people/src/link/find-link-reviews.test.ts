import { room } from '@throughcare/people'
import { writeDown } from '@throughcare/test/support/identities'
import { practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const linkReviews = `query ($first: Int, $after: String) { linkReviews(first: $first, after: $after) { edges { cursor node {
  weight because modelVersion identityRecord { id } otherIdentityRecord { id } preview { records moved } evidence { field outcome level weight } } } pageInfo { hasNextPage endCursor } } }`
const decideLink = 'mutation ($input: DecideLinkInput!) { decideLink(input: $input) { id } }'

type Compared = { field: string; outcome: string }
type Edge = { cursor: string; node: Record<'identityRecord' | 'otherIdentityRecord', { id: string }> & { weight: number; evidence: Compared[] } }

let people: TestRoom
beforeAll(async () => void (people = await openTestRoom(room)))
afterAll(() => people.close())

const write = (family: string, changes: object = {}) =>
  writeDown(people, practitioner, { name: { given: 'Testina', family }, birthDate: '1984-03-05', addresses: [{ postcode: 'LA1 1AA' }], ...changes })
const reviews = async (variables: object = {}) => (await people.ask(practitioner, linkReviews, { ...variables })).data?.linkReviews
const idsOf = ({ node }: Edge) => [node.identityRecord.id, node.otherIdentityRecord.id].sort()

describe('linkReviews', () => {
  test('lists a misspelt second record, side by side with what agrees, is alike, differs and is missing, until a human decides', async () => {
    const [one, other] = [await write('Reviewson'), await write('Reveiwson', { sex: 'FEMALE', identifiers: [{ type: 'CRN', value: 'X123456' }] })]

    const [edge] = (await reviews()).edges

    expect(idsOf(edge)).toEqual([one.id, other.id].sort())
    expect(edge.node).toMatchObject({ because: 'BETWEEN', preview: { records: 2, moved: 1 }, modelVersion: expect.any(String) })
    const outcomes = Object.fromEntries(edge.node.evidence.map(({ field, outcome }: Compared) => [field, outcome]))
    expect(outcomes).toMatchObject({ givenName: 'MATCH', familyName: 'CLOSE', birthDate: 'MATCH', postcode: 'MATCH', sex: 'MISMATCH', address: 'BLANK' })

    const input = {
      identityRecordId: one.id,
      otherIdentityRecordId: other.id,
      verdict: 'DIFFERENT',
      reason: 'Sisters',
      expectedVersion: 1,
      idempotencyKey: 'd'
    }
    await people.ask(practitioner, decideLink, { input })
    expect((await reviews()).edges).toEqual([])
  })

  test('goes through the pairs strongest first, a page at a time, in the same number of statements however many there are', async () => {
    for (const family of ['Pagerson', 'Tallowson', 'Quillerson', 'Umberson']) {
      await write(family, { birthDate: '1971-09-08' })
      await write(`${family}e`, { birthDate: '1971-09-08' })
    }
    people.statements()
    const first = await reviews({ first: 1 })
    const one = people.statements().length
    const next = await reviews({ first: 2, after: first.pageInfo.endCursor })
    const two = people.statements().length
    const all = await reviews({ first: 100 })

    expect(two).toBe(one)
    expect(all.edges.length).toBeGreaterThanOrEqual(4)
    expect([...first.edges, ...next.edges].map(({ cursor }: Edge) => cursor)).toEqual(all.edges.slice(0, 3).map(({ cursor }: Edge) => cursor))
    const weights = all.edges.map(({ node }: Edge) => node.weight)
    expect(weights).toEqual(weights.toSorted((a: number, b: number) => b - a))
  })
})
