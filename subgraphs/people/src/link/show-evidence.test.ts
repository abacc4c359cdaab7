import type { Principal } from '@throughcare/kit/principal'
import { writeDown } from '@throughcare/test/support/identities'
import { openPeople, type People } from '@throughcare/test/support/people'
import { navigator, practitioner } from '@throughcare/test/support/personas'

const evidence = 'weight evidence { field outcome level weight }'
const ofRecord = `query ($id: ID!) { identityRecord(id: $id) { links { ${evidence} } } }`
const ofReviews = `{ linkReviews(first: 100) { edges { node { identityRecord { id } otherIdentityRecord { id } ${evidence} } } } }`

type Shown = { weight: number; evidence: { field: string; outcome: string; level: string; weight: number }[] }

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

const placeOf = ({ evidence: fields }: Shown) => fields.find(({ field }) => field === 'postcode')?.level
const sumOf = ({ evidence: fields }: Shown) => fields.reduce((sum, { weight }) => sum + weight, 0)
const linkOf = async (id: string, by: Principal): Promise<Shown> => (await people.ask(by, ofRecord, { id })).data?.identityRecord.links[0]
async function reviewOf(id: string, by: Principal): Promise<Shown> {
  const { node } = (await people.ask(by, ofReviews)).data?.linkReviews.edges.find(({ node: found }: { node: Record<string, { id: string } | null> }) =>
    [found.identityRecord?.id, found.otherIdentityRecord?.id].includes(id)
  )
  return node
}

/** Somebody whom Liaison & Diversion and another team, or the same, have written down with one postcode. */
async function met(family: string, { by, birthDate = '1988-12-24' }: { by: Principal; birthDate?: string }) {
  const said = { name: { given: 'Example', family }, addresses: [{ postcode: 'LA3 8QQ' }] }
  const first = await writeDown(people, practitioner, said)
  return { first: first.id, second: (await writeDown(people, by, { ...said, birthDate })).id }
}

async function open(identityRecordId: string): Promise<void> {
  const given = { identityRecordId, purpose: 'SHARE_SISTER_SERVICE', decision: 'GIVEN' }
  expect((await people.call(practitioner, 'recordConsent', given, 'id')).errors).toEqual([])
}
const clear = async (identityRecordId: string) =>
  void expect((await people.call(practitioner, 'endSensitiveFlag', { identityRecordId, reason: 'Asked them: nobody to fear.' }, 'id')).errors).toEqual([])

describe('what evidence says of places is shown', () => {
  test('within the team whose records they are', async () => {
    const { second } = await met('Ownplace', { by: practitioner })

    expect(placeOf(await linkOf(second, practitioner))).toBe('exact')
  })

  test('of a link to another team’s record to whoever may see its places, and to nobody who only reads it', async () => {
    const { first, second } = await met('Linkedplace', { by: navigator })
    const unread = await linkOf(second, navigator)
    await open(first)
    const read = await linkOf(second, navigator)
    await clear(first)
    const seen = await linkOf(second, navigator)

    expect([unread, read, seen].map(placeOf)).toEqual(['withheld', 'withheld', 'exact'])
    expect(read.weight - sumOf(read)).toBeCloseTo(seen.weight - sumOf(seen), 3)
    expect(seen.weight).toBeGreaterThan(read.weight + 5)
  })

  test('of a pair that waits for a human likewise', async () => {
    const { first, second } = await met('Reviewedplace', { by: navigator, birthDate: '1988-12-25' })
    const unread = await reviewOf(second, navigator)
    await open(first)
    await clear(first)
    const seen = await reviewOf(second, navigator)

    expect([unread, seen].map(placeOf)).toEqual(['withheld', 'exact'])
    expect(seen.weight).toBeGreaterThan(unread.weight + 5)
  })
})
