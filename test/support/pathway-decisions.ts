import { dayOf, diversions, instantOf, isContradicted, lastDone, mayBeDecided } from './pathway-oracle.ts'
import { chosen, daysAfter, isEarly, isLate, oneOf, wrong, type Step, type Verb } from './pathway-step.ts'

// What each verb of a pathway asks for, when it is refused, and what comes of it: by the words of the service's own guidance, not the room's.

const override = { condition: 'SAFEGUARDING', reason: 'Somebody is at risk.' }
const disposals = ['CHARGED', 'BAILED', 'RELEASED_UNDER_INVESTIGATION', 'NO_FURTHER_ACTION', 'VOLUNTARY_ATTENDANCE_ENDED', 'MENTAL_HEALTH_ACT']
const inError = 'RECORDED_IN_ERROR'
const closings = ['COMPLETED', 'DISENGAGED', 'DISENGAGED', 'NOT_SEEN', 'DIED', inError]
const decisions = [...[['POLICE', '8', true] as const, ['POLICE', '23', false] as const], ...[['COURT', '1116', true] as const, ['COURT', '8', false] as const]]
export const hearingOf = ({ at, pick }: Step) => daysAfter(at, (pick % 4) - 1)

function endsSo(setting: string, disposal: string): boolean {
  if (setting === 'POLICE_CUSTODY') return disposal !== 'VOLUNTARY_ATTENDANCE_ENDED'
  return setting === 'VOLUNTARY_ATTENDANCE' && disposal !== 'BAILED' && disposal !== 'RELEASED_UNDER_INVESTIGATION'
}

