import {
  dayOf,
  goesOnAfter,
  hour,
  instantAt,
  isOpen,
  meetingOn,
  metOn,
  plannedOf,
  sixMonthsOrExtended,
  speaksAgainstRelease,
  textOf,
  timeOf,
  type OracleEpisode
} from './reconnect-oracle.ts'

// What each verb of a pathway asks for, when it is refused, and what comes of it: by the words of the service's guidance, not the room's.

/** One step: when it is said to have happened, the day it speaks of, and what chooses among its inputs. */
export type Step = { at: number; now: number; day: number; pick: number; flag: boolean }

export type Verb = {
  mutation: string
  /** What is asked besides episode, version and key; null where there is nothing to ask it of. */
  input(episode: OracleEpisode, step: Step): object | null
  isRefused(episode: OracleEpisode, step: Step): boolean
  /** Changes the oracle's episode; `answer` is what the mutation said, for the ids of new parts. */
  follow(episode: OracleEpisode, step: Step, answer: Record<string, { id: string }[]>): void
}

export const iso = (at: number) => new Date(at).toISOString()
export const oneOf = (codes: readonly string[], pick: number) => codes[pick % codes.length] ?? ''
const isOutside = ({ at, now }: Step, from: number | null) => from === null || at < from || at > now
const kinds = [
  ['alcohol', 'DRUGS_AND_ALCOHOL'],
  ['mental-health', 'HEALTH'],
  ['housing', 'ACCOMMODATION'],
  ['substance-use', 'FINANCE_AND_ID']
] as const
export const statuses = ['MET', 'IDENTIFIED', 'MET', 'REFERRED', 'ALREADY_SUPPORTED', 'DECLINED']
const outcomes = ['MET', 'PERSON_NOT_THERE', 'CANCELLED_BY_SERVICE']
const goalStatuses = ['IN_PROGRESS', 'ACHIEVED', 'NOT_STARTED', 'NOT_ACHIEVED', 'PARTIALLY_ACHIEVED']
const closings = ['OTHER', 'NEEDS_MET', 'SIX_MONTHS_REACHED', 'RECALLED_OR_RETURNED_TO_CUSTODY', 'NOT_RELEASED']
const foundBy = ({ pick, flag }: Step) => (flag ? kinds.slice(0, (pick % 4) + 1) : [kinds[pick % 4] ?? kinds[0]])
export const chosen = <Item>(items: readonly Item[], pick: number): Item | undefined => items[pick % items.length]
const moveReason = (e: OracleEpisode, { pick }: Step) =>
  e.plans.length === 0 && pick % 5 > 0 ? 'FIRST_KNOWN' : oneOf(['EARLY_RELEASE', 'RECALCULATED', 'RECALLED', 'FIRST_KNOWN'], pick)
const meetingOf = (e: OracleEpisode, { day, flag, pick }: Step) => instantAt(flag ? (plannedOf(e) ?? day) : day, (pick % 24) * hour)

