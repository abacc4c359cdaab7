import { z } from 'zod'
import { signInName } from '../sign-in-name.ts'

const episode = { episodeId: z.uuid(), facilityId: z.string() }

/** Readers of an episode's event: its pointers, and for journeys the coded facts named. */
const readers = <Fact extends string>(...facts: Fact[]) => ({ audit: ['episodeId'], journeys: ['episodeId', 'facilityId', ...facts] })

/** What stays between this room and the audit: that it happened, and to which episode. */
const auditOnly = { audit: ['episodeId'] } as const

/** What `liaison-diversion` publishes: times, pointers and coded facts. Clinical words and risk stay in the room. */
export const liaisonDiversionEvents = {
  'liaison-diversion.referral-received': {
    version: 1,
    shape: z.object({ ...episode, setting: z.string(), source: z.string() }),
    readers: { ...readers('setting'), referrals: ['episodeId'] }
  },
  'liaison-diversion.screening-offered': { version: 1, shape: z.object(episode), readers: readers() },
  'liaison-diversion.screening-recorded': { version: 1, shape: z.object({ ...episode, outcome: z.string() }), readers: readers() },
  'liaison-diversion.not-seen-recorded': { version: 1, shape: z.object({ ...episode, reason: z.string() }), readers: readers() },
  'liaison-diversion.specialist-assessment-requested': {
    version: 1,
    shape: z.object({ ...episode, assessmentId: z.uuid(), specialism: z.string() }),
    readers: readers('assessmentId')
  },
  'liaison-diversion.assessment-recorded': {
    version: 1,
    shape: z.object({ ...episode, assessmentId: z.uuid(), kind: z.string(), outcome: z.string() }),
    readers: readers('assessmentId')
  },
  'liaison-diversion.need-identified': {
    version: 1,
    shape: z.object({ ...episode, needId: z.uuid(), needCode: z.string(), status: z.string() }),
    readers: { audit: ['episodeId', 'needId'] }
  },
  'liaison-diversion.need-reviewed': {
    version: 1,
    shape: z.object({ ...episode, needId: z.uuid(), needCode: z.string(), status: z.string() }),
    readers: { audit: ['episodeId', 'needId'] }
  },
  'liaison-diversion.need-served': {
    version: 1,
    shape: z.object({ ...episode, needId: z.uuid(), needCode: z.string(), onwardReferralId: z.uuid() }),
    readers: { audit: ['episodeId', 'needId', 'onwardReferralId'] }
  },
  'liaison-diversion.unmet-need-explained': {
    version: 1,
    shape: z.object({ ...episode, needId: z.uuid(), needCode: z.string(), reason: z.string() }),
    readers: { audit: ['episodeId', 'needId'] }
  },
  'liaison-diversion.contact-recorded': {
    version: 1,
    shape: z.object({ ...episode, contactId: z.uuid(), mechanism: z.string(), attendance: z.string() }),
    readers: readers('attendance', 'contactId')
  },
  'liaison-diversion.appropriate-adult-called': {
    version: 1,
    shape: z.object({ ...episode, appropriateAdultId: z.uuid(), reason: z.string() }),
    readers: readers()
  },
  'liaison-diversion.appropriate-adult-arrived': { version: 1, shape: z.object({ ...episode, appropriateAdultId: z.uuid() }), readers: readers() },
  /** Which circumstances, and which pathway, stays in the room. */
  'liaison-diversion.child-circumstances-recorded': { version: 1, shape: z.object(episode), readers: auditOnly },
  'liaison-diversion.cohort-flagged': { version: 1, shape: z.object(episode), readers: auditOnly },
  'liaison-diversion.cohort-unflagged': { version: 1, shape: z.object(episode), readers: auditOnly },
  /** What a report says, and why it was shared without consent, stays in the room. */
  'liaison-diversion.court-report-requested': {
    version: 1,
    shape: z.object({ ...episode, courtReportId: z.uuid(), reportType: z.string(), purpose: z.string(), courtId: z.string(), hearingOn: z.iso.date() }),
    readers: readers('courtReportId')
  },
  'liaison-diversion.court-report-issued': {
    version: 1,
    shape: z.object({ ...episode, courtReportId: z.uuid(), reportType: z.string(), issueNumber: z.int(), hearingOn: z.iso.date(), basis: z.string() }),
    readers: readers()
  },
  'liaison-diversion.court-report-cancelled': {
    version: 1,
    shape: z.object({ ...episode, courtReportId: z.uuid(), reason: z.string() }),
    readers: auditOnly
  },
  'liaison-diversion.information-shared': {
    version: 1,
    shape: z.object({ ...episode, informationShareId: z.uuid(), recipient: z.string(), purpose: z.string(), basis: z.string() }),
    readers: readers('informationShareId')
  },
  'liaison-diversion.custody-disposal-recorded': { version: 1, shape: z.object({ ...episode, disposal: z.string() }), readers: readers() },
  'liaison-diversion.justice-outcome-recorded': {
    version: 1,
    shape: z.object({ ...episode, justiceOutcomeId: z.uuid(), decidedBy: z.string(), code: z.string() }),
    readers: readers('justiceOutcomeId')
  },
  /** `diversionId`: the same whenever one outcome is told of one episode. */
  'liaison-diversion.diversion-recorded': {
    version: 1,
    shape: z.object({ ...episode, diversionId: z.uuid(), outcome: z.string() }),
    readers: readers('diversionId')
  },
  /** `people` opens the person's records of the team to the peer support worker, by the name they sign in with, until the assignment ends. */
  'liaison-diversion.peer-support-assigned': {
    version: 1,
    shape: z.object({ ...episode, assignmentId: z.uuid(), subject: signInName }),
    readers: { audit: ['episodeId'], people: ['assignmentId', 'subject'] }
  },
  'liaison-diversion.peer-support-ended': {
    version: 1,
    shape: z.object({ ...episode, assignmentId: z.uuid() }),
    readers: { audit: ['episodeId'], people: ['assignmentId'] }
  },
  /** `people` opens the person's records of the team to the worker, whoever employs them, until another has the episode or it is closed. */
  'liaison-diversion.episode-allocated': {
    version: 1,
    shape: z.object({ ...episode, worker: signInName.nullable() }),
    readers: { ...auditOnly, people: ['episodeId', 'worker'] }
  },
  'liaison-diversion.episode-closed': {
    version: 1,
    shape: z.object({ ...episode, reason: z.string() }),
    readers: { ...readers(), people: ['episodeId'] }
  },
  /** `worker`: who had the episode when it was closed, and has it again. */
  'liaison-diversion.episode-reopened': {
    version: 1,
    shape: z.object({ ...episode, worker: signInName.nullable() }),
    readers: { ...readers(), people: ['episodeId', 'worker'], referrals: ['episodeId'] }
  },
  /**
   * That something told before was recorded in error, and counts no more: `step` is what its event is called here, `partId` which of several,
   * by the id that its event told; null where an episode has one alone. With `referral-received` the whole episode is: `referrals` sends nothing in it then.
   */
  'liaison-diversion.step-withdrawn': {
    version: 1,
    shape: z.object({ ...episode, step: z.string(), partId: z.uuid().nullable() }),
    readers: { ...readers('step', 'partId'), referrals: ['episodeId', 'step'] }
  },
  /** That fields were corrected, by name. Steps whose time or code changed are published again under the same version, those withdrawn as `step-withdrawn`. */
  'liaison-diversion.episode-corrected': { version: 1, shape: z.object({ ...episode, fields: z.array(z.string()) }), readers: auditOnly }
} as const
