import { dayOf, goesOnAfter, meetingOn, metOn, plannedOf, sixMonthsOrExtended, speaksAgainstRelease, textOf, type OracleEpisode } from './reconnect-oracle.ts'
import { chosen, iso, oneOf, statuses, type Step, type Verb } from './reconnect-verbs.ts'

// What may be corrected of a pathway or taken back, and what comes of it: by the words of the service's own guidance, not the room's.

const inError = 'RECORDED_IN_ERROR'

type Correction = {
  /** What is given besides the reason; null where there is nothing to correct. */
  given(episode: OracleEpisode, step: Step): object | null
  isRefused(episode: OracleEpisode, step: Step): boolean
  follow(episode: OracleEpisode, step: Step): void
}

/** Nothing is corrected in an episode that was recorded in error. */
const correction = ({ given, isRefused, follow }: Correction): Verb => ({
  mutation: 'correctReconnectEpisode',
  input(e, step) {
    const asked = given(e, step)
    return asked && { reason: 'It was of somebody else.', ...asked }
  },
  isRefused: (e, step) => e.closedFor === inError || isRefused(e, step),
  follow
})

const endOf = (e: OracleEpisode) => e.closed ?? e.declinedAt
const isAfterEnd = (e: OracleEpisode, at: number) => endOf(e) !== null && at > (endOf(e) ?? 0)

/** Whether the closing would go no more with what is right: all health needs met, six months, a return of somebody released. */
function breaksClosing(before: OracleEpisode, after: OracleEpisode): boolean {
  const isWrong = (e: OracleEpisode) => {
    if (e.closedFor === 'NEEDS_MET') return e.assessed !== null && metOn(e) === null
    if (e.closedFor === 'RECALLED_OR_RETURNED_TO_CUSTODY') return e.released === null
    return e.closedFor === 'SIX_MONTHS_REACHED' && (e.released === null || dayOf(e.closed ?? 0) < sixMonthsOrExtended(e.released, e))
  }
  return isWrong(after) && !isWrong(before)
}

/** A step of the episode itself that is taken back. */
const takeBack = (step: string, field: keyof OracleEpisode): Verb =>
  correction({
    given: () => ({ recordedInError: [step] }),
    isRefused: (e) => e[field] === null || breaksClosing(e, { ...e, [field]: null }),
    follow: (e) => void Object.assign(e, { [field]: null })
  })

const steps: Record<string, Verb> = {
  dropRelease: correction({
    given: () => ({ recordedInError: ['RELEASE'] }),
    isRefused: (e) =>
      e.released === null || [e.supply, e.treatment, e.returned, e.extended].some((follows) => follows !== null) || breaksClosing(e, { ...e, released: null }),
    follow: (e) => void Object.assign(e, { released: null, releasedBefore: null }, e.meetingOutcome === null ? meetingOn(e, plannedOf(e)) : {})
  }),
  dropGp: takeBack('GP_REGISTRATION', 'gp'),
  dropTreatment: takeBack('TREATMENT_START', 'treatment'),
  dropTemporary: takeBack('TEMPORARY_RELEASE', 'temporary'),
  dropReturn: takeBack('RETURN_TO_CUSTODY', 'returned'),
  dropExtension: takeBack('EXTENSION', 'extended'),
  dropOutcome: correction({
    given: () => ({ recordedInError: ['GATE_MEETING_OUTCOME'] }),
    isRefused: (e) => e.meetingOutcome === null,
    // It is planned again, for the day of release as it is now.
    follow: (e) => void Object.assign(e, { meetingOutcome: null }, meetingOn(e, e.released ?? plannedOf(e)))
  }),
  dropMeeting: correction({
    given: () => ({ recordedInError: ['GATE_MEETING'] }),
    isRefused: (e) => e.meeting === null,
    follow: (e) => void Object.assign(e, { meeting: null, meetingWas: null, meetingOutcome: null })
  }),
  dropDecline: correction({
    given: () => ({ recordedInError: ['DECLINE'] }),
    isRefused: (e) => !e.declined,
    follow: (e) => void Object.assign(e, { declined: false, declinedAt: null })
  }),
  dropPlan: correction({
    given: () => ({ recordedInError: ['PLAN'] }),
    isRefused: (e) => e.plan === null,
    follow: (e) => void (e.plan = null)
  }),
  moveTemporary: correction({
    given: (_, { day }) => ({ temporarilyReleasedOn: textOf(day) }),
    isRefused(e, { day, now }) {
      const limits = [dayOf(now), e.released, endOf(e) === null ? null : dayOf(endOf(e) ?? 0)]
      return e.temporary === null || day === e.temporary || limits.some((limit) => limit !== null && day > limit)
    },
    follow: (e, { day }) => void (e.temporary = day)
  }),
  moveRelease: correction({
    given: (_, { day }) => ({ actualReleaseDate: textOf(day) }),
    isRefused: (e, { day, now }) => e.released === null || day === e.released || day > dayOf(now) || speaksAgainstRelease(e, day) || breaksEnd(e, day),
    follow: (e, { day }) => void Object.assign(e, { released: day, releasedBefore: e.released }, e.meetingOutcome === null ? meetingOn(e, day) : {})
  })
}

