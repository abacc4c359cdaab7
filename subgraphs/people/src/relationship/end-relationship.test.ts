import { meetOnePerson, openPeople, type People } from '@throughcare/test/support/people'
import { persona, stranger } from '@throughcare/test/support/personas'

const visiting = stranger('ld-practitioner')
const officer = persona('privacy-officer')
const record = 'query ($id: ID!) { identityRecord(id: $id) { id } }'

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

test.each([
  ['whoever made it', visiting],
  ['a privacy officer who answers for it', officer]
])('endRelationship by %s closes what the claim opened', async (_, principal) => {
  const { elsewhere, ofLiaisonDiversion } = await meetOnePerson(people)
  const { result: standing } = await people.call(visiting, 'claimRelationship', { identityRecordId: elsewhere, reason: 'On duty where they are held.' })

  const { result, errors } = await people.call(principal, 'endRelationship', { relationshipId: standing.id, expectedVersion: 1 }, 'isInForce endedBy version')

  expect(errors).toEqual([])
  expect(result).toEqual({ isInForce: false, endedBy: principal.subject, version: 2 })
  expect((await people.ask(visiting, record, { id: ofLiaisonDiversion })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  expect((await people.eventsOf(elsewhere)).at(-1)).toMatchObject({ type: 'people.relationship-ended', actor: principal.subject })
})

test('endRelationship refuses an old version, and one that has ended', async () => {
  const { elsewhere } = await meetOnePerson(people)
  const { result: standing } = await people.call(visiting, 'claimRelationship', { identityRecordId: elsewhere, reason: 'On duty where they are held.' })
  const end = (expectedVersion: number) => people.call(visiting, 'endRelationship', { relationshipId: standing.id, expectedVersion })

  expect((await end(0)).errors).toMatchObject([{ code: 'CONFLICT' }])
  await end(1)
  expect((await end(2)).errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('already') }])
})
