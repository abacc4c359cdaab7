import { room } from '@throughcare/people'
import { writeDown } from '@throughcare/test/support/identities'
import { practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const recordConsent = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id purpose decision until } }'
const now = new Date('2026-05-05T10:00:00Z')

let people: TestRoom
beforeAll(async () => void (people = await openTestRoom(room, { now: () => now })))
afterAll(() => people.close())

const decide = (identityRecordId: string, changes: object = {}) =>
  people.ask(practitioner, recordConsent, {
    input: { identityRecordId, purpose: 'SHARE_SISTER_SERVICE', decision: 'GIVEN', idempotencyKey: crypto.randomUUID(), ...changes }
  })
const sistersLevels = (recordId: string) =>
  people.rows<{ level: string; reason: string | null }>(
    "select level, reason from people.record_access where record_id = $1 and audience = 'team:RW5/RECONNECT' order by level",
    recordId
  )

describe('recordConsent', () => {
  test('writes the decision down, opens the record to the sister service and tells every room', async () => {
    const { id } = await writeDown(people, practitioner)

    const { data, errors } = await decide(id, { until: '2026-12-31' })

    expect(errors).toEqual([])
    expect(data?.recordConsent).toMatchObject({ decision: 'GIVEN', until: '2026-12-31' })
    expect(await sistersLevels(id)).toEqual([
      { level: 'know', reason: 'CONSENT_REQUIRED' },
      { level: 'read', reason: null }
    ])
    const types = await people.rows<{ type: string }>('select type from people.outbox where record_id = $1 order by id desc limit 2', id)
    expect(types.map(({ type }) => type).sort()).toEqual(['people.consent-recorded', 'people.record-access-changed'])
  })

  test.each([
    ['WITHDRAWN', 'CONSENT_REQUIRED'],
    ['REFUSED', 'CONSENT_REQUIRED'],
    ['OBJECTED', 'OBJECTED']
  ])('%s closes it again', async (decision, reason) => {
    const { id } = await writeDown(people, practitioner)
    await decide(id, { decidedAt: '2026-05-01T09:00:00Z' })

    await decide(id, { decision })

    expect(await sistersLevels(id)).toEqual([{ level: 'know', reason }])
  })

  test('a decision written down late does not undo a later one', async () => {
    const { id } = await writeDown(people, practitioner)
    await decide(id, { decision: 'WITHDRAWN', decidedAt: '2026-05-04T09:00:00Z' })

    await decide(id, { decision: 'GIVEN', decidedAt: '2026-05-03T09:00:00Z' })

    expect(await sistersLevels(id)).toEqual([{ level: 'know', reason: 'CONSENT_REQUIRED' }])
  })

  test('consent to tell an onward service opens nothing to the sister service', async () => {
    const { id } = await writeDown(people, practitioner)

    await decide(id, { purpose: 'SHARE_ONWARD_SERVICE' })

    expect(await sistersLevels(id)).toEqual([{ level: 'know', reason: 'CONSENT_REQUIRED' }])
  })

  test('refuses a decision of the future', async () => {
    const { id } = await writeDown(people, practitioner)

    expect((await decide(id, { decidedAt: '2026-05-05T10:00:00.001Z' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await decide(id, { decidedAt: '2026-05-05T10:00:00Z' })).errors).toEqual([])
  })
})
