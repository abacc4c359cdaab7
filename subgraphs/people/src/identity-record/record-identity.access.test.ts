import { room } from '@throughcare/people'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const recordIdentity = 'mutation ($input: RecordIdentityInput!) { recordIdentity(input: $input) { id person { id } } }'
const identityRecord = 'query ($id: ID!) { identityRecord(id: $id) { name { family } } }'
const person = 'query ($id: ID!) { person(id: $id) { name { family } records { service } } }'
const search = 'query ($where: PeopleFilter!) { people(where: $where) { edges { node { id } } } }'

const someone = {
  name: { given: 'Permitted', family: 'Readerton' },
  birthDate: '1979-08-09',
  sex: 'MALE',
  identifiers: [{ type: 'NHS_NUMBER', value: '9990000042', isVerified: true }]
}
const input = (sourceKey: string) => ({ sourceSystem: 'access-test', sourceKey, ...someone, idempotencyKey: crypto.randomUUID() })

let people: TestRoom
let recordId: string
let personId: string

beforeAll(async () => {
  people = await openTestRoom(room)
  const { data } = await people.ask(practitioner, recordIdentity, { input: input('ld') })
  recordId = data?.recordIdentity.id
  personId = data?.recordIdentity.person.id
})
afterAll(() => people.close())

describe('who may write and read an identity record', () => {
  test.each(['ld-peer-support-worker', 'commissioner', 'court-recipient', 'directory-editor', 'privacy-officer'] as const)(
    '%s may not write one',
    async (role) => {
      const { errors } = await people.ask(persona(role), recordIdentity, { input: input(role) })

      expect(errors).toMatchObject([{ code: 'FORBIDDEN' }])
      expect(await people.rows('select 1 from people.identity_record where source_key = $1', role)).toEqual([])
    }
  )

  test('another organisation finds nothing: neither the record, nor the person, nor by search', async () => {
    const other = stranger('ld-practitioner')

    expect((await people.ask(other, identityRecord, { id: recordId })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await people.ask(other, person, { id: personId })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await people.ask(other, search, { where: { identifier: { type: 'NHS_NUMBER', value: '9990000042' } } })).data?.people.edges).toEqual([])
  })

  test('another organisation is told the same of a record that does not exist', async () => {
    const unknown = await people.ask(stranger('ld-practitioner'), identityRecord, { id: crypto.randomUUID() })
    const hidden = await people.ask(stranger('ld-practitioner'), identityRecord, { id: recordId })

    expect(hidden).toEqual(unknown)
  })

  test('the sister service, having met the same person, sees them through its own record only', async () => {
    const { data } = await people.ask(navigator, recordIdentity, { input: input('rc') })

    const seen = await people.ask(navigator, person, { id: data?.recordIdentity.person.id })

    expect(data?.recordIdentity.person.id).toBe(personId)
    expect(seen.data?.person.records).toEqual([{ service: 'RECONNECT' }])
  })

  test('a peer worker sees nobody who was not assigned to them', async () => {
    expect((await people.ask(persona('ld-peer-support-worker'), person, { id: personId })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('whoever is barred by name sees nothing, though their team does', async () => {
    await people.rows(
      "insert into people.record_access (record_id, audience, level, service, version) values ($1, $2, 'barred', 'LIAISON_DIVERSION', 99)",
      recordId,
      'subject:barred-colleague'
    )

    const barred = await people.ask(persona('ld-practitioner', { subject: 'barred-colleague' }), identityRecord, { id: recordId })

    expect(barred.errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await people.ask(practitioner, identityRecord, { id: recordId })).data?.identityRecord.name.family).toBe('Readerton')
  })
})
