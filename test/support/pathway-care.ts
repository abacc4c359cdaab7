import { dayOf, instantOf, isUnmet, standingOf, stateOf, type OracleEpisode } from './pathway-oracle.ts'
import { chosen, daysAfter, isEarly, isLate, oneOf, wrong, type Step, type Verb } from './pathway-step.ts'

// What each verb of a pathway asks for, when it is refused, and what comes of it: by the words of the service's own guidance, not the room's.

const screenings = ['NO_NEED', 'NEEDS_IDENTIFIED', 'ASSESSMENT_REQUIRED']
export const statuses = ['IDENTIFIED', 'ALREADY_SUPPORTED', 'REFERRED', 'MET', 'DECLINED']
export const needs = ['housing', 'alcohol', 'mental-health']
const cohorts = ['VETERAN', 'CROWN_COURT']
const askedOf = ({ assessments }: OracleEpisode) => assessments.filter(({ asked }) => asked !== null)
const isLastMet = ({ contacts }: OracleEpisode, step: Step) => contacts.every(({ at }) => at <= step.at)
const followUpOf = ({ at, pick, flag }: Step) => (flag ? daysAfter(at, (pick % 4) - 1) : null)

const seeing: Record<string, Verb> = {
  offer: {
    mutation: 'offerScreening',
    input: (_, { at }) => ({ offeredAt: instantOf(at) }),
    refused: (e, step) => wrong(stateOf(e) !== 'REFERRED' || isLate(step) || isEarly(e, step)),
    follow(e, { at }) {
      e.offered = at
      return ['screening-offered']
    }
  },
  screen: {
    mutation: 'recordScreening',
    input: (_, step) => ({ screenedAt: instantOf(step.at), outcome: oneOf(screenings, step), risk: 'HIGH', ...(step.flag ? { urgency: 'URGENT' } : {}) }),
    refused: (e, step) => wrong(!/REFERRED|OFFERED/.test(stateOf(e)) || isLate(step) || step.at < Math.max(e.received, e.offered ?? 0)),
    follow(e, step) {
      e.screened = { at: step.at, outcome: oneOf(screenings, step), hasUrgency: step.flag }
      return ['screening-recorded']
    }
  },
  leave: {
    mutation: 'recordNotSeen',
    input: (_, { at, flag }) => ({ notSeenAt: instantOf(at), reason: flag ? 'DECLINED' : 'UNFIT' }),
    refused: (e, step) => wrong(stateOf(e).match(/REFERRED|OFFERED/) === null || isLate(step) || isEarly(e, step) || step.at < (e.offered ?? 0)),
    follow(e, { at, flag }) {
      e.notSeen = { at, isDeclined: flag }
      if (flag) e.offered ??= at
      return ['not-seen-recorded']
    }
  },
  assess: {
    mutation: 'recordAssessment',
    makes: 'assessments',
    input: (_, { at }) => ({ assessedAt: instantOf(at), assessedBy: 'Nurse', outcome: 'ADVICE_GIVEN' }),
    refused: (e, step) => wrong(e.closed !== null || !e.screened || isLate(step) || isEarly(e, step)),
    follow(e, { at }, id) {
      e.assessments.push({ id, asked: null, made: at })
      return ['assessment-recorded']
    }
  },
  ask: {
    mutation: 'requestSpecialistAssessment',
    makes: 'assessments',
    input: (_, { at }) => ({ requestedAt: instantOf(at), specialism: 'PSYCHIATRY' }),
    refused: (e, step) => wrong(e.closed !== null || !e.screened || isLate(step) || isEarly(e, step)),
    follow(e, { at }, id) {
      e.assessments.push({ id, asked: at, made: null })
      return ['specialist-assessment-requested']
    }
  },
  answer: {
    mutation: 'recordAssessment',
    input(e, step) {
      const asked = chosen(askedOf(e), step)
      return asked ? { assessmentId: asked.id, assessedAt: instantOf(step.at), assessedBy: 'Dr', outcome: 'HOSPITAL' } : null
    },
    refused(e, step) {
      const asked = chosen(askedOf(e), step)
      return wrong(e.closed !== null || isLate(step) || isEarly(e, step) || asked?.made != null || step.at < (asked?.asked ?? 0))
    },
    follow(e, step) {
      Object.assign(chosen(askedOf(e), step) ?? {}, { made: step.at })
      return ['assessment-recorded']
    }
  },
  meet: {
    mutation: 'recordContact',
    makes: 'contacts',
    input: (_, step) => ({ contactAt: instantOf(step.at), mechanism: 'VIDEO', attendance: 'ON_TIME', place: 'OTHER', followUpDueOn: followUpOf(step) }),
    refused(e, step) {
      const followUp = followUpOf(step)
      const isOver = e.closed !== null && (step.at > e.closed.at || followUp !== null)
      const isUndecided = followUp !== null && (followUp < dayOf(step.at) || !isLastMet(e, step))
      return wrong(isOver || isLate(step) || step.at < e.received || isUndecided)
    },
    follow(e, step, id) {
      if (!e.closed && isLastMet(e, step)) e.followUp = followUpOf(step)
      e.contacts.push({ id, at: step.at })
      return ['contact-recorded']
    }
  }
}

