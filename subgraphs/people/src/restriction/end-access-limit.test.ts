import { writeDown } from '@throughcare/test/support/identities'
import { openPeople, type People } from '@throughcare/test/support/people'
import { persona, practitioner } from '@throughcare/test/support/personas'

const manager = persona('ld-manager')
const officer = persona('privacy-officer')
const record = 'query ($id: ID!) { identityRecord(id: $id) { id } }'

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

async function limited(kind: string): Promise<{ id: string; limitId: string }> {
  const { id } = await writeDown(people, practitioner)
  const { result } = await people.call(manager, 'limitAccess', { identityRecordId: id, kind, subjects: ['kim'], reason: 'Kim lives next door to them.' })
  return { id, limitId: result.id }
}
const end = (limitId: string, expectedVersion = 1) =>
  people.call(officer, 'endAccessLimit', { accessLimitId: limitId, expectedVersion }, 'isInForce endedBy version')

test.each(['EXCLUSION', 'RESTRICTION'])('endAccessLimit ends an %s: the person is there again for the team', async (kind) => {
  const { id, limitId } = await limited(kind)

  const { result, errors } = await end(limitId)

  expect(errors).toEqual([])
  expect(result).toEqual({ isInForce: false, endedBy: officer.subject, version: 2 })
  for (const subject of ['kim', 'lou']) expect((await people.ask(persona('ld-practitioner', { subject }), record, { id })).errors).toEqual([])
  expect((await people.eventsOf(id)).at(-1)).toMatchObject({ type: 'people.access-limited', payload: { isEnded: true } })
})

test('endAccessLimit refuses an old version, and one that has ended', async () => {
  const { limitId } = await limited('EXCLUSION')

  expect((await end(limitId, 0)).errors).toMatchObject([{ code: 'CONFLICT' }])
  await end(limitId)
  expect((await end(limitId, 2)).errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('ended already') }])
})
