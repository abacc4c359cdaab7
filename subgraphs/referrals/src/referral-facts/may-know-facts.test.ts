import { provider } from '@throughcare/test/support/onward-referrals'
import { practitioner } from '@throughcare/test/support/personas'
import type { OnwardReferralRow } from '../onward-referral/onward-referral.store.ts'
import { mayKnowFacts } from './may-know-facts.ts'

const now = new Date('2026-06-08T12:00:00Z')
const nothing = {
  ...{ receivedAt: null, acceptedAt: null, declinedAt: null, offeredAt: null, firstAppointmentAt: null, attendance: null },
  ...{ supportStartedAt: null, endedAt: null, redirectedAt: null, withdrawnAt: null, overrideReason: null }
}
const onConsent = { sharingBasis: 'CONSENT' }
const onReason = { sharingBasis: 'SAFEGUARDING', overrideReason: 'An invented reason' }
const onRecord = { sharingBasis: 'SAFEGUARDING' }
const override = { ground: 'SAFEGUARDING', until: '2199-01-01T00:00:00.000Z' }

const mayKnow = (principal: typeof provider, ground: object, isFresh: boolean) => {
  const referral = { ...nothing, recordId: 'r', providerOrganisation: provider.organisation, sentAt: new Date('2026-06-01T09:00:00Z'), ...ground }
  const position = { decision: 'GIVEN', decidedAt: '2026-05-01T09:00:00.000Z', until: null, override }
  const loaders = { knownRecord: { load: async () => ({ position }) } }
  const context = { principal, loaders, clock: { now: () => now }, access: { isFresh: () => isFresh } }
  return mayKnowFacts(context as never, referral as unknown as OnwardReferralRow)
}

describe('what was told with a referral, while news from people is on time and while it is late', () => {
  test.each([
    ['a provider, on consent', provider, onConsent, [true, false]],
    ['a provider, under a condition of the record', provider, onRecord, [true, false]],
    ['a provider, under a condition named with its reason', provider, onReason, [true, true]],
    ['the team that told it', practitioner, onConsent, [true, true]]
  ])('%s', async (_, principal, ground, expected) => {
    expect([await mayKnow(principal, ground, true), await mayKnow(principal, ground, false)]).toEqual(expected)
  })
})
