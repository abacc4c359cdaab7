import { room } from '@throughcare/people'
import { writeDown } from '@throughcare/test/support/identities'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const decideLink = 'mutation ($input: DecideLinkInput!) { decideLink(input: $input) { id } }'
const linkReviews = '{ linkReviews { edges { node { identityRecord { id } otherIdentityRecord { id } evidence { field outcome } } } } }'

type Edge = { node: Record<'identityRecord' | 'otherIdentityRecord', { id: string } | null> & { evidence: object[] } }

let people: TestRoom
let input: object
beforeAll(async () => {
  people = await openTestRoom(room)
  const details = { name: { given: 'Testina', family: 'Reviewson' }, birthDate: '1984-03-05', addresses: [{ postcode: 'LA1 1AA' }] }
  const one = await writeDown(people, practitioner, details)
  const other = await writeDown(people, navigator, { ...details, name: { given: 'Testina', family: 'Reveiwson' } })
  input = { identityRecordId: one.id, otherIdentityRecordId: other.id, verdict: 'SAME', reason: 'Same person', expectedVersion: 1, idempotencyKey: 'key' }
})
afterAll(() => people.close())

describe('who may decide on a link', () => {
  test('another organisation is told that there is no such record, and has nothing to review', async () => {
    expect((await people.ask(stranger('ld-manager'), decideLink, { input })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await people.ask(stranger('ld-manager'), linkReviews)).data?.linkReviews.edges).toEqual([])
  })

  test('the sister service may not decide by a record that is not its own', async () => {
    expect((await people.ask(navigator, decideLink, { input })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test.each(['ld-peer-support-worker', 'service-provider', 'analyst', 'privacy-officer'] as const)('%s may not, nor see the worklist', async (role) => {
    expect((await people.ask(persona(role), decideLink, { input })).errors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect((await people.ask(persona(role), linkReviews)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('nothing was decided by any of them', async () => {
    expect(await people.rows('select 1 from people.link_decision')).toEqual([])
  })

  test('of a pair across the services each sees its own record, and of the other only how it compares', async () => {
    const seen = async (who: typeof practitioner) => (await people.ask(who, linkReviews)).data?.linkReviews.edges.map(({ node }: Edge) => node)

    for (const who of [practitioner, navigator]) {
      const [pair] = await seen(who)
      expect([pair.identityRecord, pair.otherIdentityRecord].filter(Boolean)).toHaveLength(1)
      expect(pair.evidence).toContainEqual({ field: 'familyName', outcome: 'CLOSE' })
    }
  })
})
