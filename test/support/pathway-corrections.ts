import { needs, statuses } from './pathway-care.ts'
import { hearingOf } from './pathway-decisions.ts'
import { dayOf, instantOf, isFollowUpLost, standingOf, type OracleEpisode } from './pathway-oracle.ts'
import { chosen, isEarly, isLate, oneOf, wrong, type Step, type Verb } from './pathway-step.ts'

// What may be corrected in a pathway or taken back, and what comes of it: by the words of the service's own guidance, not the room's.

const support = 'SUPPORTED_WITHIN_JUSTICE'
const mutation = 'correctLiaisonDiversionEpisode'
const withdrawn = 'step-withdrawn'

type Correction = Omit<Verb, 'mutation' | 'follow'> & { follow(episode: OracleEpisode, step: Step): string[] }

/** A correction: readers hear that there was one, then what they were told wrongly. */
const correction = ({ input, refused, follow }: Correction): Verb => ({
  mutation,
  input(episode, step) {
    const asked = input(episode, step)
    return asked && { reason: 'It was of somebody else.', ...asked }
  },
  refused,
  follow: (episode, step) => ['episode-corrected', ...follow(episode, step)]
})

type Lists = 'contacts' | 'assessments' | 'needs' | 'adults' | 'decisions' | 'shares'
const listOf: Record<Lists, string> = {
  ...{ contacts: 'contacts', assessments: 'assessments', needs: 'needs' },
  ...{ adults: 'appropriateAdults', decisions: 'justiceOutcomes', shares: 'informationShares' }
}

/** A correction of one part of a list, by what is given of it. */
function ofPart<List extends Lists>(
  list: List,
  {
    given,
    refused,
    follow
  }: {
    given(part: OracleEpisode[List][number], step: Step): object
    refused(part: OracleEpisode[List][number], step: Step, episode: OracleEpisode): boolean
    follow(part: OracleEpisode[List][number], step: Step, episode: OracleEpisode): string[]
  }
): Verb {
  const pick = (episode: OracleEpisode, step: Step) => chosen(episode[list] as OracleEpisode[List][number][], step)
  return correction({
    input(episode, step) {
      const part = pick(episode, step)
      return part ? { [listOf[list]]: [{ id: part.id, ...given(part, step) }] } : null
    },
    refused(episode, step) {
      const part = pick(episode, step)
      return wrong(part !== undefined && refused(part, step, episode))
    },
    follow(episode, step) {
      const part = pick(episode, step)
      return part ? follow(part, step, episode) : []
    }
  })
}

/** That a part was recorded in error: it is in its list no more, and readers hear as often as they were told of it. */
const drop = <List extends Lists>(
  list: List,
  told: (part: OracleEpisode[List][number]) => number,
  isKept: (episode: OracleEpisode, part: OracleEpisode[List][number]) => boolean = () => false
) =>
  ofPart(list, {
    given: () => ({ isRecordedInError: true }),
    refused: (part, _, episode) => isKept(episode, part),
    follow(part, _, episode) {
      const parts = episode[list] as OracleEpisode[List][number][]
      parts.splice(parts.indexOf(part), 1)
      return Array.from({ length: told(part) }, () => withdrawn)
    }
  })

const afterClosing = ({ closed }: OracleEpisode, { at }: Step) => closed !== null && at > closed.at

const parts: Record<string, Verb> = {
  moveContact: ofPart('contacts', {
    given: (_, { at }) => ({ contactAt: instantOf(at) }),
    refused(contact, step, e) {
      const moved = e.contacts.map((met) => (met === contact ? { ...met, at: step.at } : met))
      return isLate(step) || step.at < e.received || afterClosing(e, step) || step.at === contact.at || isFollowUpLost(e, moved)
    },
    follow(contact, { at }) {
      contact.at = at
      return ['contact-recorded']
    }
  }),
  dropContact: drop(
    'contacts',
    () => 1,
    (e, contact) =>
      isFollowUpLost(
        e,
        e.contacts.filter((met) => met !== contact)
      )
  ),
  moveAssessment: ofPart('assessments', {
    given: (_, { at }) => ({ assessedAt: instantOf(at) }),
    refused: ({ asked, made }, step, e) =>
      made === null || isLate(step) || isEarly(e, step) || step.at < (asked ?? 0) || afterClosing(e, step) || step.at === made,
    follow(assessment, { at }) {
      assessment.made = at
      return ['assessment-recorded']
    }
  }),
  redoAssessment: ofPart('assessments', {
    given: () => ({ isStillDue: true }),
    refused: ({ asked, made }) => asked === null || made === null,
    follow(assessment) {
      assessment.made = null
      return [withdrawn]
    }
  }),
  dropAssessment: drop('assessments', ({ asked, made }) => [asked, made].filter((at) => at !== null).length),
  recodeNeed: ofPart('needs', {
    given: (_, step) => ({ needCode: oneOf(needs, step) }),
    refused: (_, step, e) => e.needs.some(({ code }) => code === oneOf(needs, step)),
    follow(need, step) {
      need.code = oneOf(needs, step)
      return ['need-identified']
    }
  }),
  restateNeed: ofPart('needs', {
    given: (_, step) => ({ status: oneOf(statuses, step), ...(step.flag ? { statusAt: instantOf(step.at) } : {}) }),
    refused(need, step) {
      if (need.reviews.size === 0) return true
      const restated = restate(need, step)
      const { at } = standingOf({ ...need, reviews: restated })
      const isSame = [...restated].sort().join() === [...need.reviews].sort().join()
      return isSame || at > step.now || at < need.at || (restated.size > 0 && standingOf({ ...need, reviews: restated }).status !== oneOf(statuses, step))
    },
    follow(need, step) {
      need.reviews = restate(need, step)
      return ['need-identified']
    }
  }),
  dropNeed: drop('needs', () => 0),
  awaitAdult: ofPart('adults', {
    given: () => ({ isAwaited: true }),
    refused: ({ isHere }) => !isHere,
    follow(adult) {
      adult.isHere = false
      return [withdrawn]
    }
  }),
  dropAdult: drop('adults', ({ isHere }) => (isHere ? 2 : 1)),
  dropDecision: drop('decisions', () => 1),
  dropShare: drop('shares', () => 1)
}

