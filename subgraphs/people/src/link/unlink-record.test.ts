import { room } from '@throughcare/people'
import { writeDown } from '@throughcare/test/support/identities'
import { practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const unlinkRecord = 'mutation ($input: UnlinkRecordInput!) { unlinkRecord(input: $input) { id version person { id records { id } } } }'

let people: TestRoom
beforeAll(async () => void (people = await openTestRoom(room)))
afterAll(() => people.close())

const unlink = (input: object) =>
  people.ask(practitioner, unlinkRecord, { input: { reason: 'Father and son', expectedVersion: 1, idempotencyKey: crypto.randomUUID(), ...input } })

async function twoLinked(nhsNumber: string) {
  const identifiers = [{ type: 'NHS_NUMBER', value: nhsNumber, isVerified: true }]
  return [await writeDown(people, practitioner, { identifiers }), await writeDown(people, practitioner, { identifiers })] as const
}

describe('unlinkRecord', () => {
  test('makes the record a person of its own and leaves the other where it was', async () => {
    const [first, second] = await twoLinked('9990000077')
    expect(second.person.id).toBe(first.person.id)

    const { data, errors } = await unlink({ identityRecordId: second.id })

    expect(errors).toEqual([])
    expect(data?.unlinkRecord).toMatchObject({ version: 2, person: { records: [{ id: second.id }] } })
    expect(data?.unlinkRecord.person.id).not.toBe(first.person.id)
    expect(await people.rows('select type from people.outbox_event where record_id = $1 and type = $2', second.id, 'people.record-unlinked')).toHaveLength(1)
  })

  test('leaves the record to another person that it is like as well', async () => {
    const details = { name: { given: 'Example', family: 'Twicelike' }, addresses: [{ lines: '1 Sample Street', postcode: 'BB1 1ZZ' }] }
    const verified = (value: string) => ({ type: 'NHS_NUMBER', value, isVerified: true })
    const crn = { type: 'CRN', value: 'X000777' }
    const write = (...identifiers: object[]) => writeDown(people, practitioner, { ...details, identifiers })
    const [first, subject, other] = [await write(verified('9990000093'), crn), await write(crn), await write(verified('9990000107'))]
    const personOf = async ({ id }: { id: string }) =>
      (await people.rows<{ person_id: string }>('select person_id from people.link where record_id = $1 and unlinked_at is null', id))[0]?.person_id
    expect(await personOf(subject)).toBe(await personOf(first))
    expect(await personOf(other)).not.toBe(await personOf(first))

    await unlink({ identityRecordId: subject.id })

    expect(await personOf(subject)).toBe(await personOf(other))
    expect(await personOf(first)).not.toBe(await personOf(subject))
  })

  test('consent given with one record no longer opens the other', async () => {
    const [first, second] = await twoLinked('9990000085')
    const consent = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }'
    await people.ask(practitioner, consent, {
      input: { identityRecordId: first.id, purpose: 'SHARE_SISTER_SERVICE', decision: 'GIVEN', idempotencyKey: crypto.randomUUID() }
    })
    const readable = () =>
      people.rows(
        "select record_id from people.record_access where audience = 'team:RW5/RECONNECT' and level = 'read' and record_id in ($1, $2)",
        first.id,
        second.id
      )
    expect(await readable()).toHaveLength(2)

    await unlink({ identityRecordId: second.id })

    expect(await readable()).toEqual([{ record_id: first.id }])
  })

  test('refuses a record that is linked to no other', async () => {
    const { id } = await writeDown(people, practitioner)

    expect((await unlink({ identityRecordId: id })).errors).toMatchObject([{ code: 'CONFLICT' }])
  })
})
