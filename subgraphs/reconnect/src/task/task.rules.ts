import { londonDate } from '@throughcare/kit/clock'
import { addDays, whyNotAlive } from '@throughcare/kit/day.rules'
import type { Milestone } from '../../db/codes.ts'
import type { Course } from '../episode/episode.rules.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { isCalledOff } from '../gate/gate.rules.ts'
import { sixMonthsAfter, supportEndsOn, whyNotInEpisode, whyNotOpen } from '../release/release.rules.ts'
import type { Settings } from '../setting/setting.rules.ts'

export type TaskKind =
  | 'ASSESSMENT'
  | 'PLAN'
  | 'GATE_MEETING_PLANNED'
  | 'GATE_MEETING'
  | 'FIRST_CONTACT'
  | 'FIRST_CONTACT_AT_THE_LATEST'
  | 'TREATMENT_START'
  | 'GP_REGISTRATION'
  | 'REVIEW_AT_4_WEEKS'
  | 'REVIEW_AT_12_WEEKS'
  | 'REVIEW_AT_26_WEEKS'
  | 'END_OF_SUPPORT'

export type TaskState = 'DONE' | 'UPCOMING' | 'DUE_TODAY' | 'OVERDUE' | 'LAPSED'

export type Task = { kind: TaskKind; dueOn: string; doneOn: string | null; state: TaskState; isOfficial: boolean; source: string }

export type TaskCourse = Course &
  Pick<
    EpisodeRow,
    | 'diedOn'
    | 'assessedAt'
    | 'planMadeAt'
    | 'gateMeetingAt'
    | 'gateMeetingOutcome'
    | 'returnedToCustodyOn'
    | 'firstContactOn'
    | 'treatmentStartedOn'
    | 'gpRegisteredOn'
    | 'healthNeedsMetOn'
  >

/** What the tasks are worked out of besides the episode: whether drugs or alcohol are a need, and the days of reviews held, in order. */
export type TaskFacts = { needsTreatment: boolean; reviewedOn: readonly string[] }

const proposed = 'A proposed setting: no national standard was found'
const threeWeeks = 'Treatment in the community within 3 weeks of release — gov.uk, continuity of care for prisoners who need substance misuse treatment'
const treatmentDays = 3 * 7
const sixMonths = 'Support lasts up to six months after release, or until all health needs are met — NHS England, RECONNECT'
const assessmentFirst = 'Support begins with an assessment; then planning — NHS England, RECONNECT; the number of days is a proposed setting'

type Due = Omit<Task, 'state'>
type Review = [kind: TaskKind, dueOn: string]

/** The day on which tasks are asked of, and the days that this deployment gives each. */
export type TaskSetting = { today: string; settings: Settings }

/** Every task that follows from the dates of an accepted episode, in the order in which they fall due. A moved release date moves them all. */
export function tasksOf(episode: TaskCourse, facts: TaskFacts, { today, settings }: TaskSetting): Task[] {
  const endsOn = supportEndsOn({ ...episode, actualReleaseDate: releaseDateOf(episode) })
  return [...beforeRelease(episode, settings), ...afterRelease(episode, facts, { endsOn, settings })]
    .map((due) => ({ ...due, state: stateOf(due, episode, { endsOn, today }) }))
    .sort((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0))
}

// What is done outside. A return to custody ends it: the next release is a new referral.
const outside: readonly TaskKind[] = [
  ...(['FIRST_CONTACT', 'FIRST_CONTACT_AT_THE_LATEST', 'TREATMENT_START', 'GP_REGISTRATION'] as const),
  ...(['REVIEW_AT_4_WEEKS', 'REVIEW_AT_12_WEEKS', 'REVIEW_AT_26_WEEKS'] as const)
]

function releaseDateOf({ actualReleaseDate, plannedReleaseDate }: Pick<TaskCourse, 'actualReleaseDate' | 'plannedReleaseDate'>): string | null {
  return actualReleaseDate ?? plannedReleaseDate
}

/** Clocks stop with the day of death or of a return to custody, and after the last day of support: what was overdue before stays, nothing is due from then on. */
function isAskedNoMore({ kind, dueOn }: Due, episode: TaskCourse, endsOn: string | null): boolean {
  const { closedAt, diedOn, returnedToCustodyOn, gateMeetingOutcome } = episode
  if (closedAt !== null || (kind === 'GATE_MEETING' && isCalledOff(gateMeetingOutcome))) return true
  if (returnedToCustodyOn !== null && dueOn >= returnedToCustodyOn && outside.includes(kind)) return true
  return (diedOn !== null && dueOn >= diedOn) || (endsOn !== null && dueOn > endsOn)
}

function stateOf(due: Due, episode: TaskCourse, { endsOn, today }: { endsOn: string | null; today: string }): TaskState {
  const { dueOn, doneOn } = due
  if (doneOn !== null) return 'DONE'
  if (isAskedNoMore(due, episode, endsOn)) return 'LAPSED'
  if (dueOn === today) return 'DUE_TODAY'
  return dueOn < today ? 'OVERDUE' : 'UPCOMING'
}

