import { z } from 'zod'

const services = z.enum(['LIAISON_DIVERSION', 'RECONNECT'])
const referral = { referralId: z.uuid(), serviceId: z.string(), episodeId: z.uuid(), madeBy: services }
const signpost = { signpostId: z.uuid(), serviceId: z.string(), madeBy: services }

/** Readers of a referral's event: its pointers, and the coded facts named. */
const readers = <Fact extends string>(...facts: Fact[]) => ({ audit: ['referralId'], journeys: ['referralId', 'serviceId', 'episodeId', 'madeBy', ...facts] })

const ofNeed = ['referralId', 'episodeId', 'madeBy', 'needCode'] as const
/** Both services follow which of their needs a referral serves, whether the service was heard of, and whether it failed. */
const forNeeds = { 'liaison-diversion': ofNeed, reconnect: ofNeed } as const

/** What `referrals` publishes: times, pointers and coded facts. Why something was shared without consent stays in the room. */
export const referralsEvents = {
  'referrals.referral-drafted': { version: 1, shape: z.object({ ...referral, needCode: z.string() }), readers: { audit: ['referralId'] } },
  'referrals.referral-sent': {
    version: 1,
    shape: z.object({ ...referral, needCode: z.string(), sharingBasis: z.string() }),
    readers: { ...readers('sharingBasis'), ...forNeeds }
  },
  'referrals.referral-received': { version: 1, shape: z.object(referral), readers: { ...readers(), ...forNeeds } },
  'referrals.referral-accepted': { version: 1, shape: z.object(referral), readers: { ...readers(), ...forNeeds } },
  'referrals.referral-declined': { version: 1, shape: z.object({ ...referral, reason: z.string() }), readers: { ...readers('reason'), ...forNeeds } },
  'referrals.appointment-offered': {
    version: 1,
    shape: z.object({ ...referral, firstAppointmentAt: z.iso.datetime() }),
    readers: readers('firstAppointmentAt')
  },
  'referrals.appointment-attended': { version: 1, shape: z.object(referral), readers: readers() },
  'referrals.appointment-missed': { version: 1, shape: z.object(referral), readers: readers() },
  'referrals.support-started': { version: 1, shape: z.object(referral), readers: readers() },
  'referrals.referral-ended': { version: 1, shape: z.object({ ...referral, outcome: z.string() }), readers: readers('outcome') },
  /** The person was referred to another service instead: the new referral is told of by its own events. */
  'referrals.referral-redirected': { version: 1, shape: z.object(referral), readers: { ...readers(), ...forNeeds } },
  'referrals.referral-withdrawn': { version: 1, shape: z.object({ ...referral, reason: z.string() }), readers: { ...readers('reason'), ...forNeeds } },
  /** What the service is told of the person was said anew; what it is stays in the room. */
  'referrals.facts-recorded': { version: 1, shape: z.object(referral), readers: { audit: ['referralId'] } },
  'referrals.signposted': {
    version: 1,
    shape: z.object({ ...signpost, needCode: z.string() }),
    readers: { audit: ['signpostId'], journeys: ['signpostId', 'serviceId', 'madeBy'] }
  },
  'referrals.take-up-recorded': {
    version: 1,
    shape: z.object({ ...signpost, takenUp: z.string() }),
    readers: { audit: ['signpostId'], journeys: ['signpostId', 'serviceId', 'madeBy', 'takenUp'] }
  },
  /** That something told of a signpost was recorded in error, and counts no more: `step` is what its event is called here. Why stays in the room. */
  'referrals.step-withdrawn': {
    version: 1,
    shape: z.object({ ...signpost, step: z.enum(['signposted', 'take-up-recorded']), partId: z.null() }),
    readers: { audit: ['signpostId'], journeys: ['signpostId', 'madeBy', 'step', 'partId'] }
  }
} as const