/** What is decided, told, and by whom the episode is worked, closed and opened. */
export const decisionsAndReports: Record<string, Verb> = {
  dispose: {
    mutation: 'recordCustodyDisposal',
    input: (_, step) => ({ disposal: oneOf(disposals, step), disposedAt: instantOf(step.at) }),
    refused: (e, step) => wrong(e.disposal !== null || !endsSo(e.setting, oneOf(disposals, step)) || isLate(step) || step.at < e.received),
    follow(e, step) {
      e.disposal = oneOf(disposals, step)
      return ['custody-disposal-recorded']
    }
  },
  decide: {
    mutation: 'recordJusticeOutcome',
    makes: 'justiceOutcomes',
    input(_, step) {
      const [decidedBy, code] = chosen(decisions, step) ?? []
      return { decidedBy, code, decidedOn: dayOf(step.at) }
    },
    refused(e, step) {
      const [decidedBy, code, isKnown] = chosen(decisions, step) ?? []
      const on = dayOf(step.at)
      const isTwice = e.decisions.some((one) => one.decidedBy === decidedBy && one.code === code && one.on === on)
      return wrong(!isKnown || on > dayOf(step.now) || on < dayOf(e.received) || isTwice)
    },
    follow(e, step, id) {
      const [decidedBy = '', code = ''] = chosen(decisions, step) ?? []
      e.decisions.push({ id, decidedBy, code, on: dayOf(step.at) })
      return ['justice-outcome-recorded']
    }
  },
  divert: {
    mutation: 'recordDiversion',
    input: (_, step) => ({ outcome: oneOf(diversions, step), divertedAt: instantOf(step.at) }),
    refused(e, step) {
      const outcome = oneOf(diversions, step)
      const isUndone = isContradicted(new Map(e.diversions).set(outcome, step.at))
      return wrong(isLate(step) || !mayBeDecided(e, outcome, step.at) || e.diversions.has(outcome) || isUndone)
    },
    follow(e, step) {
      e.diversions.set(oneOf(diversions, step), step.at)
      return ['diversion-recorded']
    }
  },
  request: {
    mutation: 'requestCourtReport',
    makes: 'courtReports',
    input: (_, step) => ({
      ...{ type: 'VERBAL', purpose: 'SENTENCING', courtId: 'BLKBMC', recipientOrganisationId: 'HMCTS' },
      ...{ requestedAt: instantOf(step.at), hearingOn: hearingOf(step) }
    }),
    refused: (e, step) => wrong(e.closed !== null || isLate(step) || step.at < e.received || hearingOf(step) < dayOf(step.at)),
    follow(e, step, id) {
      e.reports.push({ id, at: step.at, hearing: hearingOf(step), issued: null, isCancelled: false })
      return ['court-report-requested']
    }
  },
  issue: {
    mutation: 'issueCourtReport',
    input(e, step) {
      const report = chosen(e.reports, step)
      return report ? { courtReportId: report.id, contents: 'What was found.', ...(step.flag ? { override } : {}) } : null
    },
    refused: (e, step) => wrong(!e.screened || chosen(e.reports, step)?.isCancelled === true) ?? (step.flag ? null : 'CONSENT_REQUIRED'),
    follow(e, step) {
      const report = chosen(e.reports, step)
      if (report) report.issued ??= step.now
      return ['court-report-issued']
    }
  },
  cancel: {
    mutation: 'cancelCourtReport',
    input(e, step) {
      const report = chosen(e.reports, step)
      return report ? { courtReportId: report.id, reason: 'CASE_ENDED' } : null
    },
    refused(e, step) {
      const report = chosen(e.reports, step)
      return wrong(!report || report.issued !== null || report.isCancelled)
    },
    follow(e, step) {
      Object.assign(chosen(e.reports, step) ?? {}, { isCancelled: true })
      return ['court-report-cancelled']
    }
  },
  share: {
    mutation: 'shareInformation',
    makes: 'informationShares',
    input: (_, { at, flag }) => ({
      ...{ recipient: 'POLICE', purpose: 'CHARGING', contents: 'That they were seen.', sharedAt: instantOf(at) },
      ...(flag ? { override } : {})
    }),
    refused: (e, step) => wrong(isLate(step) || step.at < e.received) ?? (step.flag ? null : 'CONSENT_REQUIRED'),
    follow(e, _, id) {
      e.shares.push({ id })
      return ['information-shared']
    }
  },
  allocate: {
    mutation: 'allocateEpisode',
    input: (_, { flag }) => ({ worker: flag ? 'sam' : null }),
    refused: (e, { flag }) => wrong(e.closed !== null || e.worker === (flag ? 'sam' : null)),
    follow(e, { flag }) {
      e.worker = flag ? 'sam' : null
      return ['episode-allocated']
    }
  },
  close: {
    mutation: 'closeLiaisonDiversionEpisode',
    input: (_, step) => ({ closedAt: instantOf(step.at), reason: oneOf(closings, step) }),
    refused(e, step) {
      const isWorkedOn = e.needs.length > 0 || e.sent.some(({ isTakenBack }) => !isTakenBack)
      const reason = oneOf(closings, step)
      const isSeen = { COMPLETED: e.screened !== null, NOT_SEEN: e.screened === null && e.notSeen !== null }[reason] ?? (e.screened ?? e.notSeen) !== null
      // No death is recorded of anybody here.
      const isUntrue = reason === inError ? isWorkedOn : reason === 'DIED' || !isSeen
      return wrong(e.closed !== null || isUntrue || isLate(step) || isEarly(e, step) || step.at < lastDone(e))
    },
    follow(e, step) {
      e.closed = { at: step.at, reason: oneOf(closings, step) }
      e.followUp = null
      const ended = e.peers.filter(({ isOver }) => !isOver)
      for (const peer of ended) peer.isOver = true
      return ['episode-closed', ...ended.map(() => 'peer-support-ended'), ...(e.closed.reason === inError ? ['step-withdrawn'] : [])]
    }
  },
  reopen: {
    mutation: 'reopenLiaisonDiversionEpisode',
    input: () => ({ reason: 'They came back.' }),
    refused: (e) => wrong(!e.closed),
    follow(e) {
      const told = e.closed?.reason === inError ? ['referral-received'] : []
      e.closed = null
      return ['episode-reopened', ...told]
    }
  }
}
