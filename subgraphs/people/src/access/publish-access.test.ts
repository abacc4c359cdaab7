import { createRoom } from '@throughcare/people'
import { writeDown } from '@throughcare/test/support/identities'
import { meetOnePerson } from '@throughcare/test/support/people'
import { navigator, practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const record = 'query ($id: ID!) { identityRecord(id: $id) { id } }'
const recordConsent = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }'
const recordIdentity = 'mutation ($input: RecordIdentityInput!) { recordIdentity(input: $input) { version } }'

describe('where the sister services share on a relationship of care', () => {
  let people: TestRoom
  beforeAll(async () => void (people = await openTestRoom(createRoom('RELATIONSHIP'))))
  afterAll(() => people.close())

  test('a team that has met the person reads what the sister holds, until the person objects', async () => {
    const { ofLiaisonDiversion } = await meetOnePerson(people)
    const met = await people.ask(navigator, record, { id: ofLiaisonDiversion })

    const input = { identityRecordId: ofLiaisonDiversion, purpose: 'SHARE_SISTER_SERVICE', decision: 'OBJECTED', idempotencyKey: crypto.randomUUID() }
    await people.ask(practitioner, recordConsent, { input })

    expect(met.errors).toEqual([])
    expect((await people.ask(navigator, record, { id: ofLiaisonDiversion })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

describe('what access rests on', () => {
  let people: TestRoom
  beforeAll(async () => void (people = await openTestRoom(createRoom('CONSENT'), { now: () => new Date('2026-06-01T12:00:00Z') })))
  afterAll(() => people.close())

  const sister = (recordId: string) => people.rows("select level from people.record_access where record_id = $1 and audience = 'team:RW5/RECONNECT'", recordId)

  test('is weighed anew when another date of birth is believed: a child is not there for RECONNECT', async () => {
    const source = { sourceSystem: 'test', sourceKey: crypto.randomUUID(), name: { given: 'Example', family: 'Personson' }, sex: 'MALE' }
    const { id } = await writeDown(people, practitioner, { ...source, birthDate: '2008-06-02' })
    const asChild = await sister(id)

    const input = { ...source, birthDate: '2008-06-01', expectedVersion: 1, idempotencyKey: crypto.randomUUID() }
    const { errors } = await people.ask(practitioner, recordIdentity, { input })

    expect(errors).toEqual([])
    expect([asChild, await sister(id)]).toEqual([[], [{ level: 'know' }]])
  })

  test('where persons stand costs as many statements for three as for one', async () => {
    const persons = [await meetOnePerson(people), await meetOnePerson(people), await meetOnePerson(people)].map(({ personId }) => personId)
    const stand = '{ consentPositions { standing } consentOverrides { id } consents { id } isDeceased deathRecords { id } records { sensitiveFlag { state } } }'
    const ask = async (ids: string[]) => {
      people.statements()
      const { errors } = await people.ask(practitioner, `query { ${ids.map((id, place) => `p${place}: person(id: "${id}") ${stand}`).join(' ')} }`)
      expect(errors).toEqual([])
      return people.statements().length
    }

    expect(await ask(persons)).toBe(await ask(persons.slice(0, 1)))
  })
})
