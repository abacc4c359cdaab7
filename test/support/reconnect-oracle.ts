// What a navigator would say of a RECONNECT pathway, told without a line of the room: what is due when, where an episode stands, which
// lists it is in. Days are numbers of days since 1970, in London; instants are milliseconds.

export type OracleNeed = { id: string; code: string; isDrugs: boolean; isHealth: boolean; status: string; found: number; at: number }
export type OracleGoal = { id: string; need: string; status: string; at: number }

export type OracleEpisode = {
  id: string
  version: number
  referred: number
  risk: string | null
  accepted: number | null
  declined: boolean
  declinedAt: number | null
  closed: number | null
  closedFor: string | null
  assessed: number | null
  plan: number | null
  needs: OracleNeed[]
  goals: OracleGoal[]
  /** Every day of release that was planned, in order. */
  plans: number[]
  planIds: string[]
  released: number | null
  /** The day of the release that was said before it was said to be another. */
  releasedBefore: number | null
  meeting: number | null
  meetingWas: number | null
  meetingOutcome: string | null
  contacts: { id: string; at: number; isSeen: boolean; isReview: boolean }[]
  treatment: number | null
  gp: number | null
  returned: number | null
  extended: number | null
  supply: { id: string; days: number; goesOn: number | null } | null
  prison: string
  /** The last temporary release on licence. */
  temporary: number | null
  /** The days on which the person was moved to another prison. */
  moves: number[]
}

export const hour = 3_600_000
export const dayLength = 24 * hour

/** Summer time begins on the last Sunday of March and ends on that of October, at 01:00 UTC both times — Summer Time Act 1972. */
function isSummer(at: number): boolean {
  const year = new Date(at).getUTCFullYear()
  const lastSunday = (month: number) => {
    const last = new Date(Date.UTC(year, month + 1, 0))
    return last.getTime() - last.getUTCDay() * dayLength + hour
  }
  return at >= lastSunday(2) && at < lastSunday(9)
}

const clockOf = (at: number) => at + (isSummer(at) ? hour : 0)
export const dayOf = (at: number) => Math.floor(clockOf(at) / dayLength)
export const textOf = (day: number) => new Date(day * dayLength).toISOString().slice(0, 10)
const textOrNull = (day: number | null) => (day === null ? null : textOf(day))

/** The instant at which the clock in London shows so many milliseconds after midnight of a day. */
export function instantAt(day: number, time: number): number {
  const winter = day * dayLength + time
  return clockOf(winter - hour) === winter && isSummer(winter - hour) ? winter - hour : winter
}

export const timeOf = (at: number) => clockOf(at) - dayOf(at) * dayLength

/** So many months on: the same day of the month, or its last. */
export function monthsOn(day: number, months: number): number {
  const from = new Date(day * dayLength)
  const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1))
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return first.getTime() / dayLength + Math.min(from.getUTCDate(), length) - 1
}

/** Whether the meeting at the gate was cancelled: it took place on no day, and is no task any more. */
export const isOff = ({ meetingOutcome }: OracleEpisode) => meetingOutcome?.startsWith('CANCELLED') ?? false

/** The meeting at the gate on the day of release: back where it was, where it had moved from that day. */
export function meetingOn(e: OracleEpisode, day: number | null): Pick<OracleEpisode, 'meeting' | 'meetingWas'> {
  const { meeting, meetingWas } = e
  if (meeting === null || day === null || dayOf(meeting) === day) return { meeting, meetingWas }
  if (meetingWas !== null && dayOf(meetingWas) === day) return { meeting: meetingWas, meetingWas: null }
  // Wherever the release was said to be before, it is from the planned day that the meeting was moved.
  const wasPlanned = meetingWas !== null && dayOf(meetingWas) === plannedOf(e)
  return { meeting: instantAt(day, timeOf(meeting)), meetingWas: wasPlanned ? meetingWas : meeting }
}