/** The closing would be before the release, or go no more with it; what was so already is no reason. */
function breaksEnd(e: OracleEpisode, day: number): boolean {
  const isAfterClosing = e.closed !== null && day > dayOf(e.closed) && (e.released ?? 0) <= dayOf(e.closed)
  return isAfterClosing || breaksClosing(e, { ...e, released: day })
}

type Lists = 'contacts' | 'needs' | 'goals'

/** A correction of one part of a list, by what is given of it. */
function ofPart<List extends Lists>(
  list: List,
  parts: {
    given(part: OracleEpisode[List][number], step: Step): object
    isRefused(part: OracleEpisode[List][number], step: Step, e: OracleEpisode): boolean
    follow(part: OracleEpisode[List][number], step: Step, e: OracleEpisode): void
  }
): Verb {
  const pick = (e: OracleEpisode, step: Step) => chosen(e[list] as OracleEpisode[List][number][], step.pick)
  return correction({
    given(e, step) {
      const part = pick(e, step)
      return part ? { [list]: [{ id: part.id, ...parts.given(part, step) }] } : null
    },
    isRefused(e, step) {
      const part = pick(e, step)
      return !part || parts.isRefused(part, step, e)
    },
    follow(e, step) {
      const part = pick(e, step)
      if (part) parts.follow(part, step, e)
    }
  })
}

const without = <Item>(items: readonly Item[], item: Item) => items.filter((other) => other !== item)

const parts: Record<string, Verb> = {
  moveContact: ofPart('contacts', {
    given: (_, { at }) => ({ contactAt: iso(at) }),
    isRefused: (contact, { at, now }, e) => at === contact.at || at > now || at < e.referred || (isAfterEnd(e, at) && !isAfterEnd(e, contact.at)),
    follow: (contact, { at }) => void (contact.at = at)
  }),
  missContact: ofPart('contacts', {
    given: (_, { flag }) => ({ attendance: 'CANCELLED_BY_SERVICE', purpose: flag ? 'REVIEW' : 'SUPPORT' }),
    // It may say so already, and then nothing would change.
    isRefused: (contact, { flag }) => 'isCancelled' in contact && contact.isReview === flag,
    follow: (contact, { flag }) => void Object.assign(contact, { isSeen: false, isReview: flag, isCancelled: true })
  }),
  dropContact: ofPart('contacts', {
    given: () => ({ isRecordedInError: true }),
    isRefused: () => false,
    follow: (contact, _, e) => void (e.contacts = without(e.contacts, contact))
  }),
  restateNeed: ofPart('needs', {
    given: (_, { at, pick, flag }) => ({ status: oneOf(statuses, pick), ...(flag ? { statusAt: iso(at) } : {}) }),
    isRefused(need, step, e) {
      const after = restated(need, step)
      const isNew = need.status === 'IDENTIFIED' && after.status !== 'IDENTIFIED'
      const isSame = after.status === need.status && after.at === need.at
      const isLate = after.at > step.now || (isAfterEnd(e, after.at) && !isAfterEnd(e, need.at))
      return isNew || isSame || isLate || after.at < need.found || breaksClosing(e, { ...e, needs: e.needs.map((one) => (one === need ? after : one)) })
    },
    follow: (need, step) => void Object.assign(need, restated(need, step))
  }),
  dropNeed: ofPart('needs', {
    given: () => ({ isRecordedInError: true }),
    isRefused: (need, _, e) => breaksClosing(e, { ...e, needs: without(e.needs, need) }),
    follow: (need, _, e) => void (e.needs = without(e.needs, need))
  }),
  dropGoal: ofPart('goals', {
    given: () => ({ isRecordedInError: true }),
    isRefused: (_, __, e) => e.plan !== null && e.goals.length === 1,
    follow: (goal, _, e) => void (e.goals = without(e.goals, goal))
  }),
  dropSupply: correction({
    given: ({ supply }) => supply && { continuity: [{ id: supply.id, isRecordedInError: true }] },
    isRefused: () => false,
    follow: (e) => void (e.supply = null)
  })
}

