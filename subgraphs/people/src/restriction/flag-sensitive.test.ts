import { writeDown } from '@throughcare/test/support/identities'
import { openPeople, type People } from '@throughcare/test/support/people'
import { navigator, practitioner } from '@throughcare/test/support/personas'

const places = 'query ($id: ID!) { identityRecord(id: $id) { name { family } addresses { postcode } sensitiveFlag { state } } }'

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

async function shared(): Promise<string> {
  const { id } = await writeDown(people, practitioner, { addresses: [{ postcode: 'BB1 3HT' }] })
  await people.call(practitioner, 'recordConsent', { identityRecordId: id, purpose: 'SHARE_SISTER_SERVICE', decision: 'GIVEN' }, 'id')
  return id
}
const seenBy = async (principal: typeof navigator, id: string) => (await people.ask(principal, places, { id })).data?.identityRecord

describe('the places of a person', () => {
  test('are kept from the sister service where nobody was asked, though it reads the record', async () => {
    const id = await shared()

    expect(await seenBy(navigator, id)).toEqual({ name: { family: 'Personson' }, addresses: null, sensitiveFlag: null })
    expect(await seenBy(practitioner, id)).toMatchObject({ addresses: [{ postcode: 'BB1 3HT' }] })
  })

  test('flagSensitive keeps them from it again, and leaves what was said', async () => {
    const id = await shared()
    await people.call(practitioner, 'endSensitiveFlag', { identityRecordId: id, reason: 'Asked; fears nobody at all.' }, 'id')
    const open = await seenBy(navigator, id)

    const { result, errors } = await people.call(
      practitioner,
      'flagSensitive',
      { identityRecordId: id, reason: 'Asked; fears a former partner.' },
      'state reason recordedBy'
    )

    expect(errors).toEqual([])
    expect(open).toMatchObject({ addresses: [{ postcode: 'BB1 3HT' }] })
    expect(result).toEqual({ state: 'SENSITIVE', reason: 'Asked; fears a former partner.', recordedBy: practitioner.subject })
    expect(await seenBy(navigator, id)).toMatchObject({ addresses: null, sensitiveFlag: { state: 'SENSITIVE' } })
    expect(await seenBy(practitioner, id)).toMatchObject({ addresses: [{ postcode: 'BB1 3HT' }] })
    const events = await people.eventsOf(id)
    expect(events.at(-1)).toMatchObject({ type: 'people.sensitive-flag-set', payload: { state: 'SENSITIVE' } })
    expect(JSON.stringify(events)).not.toContain('partner')
  })

  test('refuses a reason that says nothing', async () => {
    const id = await shared()

    expect((await people.call(practitioner, 'flagSensitive', { identityRecordId: id, reason: 'Asked.' }, 'id')).errors).toMatchObject([
      { code: 'BAD_USER_INPUT' }
    ])
  })

  test('of a person are gathered from the records whose places the caller may see, and from no other', async () => {
    const nhsNumber = {
      name: { given: 'Placida', family: 'Gatherson' },
      birthDate: '1962-12-05',
      identifiers: [{ type: 'NHS_NUMBER', value: '9990000158', isVerified: true }]
    }
    const { id } = await writeDown(people, practitioner, { ...nhsNumber, addresses: [{ postcode: 'BB1 3HT' }] })
    const { id: own, person } = await writeDown(people, navigator, { ...nhsNumber, addresses: [{ postcode: 'LA1 1AA' }, { postcode: 'bb13ht' }] })
    await people.call(practitioner, 'recordConsent', { identityRecordId: id, purpose: 'SHARE_SISTER_SERVICE', decision: 'GIVEN' }, 'id')
    const query = 'query ($id: ID!) { person(id: $id) { records { id } addresses { address { postcode } record { id } records } } }'
    const seen = async (principal = navigator) => (await people.ask(principal, query, { id: person.id })).data?.person

    const closed = await seen()
    for (const [principal, identityRecordId] of [
      [practitioner, id],
      [navigator, own]
    ] as const)
      await people.call(principal, 'endSensitiveFlag', { identityRecordId, reason: 'Asked; fears nobody at all.' }, 'id')
    const open = await seen()

    expect(closed.records).toHaveLength(2)
    expect(closed.addresses.map(({ record, records }: { record: { id: string }; records: number }) => [record.id, records])).toEqual([
      [own, 1],
      [own, 1]
    ])
    expect(open.addresses).toContainEqual({ address: { postcode: 'BB1 3HT' }, record: { id: own }, records: 2 })
  })
})
