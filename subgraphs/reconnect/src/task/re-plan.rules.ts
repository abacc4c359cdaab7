import { londonDate } from '@throughcare/kit/clock'
import type { EpisodeRow } from '../episode/episode.store.ts'
import type { PlannedReleaseRow } from '../release/release.store.ts'
import { tasksOf, type TaskCourse, type TaskFacts, type TaskKind, type TaskSetting } from './task.rules.ts'

/** `isPast`: its new day has gone by already, so it is overdue the moment the date moves. */
export type TaskMove = { kind: TaskKind; from: string; to: string; isPast: boolean }

export type RePlan = { from: string; to: string; moves: TaskMove[]; isGateMeetingMoved: boolean }

export type RePlanned = TaskCourse & Pick<EpisodeRow, 'gateMeetingMovedFrom'>

/**
 * What the last move of the release date did to the tasks that are not done: from the date planned before to the one planned now, or from
 * the date planned last to the day on which the person was really released. Null where the date has not moved.
 */
export function rePlanOf(
  episode: RePlanned,
  { plans, facts }: { plans: readonly Pick<PlannedReleaseRow, 'date'>[]; facts: TaskFacts },
  setting: TaskSetting
): RePlan | null {
  const { actualReleaseDate, plannedReleaseDate, gateMeetingMovedFrom } = episode
  const from = actualReleaseDate ? plannedReleaseDate : (plans.at(-2)?.date ?? null)
  const to = actualReleaseDate ?? plannedReleaseDate
  if (from === null || to === null || from === to) return null
  const before = { ...episode, plannedReleaseDate: from, actualReleaseDate: null, gateMeetingAt: gateMeetingMovedFrom ?? episode.gateMeetingAt }
  const standing = new Map(tasksOf(before, facts, setting).map(({ kind, dueOn }) => [kind, dueOn]))
  const moves = tasksOf(episode, facts, setting).flatMap(({ kind, dueOn, state }): TaskMove[] => {
    const dueBefore = standing.get(kind)
    if (dueBefore === undefined || dueBefore === dueOn || state === 'DONE' || state === 'LAPSED') return []
    return [{ kind, from: dueBefore, to: dueOn, isPast: dueOn < setting.today }]
  })
  const isGateMeetingMoved = gateMeetingMovedFrom !== null && londonDate(gateMeetingMovedFrom) === from
  return { from, to, moves, isGateMeetingMoved }
}
