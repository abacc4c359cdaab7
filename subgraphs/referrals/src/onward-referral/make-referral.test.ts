import { makeKnown } from '@throughcare/test/support/known-record'
import { navigator, practitioner } from '@throughcare/test/support/personas'
import { askTo, eventsOf, openReferrals, referralInput } from '@throughcare/test/support/onward-referrals'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const know = (service: 'LIAISON_DIVERSION' | 'RECONNECT') => makeKnown(referrals, 'referrals', { service })
const make = (input: object, principal = practitioner) => askTo(referrals, principal, { mutation: 'makeReferral', input })
const override = { condition: 'SAFEGUARDING', reason: 'An invented reason' }

describe('makeReferral', () => {
  test("sends a referral at once, with the person's consent", async () => {
    const recordId = await know('LIAISON_DIVERSION')
    const input = referralInput(recordId, { consent: 'GIVEN', sentAt: '2026-06-08T10:00:00Z' })

    const { referral, errors } = await make(input)

    expect(errors).toEqual([])
    expect(referral).toMatchObject({
      version: 1,
      status: 'SENT',
      madeBy: 'LIAISON_DIVERSION',
      sentAt: '2026-06-08T10:00:00.000Z',
      sharingBasis: 'CONSENT',
      service: { id: 'service-1' },
      need: { code: 'housing' }
    })
    expect(await eventsOf(referrals, referral as { id: string })).toEqual([
      {
        type: 'referrals.referral-sent',
        actor: practitioner.subject,
        occurred_at: new Date('2026-06-08T10:00:00Z'),
        subject_version: 1,
        record_id: recordId,
        payload: {
          referralId: referral.id,
          serviceId: 'service-1',
          madeBy: 'LIAISON_DIVERSION',
          episodeId: input.episodeId,
          needCode: 'housing',
          sharingBasis: 'CONSENT'
        }
      }
    ])
  })

  test('keeps a draft, which needs no consent yet', async () => {
    const { referral, errors } = await make(referralInput(await know('LIAISON_DIVERSION'), { asDraft: true }))

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ status: 'DRAFT', sentAt: null, sharingBasis: null })
    expect((await eventsOf(referrals, referral as { id: string })).map(({ type }) => type)).toEqual(['referrals.referral-drafted'])
  })

  test('files the episode under the service whose team made it', async () => {
    const input = referralInput(await know('RECONNECT'), { consent: 'GIVEN' })

    const { referral } = await make(input, navigator)

    expect(referral.madeBy).toBe('RECONNECT')
    const sql = 'select service, liaison_diversion_episode_id, reconnect_episode_id from referrals.onward_referral where id = $1'
    expect(await referrals.rows(sql, referral.id)).toEqual([
      { service: 'RECONNECT', liaison_diversion_episode_id: null, reconnect_episode_id: input.episodeId }
    ])
  })

  test('sends without consent where a condition allows it, and keeps its reason out of the event', async () => {
    const { referral, errors } = await make(referralInput(await know('LIAISON_DIVERSION'), { override }))

    expect(errors).toEqual([])
    expect(referral.sharingBasis).toBe('SAFEGUARDING')
    expect(JSON.stringify(await eventsOf(referrals, referral as { id: string }))).not.toContain('invented')
    expect(await referrals.rows('select override_reason from referrals.onward_referral where id = $1', referral.id)).toEqual([
      { override_reason: 'An invented reason' }
    ])
  })

  test.each([
    ['nobody agreed and no condition is named', {}, 'CONSENT_REQUIRED', 'keep it as a draft'],
    ['consent was not given', { consent: 'NOT_GIVEN' }, 'CONSENT_REQUIRED', 'Ask them'],
    ['a condition has no reason', { override: { ...override, reason: '  ' } }, 'BAD_USER_INPUT', 'in words'],
    ['it was given and overridden at once', { consent: 'GIVEN', override }, 'BAD_USER_INPUT', 'nothing is overridden'],
    ['the sending lies in the future', { consent: 'GIVEN', sentAt: '2026-06-08T12:00:00.001Z' }, 'BAD_USER_INPUT', 'future'],
    ['a draft claims to be sent', { asDraft: true, sentAt: '2026-06-08T10:00:00Z' }, 'BAD_USER_INPUT', 'shares nothing']
  ])('refuses where %s, and writes nothing', async (_, changes, code, message) => {
    const recordId = await know('LIAISON_DIVERSION')

    const { errors } = await make(referralInput(recordId, changes))

    expect(errors).toMatchObject([{ code, message: expect.stringContaining(message) }])
    expect(await referrals.rows('select 1 from referrals.onward_referral where record_id = $1', recordId)).toEqual([])
    expect(await referrals.rows('select 1 from referrals.outbox_event where record_id = $1', recordId)).toEqual([])
  })
})
