import type { Principal } from '@throughcare/kit/principal'
import { makeKnown, openByName } from '@throughcare/test/support/known-record'
import { askTo, makeReferralThat, openReferrals, provider, referralInput } from '@throughcare/test/support/onward-referrals'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const person = (recordId: string) => ({ __typename: 'Person', recordId, recordIds: [recordId] })
const entities = async (principal: Principal, document: string, them: object[]) => {
  const { data, errors } = await referrals.ask(principal, document, { them })
  return { found: data?._entities as object[], errors }
}
const sendFor = (principal: Principal, recordId: string) =>
  askTo(referrals, principal, { mutation: 'makeReferral', input: referralInput(recordId, { consent: 'GIVEN' }) })

describe('where a person can be met', () => {
  const places = `query ($them: [_Any!]!) { _entities(representations: $them) { ... on Person {
    onwardReferrals { edges { node { service { id } isPlaceWithheld } } } signposts { edges { node { service { id } isPlaceWithheld } } } } } }`
  const told = (open: boolean) => ({
    edges: [{ node: open ? { service: { id: 'service-1' }, isPlaceWithheld: false } : { service: null, isPlaceWithheld: true } }]
  })
  const tell = (principal: Principal, identityRecordId: string) =>
    referrals.ask(principal, 'mutation ($input: SignpostInput!) { signpost(input: $input) { id } }', {
      input: { identityRecordId, serviceId: 'service-1', needCode: 'debt', idempotencyKey: crypto.randomUUID() }
    })

  test.each([
    ['by its own team', practitioner, false, true],
    ['by the sister service, where nobody said that it is safe to tell', navigator, false, false],
    ['by the sister service, where it is', navigator, true, true]
  ])('is known from a referral and a signpost %s', async (_, principal, isPlaceOpen, isKnown) => {
    const recordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION', consent: true, isPlaceOpen })
    await sendFor(practitioner, recordId)
    await tell(practitioner, recordId)

    const { found, errors } = await entities(principal, places, [person(recordId)])

    expect(errors).toEqual([])
    expect(found).toEqual([{ onwardReferrals: told(isKnown), signposts: told(isKnown) }])
  })

  test('is known to the provider of the service itself', async () => {
    const { id } = await makeReferralThat(referrals)

    const { data } = await referrals.ask(provider, 'query ($id: ID!) { onwardReferral(id: $id) { service { id } isPlaceWithheld } }', { id })

    expect(data?.onwardReferral).toEqual({ service: { id: 'service-1' }, isPlaceWithheld: false })
  })

  test('is known to a peer support worker of what they told themselves, and to the team of that; not of the referral', async () => {
    const peer = persona('ld-peer-support-worker')
    const recordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION' })
    await openByName(referrals, recordId, peer)
    await sendFor(practitioner, recordId)
    await tell(peer, recordId)

    expect((await entities(peer, places, [person(recordId)])).found).toEqual([{ onwardReferrals: told(false), signposts: told(true) }])
    expect((await entities(practitioner, places, [person(recordId)])).found).toEqual([{ onwardReferrals: told(true), signposts: told(true) }])
  })

  test('costs as many statements for twenty persons as for one', async () => {
    const persons: object[] = []
    for (let count = 0; count < 20; count++) {
      const recordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION', consent: true })
      await sendFor(practitioner, recordId)
      persons.push(person(recordId))
    }

    const statementsOf = async (them: object[]) => {
      referrals.statements()
      await entities(navigator, places, them)
      return referrals.statements().length
    }

    expect(await statementsOf(persons)).toBe(await statementsOf(persons.slice(0, 1)))
  })
})
