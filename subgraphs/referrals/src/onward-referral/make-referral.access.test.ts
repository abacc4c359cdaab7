import { makeKnown } from '@throughcare/test/support/known-record'
import { askTo, openReferrals, provider, referralInput } from '@throughcare/test/support/onward-referrals'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
let recordId: string
beforeAll(async () => {
  referrals = await openReferrals()
  recordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION', consent: true })
})
afterAll(() => referrals.close())

describe('who may make an onward referral', () => {
  test.each([
    ['the same team in another organisation, which does not know the record', stranger('ld-practitioner'), 'NOT_FOUND'],
    ['the sister service, for a record that is not its own', navigator, 'NOT_FOUND'],
    ['a member of staff who belongs to neither service', { ...practitioner, service: null }, 'FORBIDDEN'],
    ['a peer support worker', persona('ld-peer-support-worker'), 'FORBIDDEN'],
    ['a provider', provider, 'FORBIDDEN'],
    ['a commissioner', persona('commissioner'), 'FORBIDDEN']
  ])('refuses %s', async (_, principal, code) => {
    const { errors } = await askTo(referrals, principal, { mutation: 'makeReferral', input: referralInput(recordId, { consent: 'GIVEN' }) })

    expect(errors.map((error) => error.code)).toEqual([code])
    expect(await referrals.rows('select 1 from referrals.onward_referral')).toEqual([])
  })

  test('refuses an identity record the service does not know', async () => {
    const input = referralInput(crypto.randomUUID(), { consent: 'GIVEN' })
    const { errors } = await askTo(referrals, practitioner, { mutation: 'makeReferral', input })

    expect(errors).toMatchObject([{ code: 'NOT_FOUND', message: expect.stringContaining('try again in a second') }])
  })
})
