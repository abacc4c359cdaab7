import { room } from '@throughcare/referrals'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { makeKnown, openByName } from '@throughcare/test/support/known-record'
import { askTo, now, provider, referralInput } from '@throughcare/test/support/onward-referrals'
import { persona, practitioner } from '@throughcare/test/support/personas'

let referrals: FedRoom
let identityRecordId: string
beforeAll(async () => void (referrals = await openFedRoom(room, { clock: { now: () => now } })))
beforeEach(async () => {
  await referrals.rows('delete from referrals.known_need')
  identityRecordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION' })
})
afterAll(() => referrals.close())

const told = (needCode: string) => feedEvent({ type: 'directory.need-recorded', subjectId: needCode, payload: { needCode } })
const refused = [{ code: 'BAD_USER_INPUT', message: expect.stringContaining('no such need in the need taxonomy') }]

const make = (needCode: string, changes: object = { consent: 'GIVEN' }) =>
  askTo(referrals, practitioner, { mutation: 'makeReferral', input: referralInput(identityRecordId, { needCode, ...changes }) })
const tell = (needCode: string, principal = practitioner) => {
  const input = { identityRecordId, serviceId: 'service-1', needCode, idempotencyKey: crypto.randomUUID() }
  return referrals.ask(principal, 'mutation ($input: SignpostInput!) { signpost(input: $input) { id } }', { input })
}
const written = () =>
  referrals.rows(
    `select need_code from referrals.onward_referral where record_id = $1 union all select need_code from referrals.signpost where record_id = $1
     union all select payload ->> 'needCode' from referrals.outbox_event where record_id = $1`,
    identityRecordId
  )

describe('a need of which directory has not told', () => {
  test('is taken as long as nothing was told of the need taxonomy', async () => {
    expect((await make('before-it-was-told')).errors).toEqual([])
    expect((await tell('before-it-was-told')).errors).toEqual([])
  })

  test('is refused in a referral, a draft and a signpost once any was, and nothing is written', async () => {
    await referrals.publish('directory', told('housing'), told('alcohol'))
    await referrals.publish('directory', told('housing'))

    expect((await make('castles')).errors).toMatchObject(refused)
    expect((await make('Housing', { asDraft: true })).errors).toMatchObject(refused)
    expect((await tell('castles')).errors).toMatchObject(refused)
    expect(await written()).toEqual([])
    expect((await make('housing')).errors).toEqual([])
    expect((await make('alcohol', { asDraft: true })).errors).toEqual([])
    expect((await tell('alcohol')).errors).toEqual([])
  })

  test('is refused to a peer support worker too, who tells of one that is in it', async () => {
    const peer = persona('ld-peer-support-worker')
    await openByName(referrals, identityRecordId, peer)
    await referrals.publish('directory', told('housing'))

    expect((await tell('castles', peer)).errors).toMatchObject(refused)
    expect((await tell('housing', peer)).errors).toEqual([])
  })

  test('stays in a referral that was made for it before: it is sent, and another service takes its place', async () => {
    const sent = await make('before-it-was-told')
    const draft = await make('before-it-was-told', { asDraft: true })
    await referrals.publish('directory', told('housing'))

    const send = { mutation: 'sendOnwardReferral', input: { referralId: draft.referral.id, expectedVersion: 1, consent: 'GIVEN' } }
    const elsewhere = { serviceId: 'service-2', providerOrganisationId: provider.organisation, consent: 'GIVEN' }
    const redirect = { mutation: 'redirectOnwardReferral', input: { referralId: sent.referral.id, expectedVersion: 1, ...elsewhere } }
    expect((await askTo(referrals, practitioner, send)).errors).toEqual([])
    expect((await askTo(referrals, practitioner, redirect)).errors).toEqual([])
  })

  test('of a person whom the service does not know is not found, whatever the need', async () => {
    await referrals.publish('directory', told('housing'))
    identityRecordId = crypto.randomUUID()

    expect((await make('castles')).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await tell('castles')).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
