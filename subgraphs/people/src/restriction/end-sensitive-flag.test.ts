import { meetOnePerson, openPeople, type People } from '@throughcare/test/support/people'
import { navigator, practitioner } from '@throughcare/test/support/personas'

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

test('endSensitiveFlag opens the places of its record to who may read it, once no other record of the person is flagged', async () => {
  const { ofLiaisonDiversion, ofReconnect } = await meetOnePerson(people)
  const sister = 'team:RW5/RECONNECT'
  const reason = 'Asked; fears nobody at all.'
  await people.call(practitioner, 'recordConsent', { identityRecordId: ofLiaisonDiversion, purpose: 'SHARE_SISTER_SERVICE', decision: 'GIVEN' }, 'id')
  await people.call(navigator, 'flagSensitive', { identityRecordId: ofReconnect, reason: 'Asked; fears a former partner.' }, 'id')

  const { result, errors } = await people.call(practitioner, 'endSensitiveFlag', { identityRecordId: ofLiaisonDiversion, reason }, 'state')

  expect(errors).toEqual([])
  expect(result).toEqual({ state: 'CLEAR' })
  expect(await people.levels(ofLiaisonDiversion, sister)).toEqual(['know', 'read'])

  await people.call(navigator, 'endSensitiveFlag', { identityRecordId: ofReconnect, reason }, 'id')

  expect(await people.levels(ofLiaisonDiversion, sister)).toEqual(['know', 'location', 'read'])
  expect((await people.eventsOf(ofLiaisonDiversion)).at(-1)).toMatchObject({ type: 'people.sensitive-flag-set', payload: { state: 'CLEAR' } })
})