/**
 * What is recorded would be on the wrong side of a release on that day, or the extension extend nothing, or the person have been met at the
 * gate on another day; what was so already is no reason.
 */
export function speaksAgainstRelease(e: OracleEpisode, day: number): boolean {
  const { released: was, extended, meeting, meetingOutcome } = e
  const early = [e.treatment, e.returned, e.supply?.goesOn ?? null].some((on) => on !== null && on < day && on >= (was ?? 0))
  const late = [...e.moves, e.temporary].some((on) => on !== null && on > day && (was === null || on <= was))
  const extendsNothing = extended !== null && extended <= monthsOn(day, 6) && (was === null || extended > monthsOn(was, 6))
  const metOn = meetingOutcome === 'MET' && meeting !== null ? dayOf(meeting) : null
  return early || late || extendsNothing || (metOn !== null && metOn !== day && (was === null || was === metOn))
}

/** Whether something took place in an episode after a time: what has an hour by that, what has a day alone from the next day on. */
export function goesOnAfter(e: OracleEpisode, at: number): boolean {
  const parts = [...e.needs, ...e.goals, ...e.contacts].map((part) => part.at)
  const met = e.meeting === null || e.meetingOutcome === null || isOff(e) ? null : dayOf(e.meeting)
  const days = [met, e.temporary, e.released, e.gp, e.treatment, e.returned, ...e.moves]
  return [e.assessed, e.plan, ...parts].some((time) => time !== null && time > at) || days.some((day) => day !== null && day > dayOf(at))
}

export const isOpen = (e: OracleEpisode) => !e.declined && e.closed === null
export const plannedOf = (e: OracleEpisode) => e.plans.at(-1) ?? null

/** When all health needs were settled, at least one of them by being met. */
export function metOn({ needs }: OracleEpisode): number | null {
  const ofHealth = needs.filter(({ isHealth }) => isHealth)
  const isSettled = ofHealth.every(({ status }) => ['MET', 'ALREADY_SUPPORTED', 'DECLINED'].includes(status))
  return isSettled && ofHealth.some(({ status }) => status === 'MET') ? dayOf(Math.max(...ofHealth.map(({ at }) => at))) : null
}

export const sixMonthsOrExtended = (released: number, { extended }: OracleEpisode) => Math.max(monthsOn(released, 6), extended ?? 0)

function lastDay(released: number, e: OracleEpisode): number {
  const settled = metOn(e)
  if (e.extended !== null || settled === null) return sixMonthsOrExtended(released, e)
  return Math.min(monthsOn(released, 6), Math.max(settled, released))
}

export function firstContact(e: OracleEpisode): number | null {
  if (e.released === null) return null
  const { released: from, returned: to } = e
  // Whoever is back inside is no longer seen outside.
  const days = e.contacts.filter(({ isSeen }) => isSeen).flatMap(({ at }) => (dayOf(at) < from || (to !== null && dayOf(at) > to) ? [] : [dayOf(at)]))
  return days.length > 0 ? Math.min(...days) : null
}

type Due = [kind: string, by: number, done: number | null]

/** Reviews with the first of those held that were meant for each: whoever holds one means the nearest, and of two as near the one that is due first. */
function reviewsBy(reviews: [kind: string, by: number][], held: readonly number[]): Due[] {
  const first = new Map<string, number>()
  for (const day of [...held].sort((one, other) => one - other)) {
    const [meant] = [...reviews].sort(([, one], [, other]) => Math.abs(one - day) - Math.abs(other - day))
    if (meant && !first.has(meant[0])) first.set(meant[0], day)
  }
  return reviews.map(([kind, by]) => [kind, by, first.get(kind) ?? null])
}

