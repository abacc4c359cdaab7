import { room } from '@throughcare/referrals'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { makeKnown, openByName } from '@throughcare/test/support/known-record'
import { askTo, now, provider, referralInput } from '@throughcare/test/support/onward-referrals'
import { persona, practitioner } from '@throughcare/test/support/personas'

let referrals: FedRoom
let identityRecordId: string
beforeAll(async () => void (referrals = await openFedRoom(room, { clock: { now: () => now } })))
beforeEach(async () => {
  await referrals.rows('delete from referrals.known_service')
  identityRecordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION' })
})
afterAll(() => referrals.close())

const hub = crypto.randomUUID()
const other = crypto.randomUUID()
const told = (serviceId: string, changes: object = {}, subjectVersion = 1) => {
  const payload = { serviceId, organisationId: provider.organisation, status: 'ACTIVE', isWithdrawn: false, ...changes }
  return feedEvent({ type: 'directory.service-recorded', subjectId: serviceId, subjectVersion, payload })
}

const make = (serviceId: string, changes: object = {}) =>
  askTo(referrals, practitioner, {
    mutation: 'makeReferral',
    input: referralInput(identityRecordId, { serviceId, providerOrganisationId: provider.organisation, consent: 'GIVEN', ...changes })
  })
const tell = (serviceId: string, principal = practitioner) => {
  const input = { identityRecordId, serviceId, needCode: 'housing', idempotencyKey: crypto.randomUUID() }
  return referrals.ask(principal, 'mutation ($input: SignpostInput!) { signpost(input: $input) { id } }', { input })
}
const refusedAs = (sentence: string) => [{ code: 'BAD_USER_INPUT', message: expect.stringContaining(sentence) }]
const written = () =>
  referrals.rows(
    `select 1 from referrals.onward_referral where record_id = $1 union all select 1 from referrals.signpost where record_id = $1
     union all select 1 from referrals.outbox_event where record_id = $1`,
    identityRecordId
  )

describe('a service of which directory has not told', () => {
  test('is taken as long as nothing was told of any', async () => {
    expect((await make(hub)).errors).toEqual([])
    expect((await tell(hub)).errors).toEqual([])
  })

  test('is refused in a referral, a draft and a signpost once any was, and nothing is written', async () => {
    await referrals.publish('directory', told(hub))

    expect((await make(other)).errors).toMatchObject(refusedAs('no such service'))
    expect((await make(other, { consent: undefined, asDraft: true })).errors).toMatchObject(refusedAs('no such service'))
    expect((await tell(other)).errors).toMatchObject(refusedAs('no such service'))
    expect(await written()).toEqual([])
    expect((await make(hub)).errors).toEqual([])
    expect((await tell(hub)).errors).toEqual([])
  })

  test('is refused to a peer support worker too', async () => {
    const peer = persona('ld-peer-support-worker')
    await openByName(referrals, identityRecordId, peer)
    await referrals.publish('directory', told(hub))

    expect((await tell(other, peer)).errors).toMatchObject(refusedAs('no such service'))
    expect((await tell(hub, peer)).errors).toEqual([])
  })
})

describe('a service that is gone', () => {
  test.each([
    ['taken out of the directory', { isWithdrawn: true }],
    ['ended for good', { status: 'DEFUNCT' }]
  ])('because it was %s is refused until it is back', async (_, changes) => {
    await referrals.publish('directory', told(hub, changes, 2))
    await referrals.publish('directory', told(hub, {}, 1))

    expect((await make(hub)).errors).toMatchObject(refusedAs('has ended'))
    expect((await tell(hub)).errors).toMatchObject(refusedAs('has ended'))
    await referrals.publish('directory', told(hub, {}, 3))
    expect((await make(hub)).errors).toEqual([])
  })

  test('is sent no draft that was made for it before, which stays a draft', async () => {
    await referrals.publish('directory', told(hub))
    const { referral } = await make(hub, { consent: undefined, asDraft: true })
    const send = { mutation: 'sendOnwardReferral', input: { referralId: referral.id, expectedVersion: 1, consent: 'GIVEN' } }
    await referrals.publish('directory', told(hub, { isWithdrawn: true }, 2))

    expect((await askTo(referrals, practitioner, send)).errors).toMatchObject(refusedAs('has ended'))
    await referrals.publish('directory', told(hub, { organisationId: 'ANOTHER' }, 3))
    expect((await askTo(referrals, practitioner, send)).errors).toMatchObject(refusedAs('another organisation'))
    expect(await referrals.rows('select version, sent_at from referrals.onward_referral where id = $1', referral.id)).toEqual([{ version: 1, sent_at: null }])
    await referrals.publish('directory', told(hub, {}, 4))
    expect((await askTo(referrals, practitioner, send)).errors).toEqual([])
  })

  test('is not one that is closed for a time: people wait for it', async () => {
    await referrals.publish('directory', told(hub, { status: 'TEMPORARILY_CLOSED' }))

    expect((await make(hub)).errors).toEqual([])
  })
})

describe('an organisation that does not provide the service', () => {
  test('is refused, so that its staff never see the referral', async () => {
    await referrals.publish('directory', told(hub, { organisationId: 'ANOTHER' }))

    expect((await make(hub)).errors).toMatchObject(refusedAs('another organisation provides that service'))
    expect(await written()).toEqual([])
    expect((await make(hub, { providerOrganisationId: 'ANOTHER' })).errors).toEqual([])
  })

  test('is refused where a referral is redirected, and the old one stands as it was', async () => {
    await referrals.publish('directory', told(hub), told(other, { organisationId: 'ANOTHER' }))
    const { referral } = await make(hub)
    const redirect = (providerOrganisationId: string) => ({
      mutation: 'redirectOnwardReferral',
      input: { referralId: referral.id, expectedVersion: 1, serviceId: other, providerOrganisationId, consent: 'GIVEN' }
    })

    expect((await askTo(referrals, practitioner, redirect(provider.organisation))).errors).toMatchObject(refusedAs('another organisation'))
    expect(await referrals.rows('select version, redirected_at from referrals.onward_referral where id = $1', referral.id)).toEqual([
      { version: 1, redirected_at: null }
    ])
    expect((await askTo(referrals, practitioner, redirect('ANOTHER'))).errors).toEqual([])
  })

  test('is taken as given where the directory names none', async () => {
    await referrals.publish('directory', told(hub, { organisationId: null }))

    expect((await make(hub)).errors).toEqual([])
  })
})
