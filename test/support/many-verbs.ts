import { idOf, standings } from './many-episodes.ts'

/** An open episode of the load, and the ids of its parts. */
export type Loaded = Record<'id' | 'recordId' | 'needId' | 'referralId' | 'reportId' | 'adultId' | 'assignmentId', string>

type LoadedVerb = { mutation: string; of: keyof typeof standings; input(loaded: Loaded): object; isPeers?: true }

const contact = { mechanism: 'VIDEO', attendance: 'ON_TIME', place: 'OTHER' }
const override = { condition: 'SAFEGUARDING', reason: 'Somebody is at risk.' }
const inAMonth = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10)
const report = { type: 'VERBAL', purpose: 'SENTENCING', courtId: 'BLKBMC', hearingOn: inAMonth, recipientOrganisationId: 'HMCTS' }
const told = { recipient: 'POLICE', purpose: 'CHARGING', contents: 'That they were seen.', override }

/** Every verb on an episode that stands, with an episode of the load on which it may be done. */
export const loadedVerbs: LoadedVerb[] = [
  { mutation: 'offerScreening', of: 'unseen', input: () => ({}) },
  { mutation: 'recordScreening', of: 'offered', input: () => ({ outcome: 'NO_NEED', risk: 'LOW', urgency: 'URGENT' }) },
  { mutation: 'recordNotSeen', of: 'unseen', input: () => ({ reason: 'UNFIT' }) },
  { mutation: 'recordAssessment', of: 'assessmentDue', input: () => ({ assessedBy: 'Nurse', outcome: 'ADVICE_GIVEN' }) },
  { mutation: 'requestSpecialistAssessment', of: 'assessmentDue', input: () => ({ specialism: 'PSYCHIATRY' }) },
  { mutation: 'identifyNeeds', of: 'assessmentDue', input: () => ({ needs: [{ needCode: 'alcohol' }, { needCode: 'debt-benefits' }] }) },
  { mutation: 'reviewNeed', of: 'withNeed', input: ({ needId }) => ({ needId, status: 'MET' }) },
  { mutation: 'explainUnmetNeed', of: 'withNeed', input: ({ needId }) => ({ needId, reason: 'NO_SERVICE' }) },
  { mutation: 'serveNeed', of: 'withNeed', input: ({ needId, referralId }) => ({ needId, onwardReferralId: referralId }) },
  { mutation: 'recordContact', of: 'withFollowUp', input: () => contact },
  { mutation: 'callAppropriateAdult', of: 'unseen', input: () => ({ reason: 'VULNERABLE_ADULT', who: 'SOCIAL_WORKER' }) },
  { mutation: 'recordAppropriateAdultArrival', of: 'withAdult', input: ({ adultId }) => ({ appropriateAdultId: adultId }) },
  { mutation: 'flagCohort', of: 'withFollowUp', input: () => ({ cohort: 'VETERAN' }) },
  { mutation: 'unflagCohort', of: 'withAdult', input: () => ({ cohort: 'VETERAN' }) },
  { mutation: 'recordCustodyDisposal', of: 'withNeed', input: () => ({ disposal: 'BAILED' }) },
  { mutation: 'recordJusticeOutcome', of: 'withFollowUp', input: () => ({ decidedBy: 'POLICE', code: '8' }) },
  { mutation: 'recordDiversion', of: 'withFollowUp', input: () => ({ outcome: 'SUPPORTED_WITHIN_JUSTICE' }) },
  { mutation: 'requestCourtReport', of: 'withFollowUp', input: () => report },
  { mutation: 'issueCourtReport', of: 'withReport', input: ({ reportId }) => ({ courtReportId: reportId, contents: 'What was found.', override }) },
  { mutation: 'cancelCourtReport', of: 'withReport', input: ({ reportId }) => ({ courtReportId: reportId, reason: 'CASE_ENDED' }) },
  { mutation: 'shareInformation', of: 'withReport', input: () => told },
  { mutation: 'allocateEpisode', of: 'withFollowUp', input: () => ({ worker: 'sam' }) },
  { mutation: 'assignPeerSupport', of: 'withFollowUp', input: () => ({ subject: 'kim', employerId: 'charity' }) },
  { mutation: 'endPeerSupport', of: 'withPeer', input: ({ assignmentId }) => ({ assignmentId }) },
  { mutation: 'recordPeerSupportContact', of: 'withPeer', input: () => contact, isPeers: true },
  { mutation: 'correctLiaisonDiversionEpisode', of: 'withSpecialist', input: () => ({ reason: 'A slip of the pen.', screeningRisk: 'HIGH' }) },
  { mutation: 'closeLiaisonDiversionEpisode', of: 'notSeen', input: () => ({ reason: 'NOT_SEEN' }) }
]

/** Where the parts of an open episode of the load stand. */
export const loadedSelect = `select ${idOf('episode')} as id, ${idOf('record')} as "recordId", ${idOf('need')} as "needId",
  ${idOf('onward_referral')} as "referralId", ${idOf('court_report')} as "reportId", ${idOf('appropriate_adult')} as "adultId",
  ${idOf('peer_assignment')} as "assignmentId"`