function dues(e: OracleEpisode, release: number | null): Due[] {
  if (e.accepted === null) return []
  const accepted = dayOf(e.accepted)
  const done = (at: number | null) => (at === null ? null : dayOf(at))
  const list: Due[] = [['ASSESSMENT', accepted + 14, done(e.assessed)]]
  if (release === null) return list
  list.push(['PLAN', Math.max(accepted, release - 14), done(e.plan)])
  if (e.released === null || e.meeting !== null) list.push(['GATE_MEETING_PLANNED', Math.max(accepted, release - 7), e.meeting === null ? null : accepted])
  if (e.meeting !== null) list.push(['GATE_MEETING', dayOf(e.meeting), e.meetingOutcome === null || isOff(e) ? null : dayOf(e.meeting)])
  const seen = firstContact(e)
  list.push(['FIRST_CONTACT', release + 2, seen], ['FIRST_CONTACT_AT_THE_LATEST', release + 7, seen])
  if (e.needs.some(({ isDrugs }) => isDrugs)) list.push(['TREATMENT_START', release + 21, e.treatment])
  list.push(['GP_REGISTRATION', release + 28, e.gp])
  const end = lastDay(release, e)
  const held = e.contacts.filter(({ isSeen, isReview, at }) => isSeen && isReview && dayOf(at) >= release).map(({ at }) => dayOf(at))
  // Half a year can be 181 days; the last review is held within it, however long support goes on.
  const half = Math.min(release + 26 * 7, monthsOn(release, 6))
  list.push(
    ...reviewsBy(
      [
        ['REVIEW_AT_4_WEEKS', release + 28],
        ['REVIEW_AT_12_WEEKS', release + 84],
        ['REVIEW_AT_26_WEEKS', half]
      ],
      held
    )
  )
  list.push(['END_OF_SUPPORT', end, done(e.closed)])
  return list
}

const released = (e: OracleEpisode) => e.released ?? plannedOf(e)

function tasksOf(e: OracleEpisode, today: number) {
  const stateOf = (kind: string, by: number, done: number | null) => {
    if (done !== null) return 'DONE'
    if (e.closed !== null || (kind === 'GATE_MEETING' && isOff(e))) return 'LAPSED'
    const isOutside = /^(FIRST|TREATMENT|GP|REVIEW)/.test(kind)
    if (isOutside && e.returned !== null && e.returned <= by) return 'LAPSED'
    // Once support is over nobody is asked for anything.
    const release = released(e)
    if (release !== null && by > lastDay(release, e)) return 'LAPSED'
    return by === today ? 'DUE_TODAY' : by < today ? 'OVERDUE' : 'UPCOMING'
  }
  const inOrder = dues(e, released(e)).sort(([, one], [, other]) => one - other)
  return inOrder.map(([kind, by, done]) => ({ kind, dueOn: textOf(by), doneOn: textOrNull(done), state: stateOf(kind, by, done) }))
}

function rePlanOf(e: OracleEpisode, today: number) {
  const from = e.released === null ? (e.plans.at(-2) ?? null) : (e.releasedBefore ?? plannedOf(e))
  const to = released(e)
  if (from === null || to === null || from === to) return null
  // Where a release was said to be elsewhere, whoever was to stand at the gate had been told to stand there on that day.
  const isRetold = e.released !== null && e.releasedBefore !== null
  const toldDay = e.meeting !== null && e.meetingOutcome === null ? from : null
  const stood = isRetold ? toldDay : e.meetingWas === null ? null : dayOf(e.meetingWas)
  const meeting = stood === null ? e.meeting : instantAt(stood, 12 * hour)
  const before = new Map(dues({ ...e, released: null, meeting }, from).map(([kind, by]) => [kind, by]))
  const moves = tasksOf(e, today).flatMap(({ kind, dueOn, state }) => {
    const was = before.get(kind)
    return was === undefined || textOf(was) === dueOn || ['DONE', 'LAPSED'].includes(state)
      ? []
      : [{ kind, from: textOf(was), to: dueOn, isPast: dueOn < textOf(today) }]
  })
  return { from: textOf(from), to: textOf(to), moves, isGateMeetingMoved: stood === from }
}

