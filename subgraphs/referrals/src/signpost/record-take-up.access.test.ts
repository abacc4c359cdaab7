import { makeKnown, openByName } from '@throughcare/test/support/known-record'
import { openReferrals, provider } from '@throughcare/test/support/onward-referrals'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
let signpostId: string
beforeAll(async () => {
  referrals = await openReferrals()
  const identityRecordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION', consent: true })
  await openByName(referrals, identityRecordId, persona('ld-peer-support-worker'))
  const input = { identityRecordId, serviceId: 'service-1', needCode: 'debt', idempotencyKey: crypto.randomUUID() }
  const { data } = await referrals.ask(practitioner, 'mutation ($input: SignpostInput!) { signpost(input: $input) { id } }', { input })
  signpostId = data?.signpost.id
})
afterAll(() => referrals.close())

describe('who may record whether a signpost was taken up', () => {
  test.each([
    ['the same team in another organisation', stranger('ld-practitioner'), 'NOT_FOUND'],
    ['the sister service, though the person agreed that it may read it', navigator, 'NOT_FOUND'],
    ['a peer support worker who is assigned, and did not tell them', persona('ld-peer-support-worker'), 'NOT_FOUND'],
    ['a provider', provider, 'FORBIDDEN'],
    ['a commissioner', persona('commissioner'), 'FORBIDDEN']
  ])('refuses %s', async (_, principal, code) => {
    const input = { signpostId, takenUp: 'TAKEN_UP', expectedVersion: 1, idempotencyKey: crypto.randomUUID() }
    const { errors } = await referrals.ask(principal, 'mutation ($input: RecordTakeUpInput!) { recordTakeUp(input: $input) { id } }', { input })

    expect(errors.map((error) => error.code)).toEqual([code])
    expect(await referrals.rows('select taken_up from referrals.signpost')).toEqual([{ taken_up: null }])
  })
})
