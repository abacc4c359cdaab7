import type { Principal } from '@throughcare/kit/principal'
import { practitioner } from '@throughcare/test/support/personas'
import {
  accepted,
  askTo,
  attended,
  eventsOf,
  makeReferralThat,
  offered,
  openReferrals,
  otherProvider,
  provider
} from '@throughcare/test/support/onward-referrals'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const elsewhere = { serviceId: 'service-2', providerOrganisationId: otherProvider.organisation }
const redirect = ({ id, version }: { id: string; version: number }, input: object) =>
  askTo(referrals, practitioner, { mutation: 'redirectOnwardReferral', input: { referralId: id, expectedVersion: version, ...elsewhere, ...input } })
const read = async (principal: Principal, id: string) =>
  (await referrals.ask(principal, 'query ($id: ID!) { onwardReferral(id: $id) { status redirectedAt redirectedTo { id } redirectedFrom { id } } }', { id }))
    .data?.onwardReferral

const declined = { mutation: 'declineOnwardReferral', input: { reason: 'NO_CAPACITY' } }

describe('redirectOnwardReferral', () => {
  test.each([
    ['a sent referral', []],
    ['a declined one', [declined]],
    ['one with an appointment', [accepted, offered]]
  ])('puts a new referral in the place of %s, and the two point at each other', async (_, steps) => {
    const first = await makeReferralThat(referrals, steps)

    const { referral, errors } = await redirect(first, { consent: 'GIVEN' })

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ version: 1, status: 'SENT', service: { id: 'service-2' }, need: { code: 'housing' } })
    expect(await read(practitioner, first.id)).toEqual({
      status: 'REDIRECTED',
      redirectedAt: '2026-06-08T12:00:00.000Z',
      redirectedTo: { id: referral.id },
      redirectedFrom: null
    })
    expect(await read(practitioner, referral.id)).toMatchObject({ status: 'SENT', redirectedTo: null, redirectedFrom: { id: first.id } })
    const [before, after] = await referrals.rows<object>('select record_id, liaison_diversion_episode_id from referrals.onward_referral where id = any ($1)', [
      first.id,
      referral.id
    ])
    expect(after).toEqual(before)
  })

  test('leaves the end of the one and the sending of the other as events', async () => {
    const first = await makeReferralThat(referrals)

    const { referral } = await redirect(first, { consent: 'GIVEN' })

    expect((await eventsOf(referrals, first)).at(-1)).toMatchObject({ type: 'referrals.referral-redirected', subject_version: 2, record_id: first.recordId })
    expect((await eventsOf(referrals, referral as { id: string })).map(({ type }) => type)).toEqual(['referrals.referral-sent'])
  })

  test('shows each provider its own of the two, and nothing of the other', async () => {
    const first = await makeReferralThat(referrals)
    const { referral } = await redirect(first, { consent: 'GIVEN' })

    expect(await read(provider, first.id)).toMatchObject({ status: 'REDIRECTED', redirectedTo: null })
    expect(await read(otherProvider, first.id)).toBeNull()
    expect(await read(otherProvider, referral.id)).toMatchObject({ status: 'SENT', redirectedFrom: null })
  })

  test('may wait for consent as a draft', async () => {
    const { referral, errors } = await redirect(await makeReferralThat(referrals), { asDraft: true })

    expect(errors).toEqual([])
    expect(referral).toMatchObject({ status: 'DRAFT', sharingBasis: null })
  })

  test('changes nothing without consent or a condition, and is refused once the person is with the service', async () => {
    const first = await makeReferralThat(referrals)
    const seen = await makeReferralThat(referrals, [accepted, offered, attended])

    expect((await redirect(first, {})).errors).toMatchObject([{ code: 'CONSENT_REQUIRED' }])
    expect(await read(practitioner, first.id)).toMatchObject({ status: 'SENT', redirectedTo: null })
    expect((await redirect(seen, { consent: 'GIVEN' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('End the referral') }
    ])
  })

  test('has one effect when the same request comes twice', async () => {
    const first = await makeReferralThat(referrals)
    const input = { consent: 'GIVEN', idempotencyKey: crypto.randomUUID() }

    const once = await redirect(first, input)
    const again = await redirect(first, input)

    expect(again).toEqual(once)
    expect(await referrals.rows('select 1 from referrals.onward_referral where redirected_from = $1', first.id)).toHaveLength(1)
  })
})
