import { londonDate } from '@throughcare/kit/clock'
import type { Correction } from '@throughcare/kit/correction.rules'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { moveGateMeeting } from '../gate/gate.rules.ts'
import type { PlannedReleaseRow } from '../release/release.store.ts'
import { tasksOf, type TaskCourse, type TaskFacts, type TaskKind, type TaskSetting } from './task.rules.ts'

/** `isPast`: its new day has gone by already, so it is overdue the moment the date moves. */
export type TaskMove = { kind: TaskKind; from: string; to: string; isPast: boolean }

export type RePlan = { from: string; to: string; moves: TaskMove[]; isGateMeetingMoved: boolean }

export type RePlanned = TaskCourse & Pick<EpisodeRow, 'gateMeetingMovedFrom'>

/** What tells of the moves besides the episode: every date planned, in order, and what was written over, as the history keeps it. */
type Moved = { plans: readonly Pick<PlannedReleaseRow, 'date'>[]; corrections: readonly Correction[]; facts: TaskFacts }

/**
 * What the last move of the release date did to the tasks that are not done: from the date planned before to the one planned now, or from
 * the date planned last to the day on which the person was really released, or from one on which that was recorded wrongly. Null where the
 * date has not moved.
 */
export function rePlanOf(episode: RePlanned, { plans, corrections, facts }: Moved, setting: TaskSetting): RePlan | null {
  const { actualReleaseDate, plannedReleaseDate, gateMeetingMovedFrom } = episode
  const recordedBefore = actualReleaseDate && dayBeforeCorrection(actualReleaseDate, corrections)
  const from = recordedBefore ?? (actualReleaseDate ? plannedReleaseDate : (plans.at(-2)?.date ?? null))
  const to = actualReleaseDate ?? plannedReleaseDate
  if (from === null || to === null || from === to) return null
  // A meeting keeps the day for which it was planned, and went with each day of release until what became of it was recorded.
  const metAt = recordedBefore ? (moveGateMeeting(episode, recordedBefore).gateMeetingAt ?? null) : gateMeetingMovedFrom
  const before = { ...episode, plannedReleaseDate: from, actualReleaseDate: null, gateMeetingAt: metAt ?? episode.gateMeetingAt }
  const standing = new Map(tasksOf(before, facts, setting).map(({ kind, dueOn }) => [kind, dueOn]))
  const moves = tasksOf(episode, facts, setting).flatMap(({ kind, dueOn, state }): TaskMove[] => {
    const dueBefore = standing.get(kind)
    if (dueBefore === undefined || dueBefore === dueOn || state === 'DONE' || state === 'LAPSED') return []
    return [{ kind, from: dueBefore, to: dueOn, isPast: dueOn < setting.today }]
  })
  return { from, to, moves, isGateMeetingMoved: metAt !== null && londonDate(metAt) === from }
}

/** The day on which a release was recorded before it was corrected to the one that stands; null where that was the first. */
function dayBeforeCorrection(actualReleaseDate: string, corrections: readonly Correction[]): string | null {
  const last = corrections.findLast(({ field }) => field === 'actualReleaseDate')
  return last?.newValue === actualReleaseDate ? last.oldValue : null
}
