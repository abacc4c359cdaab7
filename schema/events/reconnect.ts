import { z } from 'zod'
import { signInName } from '../sign-in-name.ts'

const episode = { episodeId: z.uuid(), facilityId: z.string() }
const pointers = { audit: ['episodeId'], journeys: ['episodeId', 'facilityId'] } as const

const continuity = z.object({ ...episode, runsOutOn: z.iso.date(), continuesOn: z.iso.date().nullable() })
const continuityReaders = { audit: ['episodeId'], journeys: ['episodeId', 'facilityId', 'runsOutOn', 'continuesOn'] } as const

/**
 * What `reconnect` publishes: times, pointers and coded facts. Needs, goals and the reasons for them stay in the room.
 * A release that is corrected is published again under the episode's new version; the latest version holds.
 */
export const reconnectEvents = {
  'reconnect.referral-received': { version: 1, shape: z.object({ ...episode, source: z.string() }), readers: { ...pointers, referrals: ['episodeId'] } },
  'reconnect.eligibility-checked': { version: 1, shape: z.object(episode), readers: { audit: ['episodeId'] } },
  'reconnect.referral-accepted': { version: 1, shape: z.object(episode), readers: pointers },
  'reconnect.referral-declined': { version: 1, shape: z.object({ ...episode, reason: z.string() }), readers: pointers },
  'reconnect.release-date-set': {
    version: 1,
    shape: z.object({ ...episode, plannedReleaseId: z.uuid(), date: z.iso.date() }),
    readers: { audit: ['episodeId'], journeys: ['episodeId', 'facilityId', 'plannedReleaseId', 'date'] }
  },
  'reconnect.released': {
    version: 1,
    shape: z.object({ ...episode, releasedOn: z.iso.date() }),
    readers: { audit: ['episodeId'], journeys: ['episodeId', 'facilityId', 'releasedOn'] }
  },
  'reconnect.support-extended': {
    version: 1,
    shape: z.object({ ...episode, until: z.iso.date() }),
    readers: { audit: ['episodeId'], journeys: ['episodeId', 'facilityId', 'until'] }
  },
  'reconnect.goal-set': {
    version: 1,
    shape: z.object({ ...episode, goalId: z.uuid() }),
    readers: { audit: ['episodeId'], journeys: ['episodeId', 'facilityId', 'goalId'] }
  },
  'reconnect.goal-reviewed': {
    version: 1,
    shape: z.object({ ...episode, goalId: z.uuid() }),
    readers: { audit: ['episodeId'], journeys: ['episodeId', 'facilityId', 'goalId'] }
  },
  'reconnect.needs-assessed': { version: 1, shape: z.object(episode), readers: pointers },
  'reconnect.unmet-need-explained': { version: 1, shape: z.object({ ...episode, needId: z.uuid() }), readers: { audit: ['episodeId', 'needId'] } },
  'reconnect.need-served': {
    version: 1,
    shape: z.object({ ...episode, needId: z.uuid(), onwardReferralId: z.uuid() }),
    readers: { audit: ['episodeId', 'needId', 'onwardReferralId'] }
  },
  'reconnect.need-reviewed': { version: 1, shape: z.object({ ...episode, needId: z.uuid() }), readers: { audit: ['episodeId', 'needId'] } },
  'reconnect.plan-made': { version: 1, shape: z.object(episode), readers: pointers },
  /** `people` opens the person's records of the team to the worker, whoever employs them, until the allocation ends or the episode is closed. */
  'reconnect.worker-allocated': {
    version: 1,
    shape: z.object({ ...episode, side: z.string(), allocationId: z.uuid(), workerId: signInName }),
    readers: { audit: ['episodeId', 'side'], people: ['episodeId', 'allocationId', 'workerId'] }
  },
  'reconnect.allocation-accepted': { version: 1, shape: z.object({ ...episode, side: z.string() }), readers: { audit: ['episodeId', 'side'] } },
  /** Another worker took over, here or on the other side of the gate. */
  'reconnect.allocation-ended': {
    version: 1,
    shape: z.object({ ...episode, allocationId: z.uuid() }),
    readers: { audit: ['episodeId'], people: ['allocationId'] }
  },
  'reconnect.gate-meeting-planned': { version: 1, shape: z.object(episode), readers: { audit: ['episodeId'] } },
  'reconnect.gate-meeting-recorded': { version: 1, shape: z.object({ ...episode, outcome: z.string() }), readers: pointers },
  'reconnect.contact-recorded': {
    version: 1,
    shape: z.object({ ...episode, contactId: z.uuid(), isSeen: z.boolean() }),
    readers: { audit: ['episodeId'], journeys: ['episodeId', 'facilityId', 'contactId'] }
  },
  'reconnect.peer-support-offered': { version: 1, shape: z.object({ ...episode, answer: z.string() }), readers: { audit: ['episodeId'] } },
  /** `people` opens the person's records of the team to the peer support worker, by the name they sign in with, until the assignment ends. */
  'reconnect.peer-support-assigned': {
    version: 1,
    shape: z.object({ ...episode, assignmentId: z.uuid(), subject: signInName }),
    readers: { audit: ['episodeId'], people: ['assignmentId', 'subject'] }
  },
  'reconnect.peer-support-ended': {
    version: 1,
    shape: z.object({ ...episode, assignmentId: z.uuid(), outcome: z.string().nullable() }),
    readers: { audit: ['episodeId'], people: ['assignmentId'] }
  },
  'reconnect.gp-registered': { version: 1, shape: z.object({ ...episode, on: z.iso.date() }), readers: pointers },
  'reconnect.treatment-started': { version: 1, shape: z.object({ ...episode, on: z.iso.date() }), readers: pointers },
  /** From which day on the supply from prison is used up, and on which it goes on in the community, where that is known: dates and nothing else. */
  'reconnect.medicine-continuity-recorded': { version: 1, shape: continuity, readers: continuityReaders },
  'reconnect.treatment-continuity-recorded': { version: 1, shape: continuity, readers: continuityReaders },
  'reconnect.prison-transferred': {
    version: 1,
    shape: z.object({ ...episode, transferId: z.uuid() }),
    readers: { audit: ['episodeId'], journeys: ['episodeId', 'facilityId', 'transferId'] }
  },
  'reconnect.temporarily-released': { version: 1, shape: z.object({ ...episode, releasedOn: z.iso.date() }), readers: pointers },
  'reconnect.returned-to-custody': { version: 1, shape: z.object({ ...episode, returnedOn: z.iso.date() }), readers: pointers },
  'reconnect.episode-closed': {
    version: 1,
    shape: z.object({ ...episode, reason: z.string() }),
    readers: { ...pointers, people: ['episodeId'] }
  },
  /** Whoever worked in it is allocated anew, which follows as events of its own. */
  'reconnect.episode-reopened': { version: 1, shape: z.object(episode), readers: { ...pointers, referrals: ['episodeId'] } },
  /**
   * That something told before was recorded in error, and counts no more: `step` is what its event is called here, `partId` which of several,
   * null where there is one, or where all of its kind are taken back. With `referral-received` the whole episode is: `referrals` sends
   * nothing in it then.
   */
  'reconnect.step-withdrawn': {
    version: 1,
    shape: z.object({ ...episode, step: z.string(), partId: z.uuid().nullable() }),
    readers: { audit: ['episodeId'], journeys: ['episodeId', 'facilityId', 'step', 'partId'], referrals: ['episodeId', 'step'] }
  },
  /** That fields were corrected, by name. Steps whose time or code changed are published again under the same version, those withdrawn as `step-withdrawn`. */
  'reconnect.episode-corrected': { version: 1, shape: z.object({ ...episode, fields: z.array(z.string()) }), readers: { audit: ['episodeId'] } }
} as const