function beforeRelease({ acceptedAt, assessedAt, planMadeAt, gateMeetingAt, gateMeetingOutcome, ...episode }: TaskCourse, settings: Settings): Due[] {
  if (!acceptedAt) return []
  const acceptedOn = londonDate(acceptedAt)
  const assessment = task('ASSESSMENT', addDays(acceptedOn, settings.assessmentDays), { doneOn: dayOf(assessedAt), source: assessmentFirst })
  const releaseDate = releaseDateOf(episode)
  if (releaseDate === null) return [assessment]
  const notBefore = (day: string) => (day < acceptedOn ? acceptedOn : day)
  const meetingOn = dayOf(gateMeetingAt)
  return [
    assessment,
    task('PLAN', notBefore(addDays(releaseDate, -settings.planDaysBeforeRelease)), { doneOn: dayOf(planMadeAt), source: assessmentFirst }),
    // After the release there is no meeting left to plan.
    ...(episode.actualReleaseDate && !meetingOn
      ? []
      : [task('GATE_MEETING_PLANNED', notBefore(addDays(releaseDate, -settings.gateMeetingPlannedDaysBeforeRelease)), { doneOn: meetingOn && acceptedOn })]),
    ...(meetingOn ? [task('GATE_MEETING', meetingOn, { doneOn: gateMeetingOutcome && !isCalledOff(gateMeetingOutcome) ? meetingOn : null })] : [])
  ]
}

function afterRelease(
  episode: TaskCourse,
  { needsTreatment, reviewedOn }: TaskFacts,
  { endsOn, settings }: { endsOn: string | null; settings: Settings }
): Due[] {
  const { acceptedAt, firstContactOn } = episode
  const releaseDate = releaseDateOf(episode)
  if (!acceptedAt || releaseDate === null || endsOn === null) return []
  const on = (days: number) => addDays(releaseDate, days)
  const [third, sixMonthsOn] = [on(settings.thirdReviewDays), sixMonthsAfter(releaseDate)]
  const reviews: Review[] = [
    ['REVIEW_AT_4_WEEKS', on(settings.firstReviewDays)],
    ['REVIEW_AT_12_WEEKS', on(settings.secondReviewDays)],
    // 26 weeks can be a day longer than six months, and then the review would fall after the last day of support.
    ['REVIEW_AT_26_WEEKS', third < sixMonthsOn ? third : sixMonthsOn]
  ]
  const held = reviewedOn.filter((day) => day >= releaseDate)
  return [
    task('FIRST_CONTACT', on(settings.firstContactDays), { doneOn: firstContactOn }),
    task('FIRST_CONTACT_AT_THE_LATEST', on(settings.firstContactAtTheLatestDays), { doneOn: firstContactOn }),
    ...(needsTreatment ? [task('TREATMENT_START', on(treatmentDays), { doneOn: episode.treatmentStartedOn, isOfficial: true, source: threeWeeks })] : []),
    task('GP_REGISTRATION', on(settings.gpRegistrationDays), { doneOn: episode.gpRegisteredOn }),
    ...reviews.map(([kind, dueOn]) => task(kind, dueOn, { doneOn: held.find((day) => reviewNearest(reviews, day) === kind) ?? null })),
    task('END_OF_SUPPORT', endsOn, { doneOn: dayOf(episode.closedAt), isOfficial: true, source: sixMonths })
  ]
}

/** The review for which one held on a day counts: that whose day lies nearest; of two equally near, the earlier. */
function reviewNearest(reviews: readonly Review[], day: string): TaskKind | undefined {
  const distances = reviews.map(([, dueOn]) => Math.abs(Date.parse(dueOn) - Date.parse(day)))
  return reviews[distances.indexOf(Math.min(...distances))]?.[0]
}

function task(kind: TaskKind, dueOn: string, { doneOn = null, isOfficial = false, source = proposed }: Partial<Due>): Due {
  return { kind, dueOn, doneOn, isOfficial, source }
}

function dayOf(instant: Date | null): string | null {
  return instant && londonDate(instant)
}

export function whyNotRecordMilestone(episode: Course, { milestone, on }: { milestone: Milestone; on: string }, today: string): string | null {
  const shut = whyNotOpen(episode)
  if (shut) return shut
  if (!episode.acceptedAt) return 'Accept the referral first.'
  if (on > today) return 'That day lies in the future. Record it once it has taken place.'
  const died = whyNotAlive(episode, on)
  if (died || milestone !== 'STARTED_TREATMENT') return died ?? whyNotInEpisode(episode, on)
  if (!episode.actualReleaseDate) return 'Treatment in the community starts after the release, and none is recorded yet.'
  return on < episode.actualReleaseDate ? 'Treatment in the community starts after the release. Check both days.' : null
}
