import { meetOnePerson, openPeople, type People } from '@throughcare/test/support/people'
import { writeDown } from '@throughcare/test/support/identities'
import { navigator, practitioner } from '@throughcare/test/support/personas'

const person = 'query ($id: ID!) { person(id: $id) { isDeceased deathDate deathSource deathRecords { diedOn source reason } records { id } } }'
const reason = 'The coroner wrote to us.'

let people: People
beforeAll(async () => void (people = await openPeople({ now: () => new Date('2026-05-05T10:00:00Z') })))
afterAll(() => people.close())

describe('recordDeath', () => {
  test('is known wherever the person is known, keeps the records, and tells every record of the person', async () => {
    const { ofLiaisonDiversion, ofReconnect, elsewhere, personId } = await meetOnePerson(people)

    const { errors } = await people.call(
      practitioner,
      'recordDeath',
      { identityRecordId: ofLiaisonDiversion, diedOn: '2026-05-04', source: 'CORONER', reason },
      'id'
    )

    expect(errors).toEqual([])
    expect((await people.ask(practitioner, person, { id: personId })).data?.person).toEqual({
      isDeceased: true,
      deathDate: '2026-05-04',
      deathSource: 'CORONER',
      deathRecords: [{ diedOn: '2026-05-04', source: 'CORONER', reason }],
      records: [{ id: ofLiaisonDiversion }]
    })
    expect((await people.ask(navigator, person, { id: personId })).data?.person).toMatchObject({ isDeceased: true, deathRecords: [] })
    for (const id of [ofLiaisonDiversion, ofReconnect, elsewhere])
      expect(await people.eventsOf(id)).toContainEqual(
        expect.objectContaining({ type: 'people.death-recorded', payload: expect.objectContaining({ recordId: id, diedOn: '2026-05-04', source: 'CORONER' }) })
      )
  })

  test('a later line corrects an earlier one, and both stay', async () => {
    const { id, person: someone } = await writeDown(people, practitioner)
    const record = (diedOn: string) => people.call(practitioner, 'recordDeath', { identityRecordId: id, diedOn, source: 'FAMILY', reason }, 'id')
    await record('2026-05-01')
    await people.rows("update people.death set recorded_at = recorded_at - interval '1 minute' where record_id = $1", id)

    await record('2026-05-02')

    const { data } = await people.ask(practitioner, person, { id: someone.id })
    expect(data?.person.deathDate).toBe('2026-05-02')
    expect(data?.person.deathRecords.map(({ diedOn }: { diedOn: string }) => diedOn)).toEqual(['2026-05-02', '2026-05-01'])
  })

  test.each([
    ['of tomorrow', { diedOn: '2026-05-06' }],
    ['before birth', { diedOn: '1988-12-23' }],
    ['believed for no reason', { reason: 'Heard.' }]
  ])('refuses a death %s', async (_, changes) => {
    const { id } = await writeDown(people, practitioner)
    const input = { identityRecordId: id, diedOn: '2026-05-04', source: 'FAMILY', reason, ...changes }

    expect((await people.call(practitioner, 'recordDeath', input, 'id')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect(await people.rows('select 1 from people.death where record_id = $1', id)).toEqual([])
  })
})
