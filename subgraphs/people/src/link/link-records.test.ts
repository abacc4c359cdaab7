import { room } from '@throughcare/people'
import { writeDown } from '@throughcare/test/support/identities'
import { practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const linkRecords =
  'mutation ($input: LinkRecordsInput!) { linkRecords(input: $input) { id version person { id records { id } } links { evidence unlinkedAt } } }'

let people: TestRoom
beforeAll(async () => void (people = await openTestRoom(room)))
afterAll(() => people.close())

const link = (input: object) =>
  people.ask(practitioner, linkRecords, { input: { reason: 'Same custody photograph', expectedVersion: 1, idempotencyKey: crypto.randomUUID(), ...input } })

describe('linkRecords', () => {
  test('links a record to the person of another, keeping the old link with its end', async () => {
    const [one, other] = [await writeDown(people, practitioner), await writeDown(people, practitioner)]

    const { data, errors } = await link({ identityRecordId: one.id, toIdentityRecordId: other.id })

    expect(errors).toEqual([])
    expect(data?.linkRecords).toMatchObject({
      version: 2,
      person: { id: other.person.id },
      links: [
        { evidence: 'HUMAN', unlinkedAt: null },
        { evidence: 'NEW_PERSON', unlinkedAt: expect.any(String) }
      ]
    })
    expect(data?.linkRecords.person.records.map(({ id }: { id: string }) => id).sort()).toEqual([one.id, other.id].sort())
  })

  test('leaves the event that every room and the audit follow, and says anew who may read both records', async () => {
    const [one, other] = [await writeDown(people, practitioner), await writeDown(people, practitioner)]
    await link({ identityRecordId: one.id, toIdentityRecordId: other.id })

    const events = await people.rows<{ type: string; record_id: string }>(
      "select type, record_id from people.outbox where record_id in ($1, $2) and id > (select max(id) from people.outbox where type = 'people.identity-recorded' and record_id in ($1, $2)) order by id",
      one.id,
      other.id
    )

    expect(events[0]).toEqual({ type: 'people.record-linked', record_id: one.id })
    expect(
      events
        .slice(1)
        .map(({ record_id }) => record_id)
        .sort()
    ).toEqual([one.id, other.id].sort())
  })

  test('refuses two records with different verified NHS numbers', async () => {
    const one = await writeDown(people, practitioner, { identifiers: [{ type: 'NHS_NUMBER', value: '9990000050', isVerified: true }] })
    const other = await writeDown(people, practitioner, { identifiers: [{ type: 'NHS_NUMBER', value: '9990000069', isVerified: true }] })

    const { errors } = await link({ identityRecordId: one.id, toIdentityRecordId: other.id })

    expect(errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('two different verified NHS numbers') }])
  })

  test('refuses what is linked already, a record read too long ago, and a link without a reason', async () => {
    const [one, other] = [await writeDown(people, practitioner), await writeDown(people, practitioner)]
    const ids = { identityRecordId: one.id, toIdentityRecordId: other.id }

    expect((await link({ ...ids, expectedVersion: 7 })).errors).toMatchObject([{ code: 'CONFLICT' }])
    expect((await link({ ...ids, reason: ' ' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    await link(ids)
    expect((await link({ ...ids, expectedVersion: 2 })).errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('already linked') }])
  })
})