const inside: Record<string, Verb> = {
  check: {
    mutation: 'checkReconnectEligibility',
    input: (_, { pick }) => ({ riskOfSeriousHarm: oneOf(['LOW', 'MEDIUM', 'HIGH'], pick) }),
    isRefused: (e) => !isOpen(e) || e.accepted !== null,
    follow: (e, { pick }) => void (e.risk = oneOf(['LOW', 'MEDIUM', 'HIGH'], pick))
  },
  accept: {
    mutation: 'acceptReconnectReferral',
    input: (_, { at }) => ({ acceptedAt: iso(at) }),
    isRefused: (e, step) => !isOpen(e) || e.accepted !== null || e.risk === 'HIGH' || isOutside(step, e.referred),
    follow: (e, { at }) => void (e.accepted = at)
  },
  decline: {
    mutation: 'declineReconnectReferral',
    input: (_, { at }) => ({ reason: 'PERSON_DECLINED', declinedAt: iso(at) }),
    isRefused: (e, step) => !isOpen(e) || e.accepted !== null || isOutside(step, e.referred),
    follow: (e, { at }) => void Object.assign(e, { declined: true, declinedAt: at })
  },
  assess: {
    mutation: 'assessReconnectNeeds',
    input: (_, step) => ({ assessedAt: iso(step.at), needs: foundBy(step).map(([needCode, pathway]) => ({ needCode, pathway })) }),
    isRefused: (e, step) => !isOpen(e) || isOutside(step, e.accepted) || foundBy(step).some(([code]) => e.needs.some((need) => need.code === code)),
    follow(e, step, { needs = [] }) {
      e.assessed ??= step.at
      const codes = needs as { id: string; need: { code: string } }[]
      for (const [code, pathway] of foundBy(step)) {
        const id = codes.find(({ need }) => need.code === code)?.id ?? ''
        e.needs.push({
          id,
          code,
          // Drugs are drugs, and concern the health, though somebody wrote them down beside money.
          isDrugs: ['alcohol', 'substance-use'].includes(code),
          isHealth: pathway === 'HEALTH' || ['alcohol', 'substance-use'].includes(code),
          status: 'IDENTIFIED',
          found: step.at,
          at: step.at
        })
      }
    }
  },
  review: {
    mutation: 'reviewReconnectNeed',
    input: (e, { at, pick }) => {
      const need = chosen(e.needs, pick)
      return need ? { needId: need.id, status: oneOf(statuses, pick), statusAt: iso(at) } : null
    },
    isRefused: (e, step) => !isOpen(e) || isOutside(step, chosen(e.needs, step.pick)?.at ?? null),
    follow: (e, { at, pick }) => void Object.assign(chosen(e.needs, pick) ?? {}, { status: oneOf(statuses, pick), at })
  },
  plan: {
    mutation: 'makeReconnectPlan',
    input: (_, { at }) => ({ needCodes: ['housing'], madeAt: iso(at) }),
    isRefused: (e, step) => !isOpen(e) || isOutside(step, e.assessed),
    follow(e, { at }, { goals = [] }) {
      // Goals that are added later make it no later plan.
      e.plan = Math.min(e.plan ?? at, at)
      const id = (goals as { id: string; need: { code: string } }[]).find(({ need }) => need.code === 'housing')?.id ?? ''
      if (!e.goals.some(({ need }) => need === 'housing')) e.goals.push({ id, need: 'housing', status: 'NOT_STARTED', at })
    }
  },
  goal: {
    mutation: 'reviewGoal',
    input: (e, { at, pick }) => {
      const goal = chosen(e.goals, pick)
      return goal ? { goalId: goal.id, status: oneOf(goalStatuses, pick), reviewedAt: iso(at) } : null
    },
    isRefused: (e, step) => !isOpen(e) || isOutside(step, chosen(e.goals, step.pick)?.at ?? null),
    follow: (e, { at, pick }) => void Object.assign(chosen(e.goals, pick) ?? {}, { status: oneOf(goalStatuses, pick), at })
  },
  setDate: {
    mutation: 'setReleaseDate',
    input: (e, step) => ({ date: textOf(step.day), reason: moveReason(e, step) }),
    isRefused: (e, step) =>
      !isOpen(e) || e.released !== null || (e.plans.length === 0) !== (moveReason(e, step) === 'FIRST_KNOWN') || plannedOf(e) === step.day,
    follow(e, { day }, { planned = [] }) {
      e.plans.push(day)
      e.planIds.push(planned.at(-1)?.id ?? '')
      if (e.meeting === null || e.meetingOutcome !== null || dayOf(e.meeting) === day) return
      e.meetingWas = e.meeting
      e.meeting = instantAt(day, timeOf(e.meeting))
    }
  },
  meeting: {
    mutation: 'planGateMeeting',
    input: (e, step) => ({ meetAt: iso(meetingOf(e, step)) }),
    isRefused: (e, step) =>
      !isOpen(e) || e.accepted === null || e.meetingOutcome === 'MET' || e.released !== null || dayOf(meetingOf(e, step)) !== plannedOf(e),
    follow(e, step) {
      e.meeting = meetingOf(e, step)
      // One that fell through is planned anew.
      Object.assign(e, { meetingWas: null, meetingOutcome: null })
    }
  },
  transfer: {
    mutation: 'transferPrison',
    input: (_, { pick }) => ({ facilityId: oneOf(['PNI', 'KMI'], pick) }),
    isRefused: (e, { pick }) => !isOpen(e) || e.released !== null || e.prison === oneOf(['PNI', 'KMI'], pick),
    follow(e, { pick, now }) {
      e.prison = oneOf(['PNI', 'KMI'], pick)
      e.moves.push(dayOf(now))
    }
  },
  temporary: {
    mutation: 'recordTemporaryRelease',
    input: (_, { day }) => ({ releasedOn: textOf(day) }),
    isRefused: (e, { day, now }) => !isOpen(e) || e.released !== null || day > dayOf(now),
    follow: (e, { day }) => void (e.temporary = Math.max(e.temporary ?? day, day))
  }
}

