import { writeDown } from '@throughcare/test/support/identities'
import { override } from '@throughcare/test/support/overrides'
import { openPeople, type People } from '@throughcare/test/support/people'
import { practitioner } from '@throughcare/test/support/personas'

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

test('endOverride closes what it opened, and leaves what was said', async () => {
  const { id } = await writeDown(people, practitioner)
  const { result: standing } = await people.call(practitioner, 'recordOverride', override(id))

  const { result, errors } = await people.call(practitioner, 'endOverride', { overrideId: standing.id, expectedVersion: 1 }, 'isInForce version reason')

  expect(errors).toEqual([])
  expect(result).toEqual({ isInForce: false, version: 2, reason: 'A child of the household is at risk.' })
  expect(await people.levels(id, 'team:RW5/RECONNECT')).toEqual(['know'])
  expect((await people.eventsOf(id)).at(-1)).toMatchObject({ type: 'people.override-recorded', actor: practitioner.subject, payload: { isEnded: true } })
})

test('endOverride refuses an old version, and one that has ended', async () => {
  const { id } = await writeDown(people, practitioner)
  const { result: standing } = await people.call(practitioner, 'recordOverride', override(id))
  const end = (expectedVersion: number) => people.call(practitioner, 'endOverride', { overrideId: standing.id, expectedVersion })

  expect((await end(0)).errors).toMatchObject([{ code: 'CONFLICT' }])
  expect((await end(1)).errors).toEqual([])
  expect((await end(2)).errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('ended already') }])
})
