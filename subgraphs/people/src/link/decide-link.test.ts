import { room } from '@throughcare/people'
import { writeDown, type RecordedIdentity } from '@throughcare/test/support/identities'
import { practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const decideLink = `mutation ($input: DecideLinkInput!) { decideLink(input: $input) {
  id version person { id records { id } } links { decidedBy reason linkedBy unlinkedAt unlinkedBy } } }`
const unlinkRecord = 'mutation ($input: UnlinkRecordInput!) { unlinkRecord(input: $input) { version person { id } } }'

let people: TestRoom
beforeAll(async () => void (people = await openTestRoom(room)))
afterAll(() => people.close())

const write = (changes: object = {}) => writeDown(people, practitioner, changes)
const versionOf = async (id: string) =>
  Number((await people.rows<{ version: number }>('select version from people.identity_record where id = $1', id))[0]?.version)

async function decide(one: { id: string }, other: { id: string }, verdict: 'SAME' | 'DIFFERENT', changes: object = {}) {
  const input = { identityRecordId: one.id, otherIdentityRecordId: other.id, verdict, reason: 'Same custody photograph' }
  return people.ask(practitioner, decideLink, {
    input: { ...input, expectedVersion: await versionOf(one.id), idempotencyKey: crypto.randomUUID(), ...changes }
  })
}

async function unlink({ id }: { id: string }) {
  const input = { identityRecordId: id, reason: 'Father and son', expectedVersion: await versionOf(id), idempotencyKey: crypto.randomUUID() }
  return people.ask(practitioner, unlinkRecord, { input })
}

/** Which of the records are one person now, by their places in the list. */
async function persons(records: readonly RecordedIdentity[]): Promise<number[]> {
  const ids = records.map(({ id }) => id)
  const rows = await people.rows<{ record_id: string; person_id: string }>(
    'select record_id, person_id from people.link where unlinked_at is null and record_id = any ($1)',
    ids
  )
  const personOf = ids.map((id) => rows.find((row) => row.record_id === id)?.person_id)
  return personOf.map((person) => personOf.indexOf(person))
}

let serial = 0
/** Details so like each other that the model links them without anybody's help. */
function alike() {
  serial += 1
  return {
    name: { given: 'Example', family: `Alike${serial}` },
    addresses: [{ lines: `${serial} Sample Street`, postcode: 'BB1 1ZZ' }],
    identifiers: [{ type: 'CRN', value: `X${String(serial).padStart(6, '0')}` }]
  }
}

describe('decideLink', () => {
  test('SAME makes two records one person, and keeps the old link with its end', async () => {
    const [one, other] = [await write(), await write()]

    const { data, errors } = await decide(one, other, 'SAME')

    expect(errors).toEqual([])
    expect(data?.decideLink).toMatchObject({ version: 2, person: { records: expect.arrayContaining([{ id: one.id }, { id: other.id }]) } })
    const all = await people.rows<{ decided_by: string }>('select decided_by from people.link where record_id in ($1, $2) order by linked_at', one.id, other.id)
    expect(all.map((row) => row.decided_by)).toEqual(['NEW_PERSON', 'NEW_PERSON', 'HUMAN'])
  })

  test('says on the link who decided, and why', async () => {
    const [one, other] = [await write(), await write()]
    await decide(one, other, 'SAME')

    const query = `{ one: identityRecord(id: "${one.id}") { links { ...made } } other: identityRecord(id: "${other.id}") { links { ...made } } }
      fragment made on RecordLink { decidedBy reason linkedBy unlinkedAt }`
    const { data } = await people.ask(practitioner, query)

    const made = { decidedBy: 'HUMAN', reason: 'Same custody photograph', linkedBy: practitioner.subject, unlinkedAt: null }
    expect([...data?.one.links, ...data?.other.links]).toContainEqual(made)
  })

  test('leaves its events, and says anew who may read both records', async () => {
    const [one, other] = [await write(), await write()]
    await people.rows('delete from people.outbox')

    await decide(one, other, 'SAME')

    const events = await people.rows<{ type: string; payload: object }>('select type, payload from people.outbox_event order by id')
    expect(events.map(({ type }) => type)).toEqual([
      'people.record-linked',
      'people.link-decided',
      'people.record-access-changed',
      'people.record-access-changed'
    ])
    expect(JSON.stringify(events)).not.toMatch(/photograph|Personson/)
  })

  test('DIFFERENT parts what the model had linked, and it stays parted whatever is written down later', async () => {
    const details = alike()
    const records = [await write({ ...details, sourceKey: 'parted-1' }), await write({ ...details, sourceKey: 'parted-2' })] as const
    expect(await persons(records)).toEqual([0, 0])

    await decide(records[0], records[1], 'DIFFERENT')
    expect(await persons(records)).toEqual([0, 1])

    await write({
      ...details,
      sourceKey: 'parted-1',
      expectedVersion: await versionOf(records[0].id),
      identifiers: [...details.identifiers, { type: 'PNC', value: '2002/0073319Z' }]
    })
    await write({
      ...details,
      sourceKey: 'parted-2',
      expectedVersion: await versionOf(records[1].id),
      identifiers: [...details.identifiers, { type: 'PNC', value: '2002/0073319Z' }]
    })
    expect(await persons(records)).toEqual([0, 1])
  })

  test('a third record like both does not bring them together again', async () => {
    const details = alike()
    const [one, other] = [await write(details), await write(details)]
    await decide(one, other, 'DIFFERENT')

    const third = await write(details)

    const [, second] = await persons([one, other, third])
    expect(second).toBe(1)
  })

  test('SAME after unlinking undoes it, though the record had been parted from several', async () => {
    const details = alike()
    const records = [await write(details), await write(details), await write(details)] as const
    await unlink(records[2])
    expect(await persons(records)).toEqual([0, 0, 2])

    const { errors } = await decide(records[2], records[0], 'SAME')

    expect(errors).toEqual([])
    expect(await persons(records)).toEqual([0, 0, 0])
  })

  test('SAME then DIFFERENT leaves both persons as they were', async () => {
    const [details, others] = [alike(), alike()]
    const records = [await write(details), await write(details), await write(others), await write(others)] as const
    await decide(records[0], records[2], 'SAME')
    expect(await persons(records)).toEqual([0, 0, 0, 0])

    await decide(records[0], records[2], 'DIFFERENT')

    expect(await persons(records)).toEqual([0, 0, 2, 2])
  })

  test('refuses SAME for two different verified NHS numbers, held by the records themselves or by others of their persons', async () => {
    const details = alike()
    const one = await write({ identifiers: [{ type: 'NHS_NUMBER', value: '9990000050', isVerified: true }] })
    const holder = await write({ ...details, identifiers: [...details.identifiers, { type: 'NHS_NUMBER', value: '9990000069', isVerified: true }] })
    const companion = await write(details)
    expect(await persons([holder, companion])).toEqual([0, 0])

    for (const other of [holder, companion]) {
      const { errors } = await decide(one, other, 'SAME')
      expect(errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('two different verified NHS numbers') }])
    }
  })

  test('refuses SAME where somebody has parted two other records of the two persons', async () => {
    const details = alike()
    const [one, two, three] = [await write(details), await write(details), await write()]
    await decide(two, three, 'DIFFERENT')

    expect((await decide(one, three, 'SAME')).errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('Look at that decision first') }])
  })

  test('refuses a record read too long ago, a decision without a reason, and one record against itself', async () => {
    const [one, other] = [await write(), await write()]

    expect((await decide(one, other, 'SAME', { expectedVersion: 7 })).errors).toMatchObject([{ code: 'CONFLICT' }])
    expect((await decide(one, other, 'SAME', { reason: ' no ' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await decide(one, one, 'DIFFERENT')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await decide(one, { id: crypto.randomUUID() }, 'SAME')).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
