import { makeKnown } from '@throughcare/test/support/known-record'
import { eventsOf, openReferrals } from '@throughcare/test/support/onward-referrals'
import { navigator, practitioner } from '@throughcare/test/support/personas'
import type { Answer, TestRoom } from '@throughcare/test/support/room'

const document = 'mutation ($input: SignpostInput!) { signpost(input: $input) { id version toldAt takenUp service { id } need { code } } }'
const ofPersons = `query ($persons: [_Any!]!) { _entities(representations: $persons) { ... on Person {
  signposts { withheld { service reason } edges { node { id toldAt } } } } } }`

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const told = (identityRecordId: string, changes: object = {}) =>
  referrals.ask(practitioner, document, {
    input: { identityRecordId, serviceId: 'service-1', needCode: 'debt', idempotencyKey: crypto.randomUUID(), ...changes }
  })
const person = (recordId: string) => ({ __typename: 'Person', recordId, recordIds: [recordId] })

describe('signpost', () => {
  test('records what the person was told of, and leaves an event of that time', async () => {
    const recordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION' })

    const { data, errors } = await told(recordId, { toldAt: '2026-06-08T10:00:00Z' })

    expect(errors).toEqual([])
    expect(data?.signpost).toMatchObject({
      version: 1,
      toldAt: '2026-06-08T10:00:00.000Z',
      takenUp: null,
      service: { id: 'service-1' },
      need: { code: 'debt' }
    })
    expect(await eventsOf(referrals, data?.signpost)).toEqual([
      {
        type: 'referrals.signposted',
        actor: practitioner.subject,
        occurred_at: new Date('2026-06-08T10:00:00Z'),
        subject_version: 1,
        record_id: recordId,
        payload: { signpostId: data?.signpost.id, serviceId: 'service-1', madeBy: 'LIAISON_DIVERSION', needCode: 'debt' }
      }
    ])
  })

  test.each([
    ['the future', '2026-06-08T12:00:01Z', 'future'],
    ['a time before there were such services', '1900-01-01T00:00:00Z', 'before the year 2000']
  ])('refuses one from %s', async (_, toldAt, message) => {
    const recordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION' })

    expect((await told(recordId, { toldAt })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }])
    expect(await referrals.rows('select 1 from referrals.signpost where record_id = $1', recordId)).toEqual([])
  })
})

describe('Person.signposts', () => {
  test('shows the team its own, newest first, and the sister service that something is withheld', async () => {
    const recordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION' })
    await told(recordId, { toldAt: '2026-06-01T10:00:00Z' })
    await told(recordId, { toldAt: '2026-06-02T10:00:00Z' })

    const own = await referrals.ask(practitioner, ofPersons, { persons: [person(recordId)] })
    const sister = await referrals.ask(navigator, ofPersons, { persons: [person(recordId)] })

    const times = own.data?._entities[0].signposts.edges.map(({ node }: { node: { toldAt: string } }) => node.toldAt.slice(0, 10))
    expect(times).toEqual(['2026-06-02', '2026-06-01'])
    expect(sister.data?._entities[0].signposts).toEqual({ withheld: [{ service: 'LIAISON_DIVERSION', reason: 'CONSENT_REQUIRED' }], edges: null })
  })

  test('takes as many statements for twenty persons as for one', async () => {
    const records: string[] = []
    for (let count = 0; count < 20; count++) {
      const recordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION' })
      await told(recordId)
      records.push(recordId)
    }

    const count = async (recordIds: string[]) => {
      referrals.statements()
      const { data } = await referrals.ask(practitioner, ofPersons, { persons: recordIds.map(person) })
      expect(data?._entities.map((entity: NonNullable<Answer['data']>) => entity.signposts.edges.length)).toEqual(recordIds.map(() => 1))
      return referrals.statements().length
    }

    expect(await count(records)).toBe(await count(records.slice(0, 1)))
  })
})
