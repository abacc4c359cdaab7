import { writeDown } from '@throughcare/test/support/identities'
import { openPeople, type People } from '@throughcare/test/support/people'
import { practitioner } from '@throughcare/test/support/personas'

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

const withdraw = (identityRecordId: string) =>
  people.call(practitioner, 'withdrawDeath', { identityRecordId, reason: 'It was somebody else.' }, 'isWithdrawal diedOn reason')

test('withdrawDeath takes a death back, tells every room, and leaves both lines', async () => {
  const { id, person } = await writeDown(people, practitioner)
  const input = { identityRecordId: id, diedOn: '2026-01-02', source: 'POLICE', reason: 'The police rang the court.' }
  await people.call(practitioner, 'recordDeath', input, 'id')

  const { result, errors } = await withdraw(id)

  expect(errors).toEqual([])
  expect(result).toEqual({ isWithdrawal: true, diedOn: null, reason: 'It was somebody else.' })
  const { data } = await people.ask(practitioner, 'query ($id: ID!) { person(id: $id) { isDeceased deathRecords { id } } }', { id: person.id })
  expect(data?.person.isDeceased).toBe(false)
  expect(data?.person.deathRecords).toHaveLength(2)
  expect((await people.eventsOf(id)).at(-1)).toMatchObject({ type: 'people.death-recorded', payload: { diedOn: null } })
})

test('withdrawDeath refuses where no death is recorded', async () => {
  const { id } = await writeDown(people, practitioner)

  expect((await withdraw(id)).errors).toMatchObject([{ code: 'CONFLICT' }])
})
