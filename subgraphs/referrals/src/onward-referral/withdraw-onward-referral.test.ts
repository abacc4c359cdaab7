import { practitioner } from '@throughcare/test/support/personas'
import { accepted, askTo, attended, eventsOf, makeReferralThat, offered, openReferrals, provider } from '@throughcare/test/support/onward-referrals'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const withdraw = ({ id, version }: { id: string; version: number }, reason = 'RETURNED_TO_CUSTODY') =>
  askTo(referrals, practitioner, { mutation: 'withdrawOnwardReferral', input: { referralId: id, expectedVersion: version, reason } })
const supported = { mutation: 'recordSupportStarted' }
const ended = { mutation: 'endOnwardReferral', input: { outcome: 'ACHIEVED' } }
const declined = { mutation: 'declineOnwardReferral', input: { reason: 'INAPPROPRIATE' } }

describe('withdrawOnwardReferral', () => {
  test.each([
    ['a draft', [], { asDraft: true }],
    ['a sent referral', [], {}],
    ['a referral with an appointment', [accepted, offered], {}]
  ])('takes back %s, with its reason', async (_, steps, changes) => {
    const made = await makeReferralThat(referrals, steps, changes)

    const { referral, errors } = await withdraw(made)

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ status: 'WITHDRAWN', withdrawnAt: '2026-06-08T12:00:00.000Z', withdrawalReason: 'RETURNED_TO_CUSTODY' })
    expect((await eventsOf(referrals, made)).at(-1)).toMatchObject({ type: 'referrals.referral-withdrawn', payload: { reason: 'RETURNED_TO_CUSTODY' } })
  })

  test.each([
    ['the person is with the service', [accepted, offered, attended], 'take it back as made by mistake'],
    ['it has ended', [accepted, ended], 'Make a new one']
  ])('is refused once %s', async (_, steps, message) => {
    const { errors } = await withdraw(await makeReferralThat(referrals, steps))

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }])
  })
})

describe('a referral that was made by mistake', () => {
  test.each([
    ['whom they saw', [accepted, offered, attended], { acceptedAt: expect.any(String), attendance: 'ATTENDED' }],
    ['whom they support', [accepted, supported], { supportStartedAt: expect.any(String) }],
    ['whose support has ended', [accepted, supported, ended], { endedAt: expect.any(String), outcome: 'ACHIEVED' }],
    ['whom they declined', [declined], { declinedAt: expect.any(String), declineReason: 'INAPPROPRIATE' }]
  ])('is taken back of someone %s, and what happened stays written down', async (_, steps, stands) => {
    const made = await makeReferralThat(referrals, steps)
    const before = await eventsOf(referrals, made)

    const { referral, errors } = await withdraw(made, 'MISTAKEN_OR_DUPLICATE')

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ ...stands, version: made.version + 1, status: 'WITHDRAWN', withdrawalReason: 'MISTAKEN_OR_DUPLICATE' })
    expect(await eventsOf(referrals, made)).toMatchObject([
      ...before,
      { type: 'referrals.referral-withdrawn', actor: practitioner.subject, payload: { reason: 'MISTAKEN_OR_DUPLICATE' } }
    ])
  })

  test('is taken back where it was redirected, beside the one that took its place', async () => {
    const made = await makeReferralThat(referrals, [accepted])
    const elsewhere = { serviceId: 'service-2', providerOrganisationId: provider.organisation, consent: 'GIVEN' }
    const { referral: next } = await askTo(referrals, practitioner, {
      ...{ mutation: 'redirectOnwardReferral', input: { referralId: made.id, expectedVersion: made.version, ...elsewhere } }
    })

    const { referral } = await withdraw({ id: made.id, version: made.version + 1 }, 'MISTAKEN_OR_DUPLICATE')

    expect(referral).toMatchObject({ status: 'WITHDRAWN' })
    expect((await withdraw({ id: next.id, version: 1 }, 'MISTAKEN_OR_DUPLICATE')).referral).toMatchObject({ status: 'WITHDRAWN' })
  })

  test('is shown to its service as withdrawn and why, without what it was told of the person, and takes no answer any more', async () => {
    const made = await makeReferralThat(referrals, [accepted, supported], { facts: { nameToUse: 'Alex' } })
    const query = 'query ($id: ID!) { onwardReferral(id: $id) { status withdrawalReason facts { nameToUse } } }'
    const seen = async () => (await referrals.ask(provider, query, { id: made.id })).data?.onwardReferral
    const before = await seen()

    await withdraw(made, 'MISTAKEN_OR_DUPLICATE')

    expect([before, await seen()]).toEqual([
      { status: 'SUPPORTED', withdrawalReason: null, facts: { nameToUse: 'Alex' } },
      { status: 'WITHDRAWN', withdrawalReason: 'MISTAKEN_OR_DUPLICATE', facts: null }
    ])
    const { errors } = await askTo(referrals, provider, { ...ended, input: { ...ended.input, referralId: made.id, expectedVersion: made.version + 1 } })
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('withdrawn') }])
  })

  test('is taken back once', async () => {
    const made = await makeReferralThat(referrals, [accepted, ended])
    await withdraw(made, 'MISTAKEN_OR_DUPLICATE')

    const { errors } = await withdraw({ ...made, version: made.version + 1 }, 'MISTAKEN_OR_DUPLICATE')

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('was withdrawn') }])
  })
})