const needing: Record<string, Verb> = {
  identify: {
    mutation: 'identifyNeeds',
    makes: 'needs',
    input: (_, step) => ({ needs: [{ needCode: oneOf(needs, step), status: step.flag ? 'REFERRED' : 'IDENTIFIED' }] }),
    refused: (e, step) => wrong(e.closed !== null || !e.screened || e.needs.some(({ code }) => code === oneOf(needs, step))),
    follow(e, { now, flag, ...step }, id) {
      const code = oneOf(needs, { now, flag, ...step })
      e.needs.push({ id, code, at: now, reviews: new Map(flag ? [['REFERRED', now]] : []), isExplained: false })
      return ['need-identified']
    }
  },
  review: {
    mutation: 'reviewNeed',
    input(e, step) {
      const need = chosen(e.needs, step)
      return need ? { needId: need.id, status: oneOf(statuses, step), statusAt: instantOf(step.at) } : null
    },
    refused(e, step) {
      const need = chosen(e.needs, step)
      return wrong(oneOf(statuses, step) === 'IDENTIFIED' || isLate(step) || step.at < (need ? standingOf(need).at : 0))
    },
    follow(e, step) {
      chosen(e.needs, step)?.reviews.set(oneOf(statuses, step), step.at)
      return ['need-reviewed']
    }
  },
  explain: {
    mutation: 'explainUnmetNeed',
    input(e, step) {
      const need = chosen(e.needs, step)
      return need ? { needId: need.id, reason: 'NO_SERVICE' } : null
    },
    refused(e, step) {
      const need = chosen(e.needs, step)
      return wrong(!need || !isUnmet(e, need))
    },
    follow(e, step) {
      Object.assign(chosen(e.needs, step) ?? {}, { isExplained: true })
      return ['unmet-need-explained']
    }
  }
}

const protecting: Record<string, Verb> = {
  call: {
    mutation: 'callAppropriateAdult',
    makes: 'appropriateAdults',
    input: (_, { at, flag }) => ({ calledAt: instantOf(at), reason: flag ? 'CHILD' : 'VULNERABLE_ADULT', who: 'SOCIAL_WORKER' }),
    refused: (e, step) =>
      wrong(
        !/POLICE_CUSTODY|VOLUNTARY/.test(e.setting) ||
          isLate(step) ||
          step.at < (e.clock ?? 0) ||
          step.flag !== e.isChild ||
          step.at > (e.closed?.at ?? Infinity)
      ),
    follow(e, { at }, id) {
      e.adults.push({ id, at, isHere: false })
      return ['appropriate-adult-called']
    }
  },
  arrive: {
    mutation: 'recordAppropriateAdultArrival',
    input(e, step) {
      const adult = chosen(e.adults, step)
      return adult ? { appropriateAdultId: adult.id, arrivedAt: instantOf(step.at) } : null
    },
    refused(e, step) {
      const adult = chosen(e.adults, step)
      return wrong(adult?.isHere === true || isLate(step) || step.at < (adult?.at ?? 0))
    },
    follow(e, step) {
      Object.assign(chosen(e.adults, step) ?? {}, { isHere: true })
      return ['appropriate-adult-arrived']
    }
  },
  childhood: {
    mutation: 'recordChildCircumstances',
    input: () => ({ isLookedAfter: 'YES', childProtectionPlan: 'NEVER', isYouthCourtCase: 'NO' }),
    refused: (e) => wrong(!e.isChild),
    follow(e) {
      e.hasCircumstances = true
      return ['child-circumstances-recorded']
    }
  },
  flag: {
    mutation: 'flagCohort',
    input: (_, step) => ({ cohort: oneOf(cohorts, step) }),
    refused: (e, step) => wrong(e.cohorts.has(oneOf(cohorts, step))),
    follow(e, step) {
      e.cohorts.add(oneOf(cohorts, step))
      return ['cohort-flagged']
    }
  },
  unflag: {
    mutation: 'unflagCohort',
    input: (_, step) => ({ cohort: oneOf(cohorts, step) }),
    refused: (e, step) => wrong(!e.cohorts.has(oneOf(cohorts, step))),
    follow(e, step) {
      e.cohorts.delete(oneOf(cohorts, step))
      return ['cohort-unflagged']
    }
  },
  assign: {
    mutation: 'assignPeerSupport',
    makes: 'peerSupport',
    input: () => ({ subject: 'kim', employerId: 'charity' }),
    refused: (e) => wrong(e.closed !== null || e.peers.some(({ isOver }) => !isOver)),
    follow(e, _, id) {
      e.peers.push({ id, isOver: false })
      return ['peer-support-assigned']
    }
  },
  release: {
    mutation: 'endPeerSupport',
    input(e, step) {
      const peer = chosen(e.peers, step)
      return peer ? { assignmentId: peer.id } : null
    },
    refused: (e, step) => wrong(chosen(e.peers, step)?.isOver === true),
    follow(e, step) {
      Object.assign(chosen(e.peers, step) ?? {}, { isOver: true })
      return ['peer-support-ended']
    }
  }
}

/** What is done with and for the person. */
export const care: Record<string, Verb> = { ...seeing, ...needing, ...protecting }