/** What is only identified stands so since it was found, unless it is said since when. */
function restated(need: OracleEpisode['needs'][number], { at, pick, flag }: Step): OracleEpisode['needs'][number] {
  const status = oneOf(statuses, pick)
  return { ...need, status, at: flag ? at : status === 'IDENTIFIED' ? need.found : need.at }
}

/** The planned dates as they are after a correction, with the meeting at the gate that goes with the last of them. */
function replanned(e: OracleEpisode, plans: readonly number[]): Pick<OracleEpisode, 'meeting' | 'meetingWas'> {
  const { meeting, meetingWas, meetingOutcome } = e
  const day = plans.at(-1)
  return meetingOutcome !== null || e.released !== null || day === undefined || day === plannedOf(e) ? { meeting, meetingWas } : meetingOn(e, day)
}

function mayNotPlanSo(e: OracleEpisode, plans: readonly number[]): boolean {
  const [before, after] = [plannedOf(e), plans.at(-1) ?? null]
  const isRepeated = plans.some((day, place) => place > 0 && day === plans[place - 1])
  if (e.meeting === null) return isRepeated
  // A meeting that took place was on the planned day, or the date moved since.
  const isElsewhere = e.meetingOutcome !== null && after !== dayOf(e.meeting) && before === dayOf(e.meeting)
  return isRepeated || after === null || isElsewhere
}

function follow(e: OracleEpisode, plans: number[]): void {
  Object.assign(e, replanned(e, plans), { plans })
}

const place = (e: OracleEpisode, { pick }: Step) => (e.plans.length === 0 ? -1 : pick % e.plans.length)
const planWithout = (e: OracleEpisode, step: Step) => e.plans.filter((_, at) => at !== place(e, step))
const planWith = (e: OracleEpisode, step: Step) => e.plans.map((day, at) => (at === place(e, step) ? step.day : day))

const plans: Record<string, Verb> = {
  unplan: correction({
    given: (e, step) => (e.plans.length > 0 ? { plannedReleases: [{ id: e.planIds[place(e, step)], isRecordedInError: true }] } : null),
    // The first stays the first known.
    isRefused: (e, step) => (place(e, step) === 0 && e.plans.length > 1) || mayNotPlanSo(e, planWithout(e, step)),
    follow(e, step) {
      const at = place(e, step)
      follow(e, planWithout(e, step))
      e.planIds.splice(at, 1)
    }
  }),
  correctPlan: correction({
    given: (e, step) => (e.plans.length > 0 ? { plannedReleases: [{ id: e.planIds[place(e, step)], date: textOf(step.day) }] } : null),
    isRefused: (e, step) => e.plans[place(e, step)] === step.day || mayNotPlanSo(e, planWith(e, step)),
    follow: (e, step) => follow(e, planWith(e, step))
  })
}

const wholes: Record<string, Verb> = {
  closeInError: {
    mutation: 'closeReconnectEpisode',
    input: (_, { at }) => ({ reason: inError, closedAt: iso(at) }),
    isRefused: (e, { at, now }) => e.closed !== null || at < e.referred || at > now || e.needs.length > 0 || goesOnAfter(e, at),
    follow: (e, { at }) => void Object.assign(e, { closed: at, closedFor: inError })
  },
  reopen: {
    mutation: 'reopenReconnectEpisode',
    input: () => ({ reason: 'The work goes on.' }),
    isRefused: (e) => e.closed === null,
    follow: (e) => void Object.assign(e, { closed: null, closedFor: null })
  }
}

/** What is corrected, and what is taken back as recorded in error. */
export const corrections: Record<string, Verb> = { ...steps, ...parts, ...plans, ...wholes }