/** What was recorded of a need last is taken back for what is said anew, at the time that is given or that stood; all of it for "identified". */
function restate(need: OracleEpisode['needs'][number], step: Step): Map<string, number> {
  const status = oneOf(statuses, step)
  const last = standingOf(need)
  if (status === 'IDENTIFIED') return new Map()
  const reviews = new Map(need.reviews)
  reviews.delete(last.status)
  return reviews.set(status, step.flag ? step.at : (reviews.get(status) ?? last.at))
}

const steps: Record<string, { isThere(e: OracleEpisode): boolean; isKept?(e: OracleEpisode): boolean; take(e: OracleEpisode): string[] }> = {
  SCREENING: {
    isThere: (e) => e.screened !== null,
    isKept: (e) =>
      e.needs.length + e.assessments.length > 0 || e.reports.some(({ issued }) => issued !== null) || e.closed !== null || e.diversions.has(support),
    take(e) {
      e.screened = null
      return [withdrawn]
    }
  },
  NOT_SEEN: {
    isThere: (e) => e.notSeen !== null,
    isKept: (e) => e.closed !== null,
    take(e) {
      e.notSeen = null
      return [withdrawn]
    }
  },
  SCREENING_OFFER: {
    isThere: (e) => e.offered !== null,
    isKept: (e) => e.notSeen?.isDeclined === true,
    take(e) {
      e.offered = null
      return [withdrawn]
    }
  },
  CUSTODY_DISPOSAL: {
    isThere: (e) => e.disposal !== null,
    take(e) {
      e.disposal = null
      return [withdrawn]
    }
  },
  CHILD_CIRCUMSTANCES: {
    isThere: (e) => e.hasCircumstances,
    take(e) {
      e.hasCircumstances = false
      return []
    }
  },
  FOLLOW_UP: {
    isThere: (e) => e.followUp !== null,
    take(e) {
      e.followUp = null
      return []
    }
  },
  ...Object.fromEntries(
    ['DIVERTED_OUT_OF_JUSTICE', 'NOT_DIVERTED'].map((outcome) => [
      outcome,
      { isThere: (e: OracleEpisode) => e.diversions.has(outcome), take: (e: OracleEpisode) => (e.diversions.delete(outcome) ? [withdrawn] : []) }
    ])
  )
}

const stepOf = (step: Step) => steps[oneOf(Object.keys(steps), step)]

const ofEpisode: Record<string, Verb> = {
  takeBack: correction({
    input: (_, step) => ({ recordedInError: [oneOf(Object.keys(steps), step)] }),
    refused: (e, step) => wrong(!stepOf(step)?.isThere(e) || stepOf(step)?.isKept?.(e) === true),
    follow: (e, step) => stepOf(step)?.take(e) ?? []
  }),
  moveScreening: correction({
    input: (_, { at }) => ({ screenedAt: instantOf(at) }),
    refused(e, step) {
      const later = [...e.assessments.flatMap(({ asked, made }) => [asked, made]), e.diversions.get(support), e.closed?.at].flatMap((at) => at ?? [])
      const isEarlier = step.at < Math.max(e.received, e.offered ?? 0)
      return wrong(!e.screened || isLate(step) || isEarlier || later.some((at) => at < step.at) || step.at === e.screened.at)
    },
    follow(e, { at }) {
      if (e.screened) e.screened.at = at
      return ['screening-recorded']
    }
  }),
  moveHearing: correction({
    input(e, step) {
      const report = chosen(e.reports, step)
      return report ? { courtReports: [{ id: report.id, hearingOn: hearingOf(step) }] } : null
    },
    refused(e, step) {
      const report = chosen(e.reports, step)
      const isOver = !report || report.issued !== null || report.isCancelled
      return wrong(isOver || hearingOf(step) < dayOf(report.at) || hearingOf(step) === report.hearing)
    },
    follow(e, step) {
      Object.assign(chosen(e.reports, step) ?? {}, { hearing: hearingOf(step) })
      return ['court-report-requested']
    }
  })
}

/** What is corrected, and what is taken back as recorded in error. */
export const corrections: Record<string, Verb> = { ...parts, ...ofEpisode }
