import { makeKnown } from '@throughcare/test/support/known-record'
import { openReferrals, provider } from '@throughcare/test/support/onward-referrals'
import { navigator, persona, stranger } from '@throughcare/test/support/personas'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
let recordId: string
beforeAll(async () => {
  referrals = await openReferrals()
  recordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION', consent: true })
})
afterAll(() => referrals.close())

describe('who may record a signpost', () => {
  test.each([
    ['the same team in another organisation', stranger('ld-practitioner'), 'NOT_FOUND'],
    ['the sister service, for a record that is not its own', navigator, 'NOT_FOUND'],
    ['a member of staff who belongs to neither service', { ...navigator, service: null }, 'FORBIDDEN'],
    ['a peer support worker who is not assigned to the person', persona('ld-peer-support-worker'), 'NOT_FOUND'],
    ['a peer support worker of the sister service', persona('reconnect-peer-support-worker'), 'NOT_FOUND'],
    ['a provider', provider, 'FORBIDDEN'],
    ['a commissioner', persona('commissioner'), 'FORBIDDEN']
  ])('refuses %s', async (_, principal, code) => {
    const input = { identityRecordId: recordId, serviceId: 'service-1', needCode: 'debt', idempotencyKey: crypto.randomUUID() }
    const { errors } = await referrals.ask(principal, 'mutation ($input: SignpostInput!) { signpost(input: $input) { id } }', { input })

    expect(errors.map((error) => error.code)).toEqual([code])
    expect(await referrals.rows('select 1 from referrals.signpost')).toEqual([])
  })
})
