import { practitioner } from '@throughcare/test/support/personas'
import { accepted, askTo, eventsOf, makeReferralThat, openReferrals } from '@throughcare/test/support/onward-referrals'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const receive = ({ id, version }: { id: string; version: number }, input: object = {}) =>
  askTo(referrals, practitioner, { mutation: 'receiveOnwardReferral', input: { referralId: id, expectedVersion: version, ...input } })

describe('receiveOnwardReferral', () => {
  test('records when the service had the referral, and leaves an event of that time', async () => {
    const sent = await makeReferralThat(referrals, [], { sentAt: '2026-06-05T09:00:00Z' })

    const { referral, errors } = await receive(sent, { receivedAt: '2026-06-08T10:00:00Z' })

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ status: 'RECEIVED', version: 2, receivedAt: '2026-06-08T10:00:00.000Z' })
    expect((await eventsOf(referrals, sent)).at(-1)).toMatchObject({
      type: 'referrals.referral-received',
      occurred_at: new Date('2026-06-08T10:00:00Z'),
      subject_version: 2,
      record_id: sent.recordId,
      actor: practitioner.subject
    })
  })

  test('ends the silence', async () => {
    const sent = await makeReferralThat(referrals, [], { sentAt: '2026-06-01T09:00:00Z' })

    expect((await receive(sent)).referral.silentSince).toBeNull()
  })

  test('refuses an arrival before the sending, and one after the service accepted', async () => {
    const sent = await makeReferralThat(referrals)
    const decided = await makeReferralThat(referrals, [accepted])

    expect((await receive(sent, { receivedAt: '2026-06-08T11:59:59Z' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('before') }
    ])
    expect((await receive(decided)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already known') }])
  })

  test('refuses a change made from an old reading', async () => {
    const { id } = await makeReferralThat(referrals)

    expect((await receive({ id, version: 0 })).errors).toMatchObject([{ code: 'CONFLICT' }])
  })

  test('has one effect when the same request comes twice', async () => {
    const sent = await makeReferralThat(referrals)
    const idempotencyKey = crypto.randomUUID()

    const first = await receive(sent, { idempotencyKey })
    const again = await receive(sent, { idempotencyKey })

    expect(again).toEqual(first)
    expect(await eventsOf(referrals, sent)).toHaveLength(2)
  })
})
