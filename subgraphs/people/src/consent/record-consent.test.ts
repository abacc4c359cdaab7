import { room } from '@throughcare/people'
import { writeDown } from '@throughcare/test/support/identities'
import type { Principal } from '@throughcare/kit/principal'
import { meetOnePerson } from '@throughcare/test/support/people'
import { navigator, practitioner } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const now = new Date('2026-05-05T10:00:00Z')

let people: TestRoom
beforeAll(async () => void (people = await openTestRoom(room, { now: () => now })))
afterAll(() => people.close())

const decide = (identityRecordId: string, changes: object = {}, fields = 'id purpose decision until') =>
  people.ask(practitioner, `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { ${fields} } }`, {
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
    const types = await people.rows<{ type: string }>('select type from people.outbox_event where record_id = $1 order by id desc limit 3', id)
    expect(types.map(({ type }) => type).sort()).toEqual(['people.consent-positions-changed', 'people.consent-recorded', 'people.record-access-changed'])
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

  test('keeps who took it, which may be another than who writes it down', async () => {
    const { id } = await writeDown(people, practitioner)

    expect((await decide(id, { takenBy: 'court-duty-worker' }, 'takenBy capacity')).data?.recordConsent).toEqual({
      takenBy: 'court-duty-worker',
      capacity: 'HAD_CAPACITY'
    })
    expect((await decide(id, {}, 'takenBy')).data?.recordConsent).toEqual({ takenBy: practitioner.subject })
  })

  test('refuses the decision of somebody under 16 without a word on competence', async () => {
    const child = await writeDown(people, practitioner, { birthDate: '2010-05-06' })
    const sixteen = await writeDown(people, practitioner, { birthDate: '2010-05-05' })

    expect((await decide(child.id)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('under 16') }])
    expect((await decide(child.id, { capacity: 'COMPETENT_CHILD' })).errors).toEqual([])
    expect((await decide(sixteen.id)).errors).toEqual([])
  })

  test('tells every record of the person where they stand, whichever service asked, until a link is undone', async () => {
    const { ofLiaisonDiversion, ofReconnect, personId } = await meetOnePerson(people)
    const positions = 'query ($id: ID!) { person(id: $id) { consentPositions { purpose standing isShareable } } }'
    const asked = async (principal: Principal, id: string) =>
      (await people.ask(principal, positions, { id })).data?.person.consentPositions.filter(({ standing }: { standing: string }) => standing !== 'NOT_ASKED')

    await decide(ofLiaisonDiversion, { purpose: 'SHARE_COURT', until: '2026-05-05' })

    const given = [{ purpose: 'SHARE_COURT', standing: 'GIVEN', isShareable: true }]
    expect(await asked(practitioner, personId)).toEqual(given)
    expect(await asked(navigator, personId)).toEqual(given)

    const unlink = 'mutation ($input: UnlinkRecordInput!) { unlinkRecord(input: $input) { person { id } } }'
    const input = { identityRecordId: ofReconnect, reason: 'A different man.', expectedVersion: 1, idempotencyKey: crypto.randomUUID() }
    const { data } = await people.ask(navigator, unlink, { input })

    expect(await asked(navigator, data?.unlinkRecord.person.id)).toEqual([])
    expect(await asked(practitioner, personId)).toEqual(given)
  })

  test.each([
    ['a last day for what was refused', { decision: 'REFUSED', until: '2026-12-31' }],
    ['a last day before the decision', { until: '2026-05-04' }]
  ])('refuses %s', async (_, changes) => {
    const { id } = await writeDown(people, practitioner)

    expect((await decide(id, changes)).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })

  test('refuses a decision of the future', async () => {
    const { id } = await writeDown(people, practitioner)

    expect((await decide(id, { decidedAt: '2026-05-05T10:00:00.001Z' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await decide(id, { decidedAt: '2026-05-05T10:00:00Z' })).errors).toEqual([])
  })
})