const outside: Record<string, Verb> = {
  release: {
    mutation: 'recordRelease',
    input: (_, { day }) => ({ releasedOn: textOf(day) }),
    isRefused: (e, { day, now }) => !isOpen(e) || day > dayOf(now) || (e.returned !== null && day > e.returned) || speaksAgainstRelease(e, day),
    follow(e, { day }) {
      // The meeting that was planned goes with the release; recorded again, the release may be where it was before.
      const isMoved = e.released === null && e.meeting !== null && dayOf(e.meeting) !== day
      if (e.meeting !== null && e.meetingOutcome === null)
        Object.assign(e, isMoved ? { meetingWas: e.meeting, meeting: instantAt(day, timeOf(e.meeting)) } : meetingOn(e, day))
      if (e.released !== day) e.releasedBefore = e.released
      e.released = day
    }
  },
  met: {
    mutation: 'recordGateMeeting',
    input: (_, { pick }) => ({ outcome: oneOf(outcomes, pick) }),
    isRefused(e, { now, pick }) {
      const outcome = oneOf(outcomes, pick)
      if (!isOpen(e) || e.meeting === null) return true
      if (outcome === 'CANCELLED_BY_SERVICE') return false
      return dayOf(e.meeting) > dayOf(now) || (outcome === 'MET' && e.released !== null && e.released !== dayOf(e.meeting))
    },
    follow: (e, { pick }) => void (e.meetingOutcome = oneOf(outcomes, pick))
  },
  contact: {
    mutation: 'recordReconnectContact',
    input: (_, { at, pick, flag }) => ({
      ...{ contactAt: iso(at), mechanism: 'TELEPHONE', purpose: flag ? 'REVIEW' : 'SUPPORT' },
      attendance: oneOf(['ON_TIME', 'LATE_SEEN', 'DID_NOT_ATTEND'], pick)
    }),
    isRefused: (e, step) => !isOpen(e) || isOutside(step, e.referred),
    follow(e, { at, pick, flag }, { contacts = [] }) {
      const id = contacts.find((contact) => !e.contacts.some((known) => known.id === contact.id))?.id ?? ''
      e.contacts.push({ id, at, isSeen: pick % 3 < 2, isReview: flag })
    }
  },
  milestone: {
    mutation: 'recordMilestone',
    input: (_, { day, flag }) => ({ milestone: flag ? 'STARTED_TREATMENT' : 'REGISTERED_WITH_GP', on: textOf(day) }),
    isRefused: (e, { day, now, flag }) => !isOpen(e) || e.accepted === null || day > dayOf(now) || (flag && (e.released === null || day < e.released)),
    follow: (e, { day, flag }) => void Object.assign(e, flag ? { treatment: day } : { gp: day })
  },
  supply: {
    mutation: 'recordContinuity',
    input: (_, { day, pick, flag }) => ({ kind: 'MEDICINE', daysInHand: pick, ...(flag ? { continuesOn: textOf(day), continuesBy: 'APPOINTMENT' } : {}) }),
    isRefused: (e, { day, flag }) => !isOpen(e) || e.released === null || (flag && day < e.released),
    follow: (e, { day, pick, flag }, { supplies = [] }) => void (e.supply = { id: supplies[0]?.id ?? '', days: pick, goesOn: flag ? day : null })
  },
  extend: {
    mutation: 'extendReconnectSupport',
    input: (_, { day, pick }) => ({ until: textOf(day + pick * 12), reason: 'Treatment would break off.' }),
    isRefused: (e, { day, pick }) => !isOpen(e) || e.accepted === null || e.released === null || day + pick * 12 <= sixMonthsOrExtended(e.released, e),
    follow: (e, { day, pick }) => void (e.extended = day + pick * 12)
  },
  back: {
    mutation: 'recordReturnToCustody',
    input: (_, { day }) => ({ returnedOn: textOf(day) }),
    isRefused: (e, { day, now }) => !isOpen(e) || e.released === null || day < e.released || day > dayOf(now),
    follow: (e, { day }) => void (e.returned = day)
  },
  close: {
    mutation: 'closeReconnectEpisode',
    input: (_, { at, pick }) => ({ reason: oneOf(closings, pick), closedAt: iso(at) }),
    isRefused: (e, step) => !isOpen(e) || isOutside(step, e.accepted) || speaksAgainst(e, oneOf(closings, step.pick), step.at) || goesOnAfter(e, step.at),
    follow: (e, { at, pick }) => void Object.assign(e, { closed: at, closedFor: oneOf(closings, pick) })
  }
}

function speaksAgainst(e: OracleEpisode, reason: string, at: number): boolean {
  if (reason === 'NOT_RELEASED') return e.released !== null
  if (reason === 'RECALLED_OR_RETURNED_TO_CUSTODY') return e.released === null
  if (reason === 'NEEDS_MET') return metOn(e) === null
  return reason === 'SIX_MONTHS_REACHED' && (e.released === null || dayOf(at) < sixMonthsOrExtended(e.released, e))
}

/** What is recorded on a pathway, inside and outside. */
export const recordings: Record<string, Verb> = { ...inside, ...outside }
