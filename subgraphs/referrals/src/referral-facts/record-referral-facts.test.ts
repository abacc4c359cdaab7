import { askTo, eventsOf, makeReferralThat, openReferrals, referralInput, type Step } from '@throughcare/test/support/onward-referrals'
import { practitioner } from '@throughcare/test/support/personas'
import type { TestRoom } from '@throughcare/test/support/room'

const whole = {
  ...{ nameToUse: 'Alex', birthDate: '1990-02-28', phone: '07700 900123', contactAdvice: 'Text only', language: 'Polish', isInterpreterNeeded: true },
  ...{ communicationNeeds: 'Large print', risks: 'Not with invented person B' }
}
const nothing = { birthDate: null, phone: null, contactAdvice: null, language: null, isInterpreterNeeded: null, communicationNeeds: null, risks: null }
const read = `query ($id: ID!) { onwardReferral(id: $id) { version isFactsWithheld
  facts { nameToUse birthDate phone contactAdvice language isInterpreterNeeded communicationNeeds risks recordedAt } } }`

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const told = async (id: string) => (await referrals.ask(practitioner, read, { id })).data?.onwardReferral
const tell = ({ id, version }: { id: string; version: number }, facts: object) =>
  askTo(referrals, practitioner, { mutation: 'recordReferralFacts', input: { referralId: id, expectedVersion: version, facts } })

describe('what a service is told of a person', () => {
  test('is said with a new referral, whole or in part', async () => {
    const [all, little] = [await makeReferralThat(referrals, [], { facts: whole }), await makeReferralThat(referrals, [], { facts: { nameToUse: 'Alex' } })]

    expect(await told(all.id)).toEqual({ version: 1, isFactsWithheld: false, facts: { ...whole, recordedAt: '2026-06-08T12:00:00.000Z' } })
    expect((await told(little.id)).facts).toMatchObject({ nameToUse: 'Alex', ...nothing })
  })

  test('need not be said: then there is nothing', async () => {
    expect(await told((await makeReferralThat(referrals)).id)).toEqual({ version: 1, isFactsWithheld: false, facts: null })
  })

  test('is said of a draft, and anew after the sending, whole each time; an event says that, not what', async () => {
    const draft = await makeReferralThat(referrals, [], { asDraft: true, facts: whole })
    const { referral, errors } = await tell(draft, { nameToUse: 'Sam', phone: '01632 960123' })
    const sending = { mutation: 'sendOnwardReferral', input: { referralId: draft.id, expectedVersion: referral.version, consent: 'GIVEN' } }
    const { referral: sent } = await askTo(referrals, practitioner, sending)

    expect([errors, (await told(draft.id)).facts]).toMatchObject([[], { ...nothing, nameToUse: 'Sam', phone: '01632 960123' }])
    expect((await tell({ id: draft.id, version: sent.version }, { nameToUse: 'Kim' })).errors).toEqual([])
    expect((await told(draft.id)).facts).toMatchObject({ ...nothing, nameToUse: 'Kim' })
    const events = await eventsOf(referrals, draft)
    expect(events.map(({ type }) => type.split('.')[1])).toEqual(['referral-drafted', 'facts-recorded', 'referral-sent', 'facts-recorded'])
    expect(JSON.stringify(events)).not.toMatch(/Sam|Kim|Alex|960123/)
  })

  test.each<[string, Step[]]>([
    ['declined', [{ mutation: 'declineOnwardReferral', input: { reason: 'INCOMPLETE' } }]],
    ['withdrawn', [{ mutation: 'withdrawOnwardReferral', input: { reason: 'OTHER' } }]]
  ])('is not said any more once the referral was %s', async (_, steps) => {
    const referral = await makeReferralThat(referrals, steps)

    expect((await tell(referral, { nameToUse: 'Alex' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await told(referral.id)).facts).toBeNull()
  })

  test('is refused where it says where the person stays, with a new referral too', async () => {
    const facts = { nameToUse: 'Alex', contactAdvice: 'At PR1 2AB after six' }
    const referral = await makeReferralThat(referrals)

    const made = await askTo(referrals, practitioner, {
      mutation: 'makeReferral',
      input: referralInput(referral.recordId, { consent: 'GIVEN', facts })
    })

    const { errors } = await tell(referral, facts)
    expect([made.errors, errors]).toMatchObject([[{ code: 'BAD_USER_INPUT' }], [{ code: 'BAD_USER_INPUT' }]])
    expect(JSON.stringify([made.errors, errors])).not.toContain('PR1')
  })

  test('goes along with a referral to another service, unless it is said anew', async () => {
    const redirect = async (changes: object) => {
      const { id, version } = await makeReferralThat(referrals, [], { facts: whole })
      const input = { referralId: id, expectedVersion: version, serviceId: 'service-2', providerOrganisationId: 'OTHER-PROVIDER', consent: 'GIVEN', ...changes }
      return askTo(referrals, practitioner, { mutation: 'redirectOnwardReferral', input })
    }
    const [carried, anew] = [await redirect({}), await redirect({ facts: { nameToUse: 'Sam' } })]

    expect((await told(carried.referral.id)).facts).toMatchObject(whole)
    expect((await told(anew.referral.id)).facts).toMatchObject({ ...nothing, nameToUse: 'Sam' })
  })
})