function phaseOf(e: OracleEpisode, today: number): string {
  if (e.closed !== null) return 'CLOSED'
  if (e.declined) return 'DECLINED'
  if (e.accepted === null) return 'REFERRED'
  if (e.released !== null) return today <= e.released ? 'TRANSITION' : 'POST_RELEASE'
  const planned = plannedOf(e)
  if (planned === null || planned - today > 84) return 'ACCEPTED'
  return planned === today ? 'TRANSITION' : 'PRE_RELEASE'
}

function windowOf(e: OracleEpisode): string {
  const release = released(e)
  if (release === null) return 'UNKNOWN'
  const before = release - dayOf(e.referred)
  return before <= 84 && before >= -28 ? 'PASS' : 'FAIL'
}

function continuityOf(e: OracleEpisode) {
  if (!e.supply || e.released === null) return []
  const usedUp = e.released + e.supply.days
  return [{ runsOutOn: textOf(usedUp), uncoveredDays: e.supply.goesOn === null ? null : Math.max(0, e.supply.goesOn - usedUp) }]
}

/** All that can be seen of an episode. */
export function pictureOf(e: OracleEpisode, now: number) {
  const today = dayOf(now)
  return {
    version: e.version,
    phase: phaseOf(e, today),
    supportEndsOn: e.released === null ? null : textOf(lastDay(e.released, e)),
    firstContactOn: textOrNull(firstContact(e)),
    referralWindow: { answer: windowOf(e) },
    plannedReleaseDates: e.plans.map((day) => ({ date: textOf(day) })),
    gateMeeting: e.meeting === null ? null : { meetAt: new Date(e.meeting).toISOString(), outcome: e.meetingOutcome },
    continuity: continuityOf(e),
    tasks: tasksOf(e, today),
    rePlan: rePlanOf(e, today)
  }
}

/** The worklists an episode is in. */
export function listsOf(e: OracleEpisode, now: number): string[] {
  if (!isOpen(e)) return []
  const today = dayOf(now)
  const planned = plannedOf(e)
  const isInside = e.released === null && planned !== null
  const isUnplanned = isInside && e.accepted !== null && e.plan === null
  // Whose support was over before somebody had to see them waits for nobody.
  const isOwed = e.released !== null && lastDay(e.released, e) >= e.released + 2
  const isUnseen = isOwed && firstContact(e) === null && e.returned === null
  const unfinished = e.goals.filter(({ status }) => status === 'NOT_STARTED' || status === 'IN_PROGRESS').map(({ at }) => at)
  const lists: [string, boolean][] = [
    ['RELEASES_IN_14_DAYS_WITHOUT_PLAN', isUnplanned && planned <= today + 14],
    ['RELEASES_IN_28_DAYS_WITHOUT_PLAN', isUnplanned && planned <= today + 28],
    ['GATE_MEETINGS_TODAY', e.meeting !== null && e.meetingOutcome === null && e.released === null && dayOf(e.meeting) === today],
    ['FIRST_CONTACTS_DUE', isUnseen && today - (e.released ?? 0) <= 2],
    ['FIRST_CONTACTS_OVERDUE', isUnseen && today - (e.released ?? 0) > 2],
    ['GOALS_STALLED', unfinished.length > 0 && today - dayOf(Math.min(...unfinished)) > 28],
    ['NEAR_THE_END_OF_SUPPORT', e.released !== null && e.extended === null && e.released <= monthsOn(today, -5)],
    ['EXTENSIONS_ENDING', e.extended !== null && e.extended <= today + 28],
    ['HEALTH_NEEDS_MET', e.released !== null && e.extended === null && metOn(e) !== null],
    ['RETURNED_TO_CUSTODY', e.returned !== null],
    ['LATE_REFERRALS', isInside && planned - dayOf(e.referred) < 28],
    ['CASELOAD', e.accepted !== null]
  ]
  return lists.flatMap(([name, isIn]) => (isIn ? [name] : []))
}
