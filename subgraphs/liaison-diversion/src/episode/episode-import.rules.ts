import type { NeedRow } from '../need/need.store.ts'
import { whyNotClose, whyNotIdentifyNeed, whyNotScreen, whyNotThen, whyNotUnseen } from './episode.rules.ts'
import type { EpisodeRow } from './episode.store.ts'

type Step = 'referral' | 'screening' | 'notSeen' | 'diversion' | 'closure'

/** What a row of a source changes in an episode that stands; `episode` is what it would become. */
type Change = { standing: EpisodeRow; given: EpisodeRow; episode: EpisodeRow; changed: readonly Step[]; needs: readonly NeedRow[] }

export type RowRefusal = { column: string; reason: string }

/**
 * Why a row may not change an episode that stands, and in which column; null where it may. The rules of the verbs are asked about the
 * episode as it would become, but for its closing: that counts where staff wrote it, or where the row no longer says it. An outcome
 * may come after the closing.
 */
export function whyNotFollow({ standing, given, episode, changed, needs }: Change, now: Date): RowRefusal | null {
  const has = (...steps: Step[]) => steps.some((step) => changed.includes(step))
  const isToldAgain = given.closedAt !== null && (standing.closedBy === null || standing.closedBy === given.recordedBy)
  const open: EpisodeRow = { ...episode, closedAt: isToldAgain ? null : standing.closedAt }
  const { screenedAt, notSeenAt, diversionAt, closedAt } = episode
  const answers: [column: string, whyNot: string | null][] = [
    ['received_at', has('referral') && open.closedAt ? whyNotClose(open) : null],
    ['screened_at', has('referral', 'screening') && screenedAt ? whyNotScreen({ ...open, screenedAt: null }, screenedAt, now) : null],
    ['not_seen_reason', has('referral', 'notSeen') && notSeenAt ? (whyNotUnseen(open) ?? whyNotThen(open, notSeenAt, now)) : null],
    ['needs', needs.length > 0 ? whyNotIdentifyNeed(open) : null],
    ['outcome_at', has('referral', 'screening', 'diversion') && diversionAt ? whyNotThen(open, diversionAt, now) : null],
    ['closed_at', closedAt && !open.closedAt ? (whyNotClose(open) ?? whyNotThen(open, closedAt, now)) : null]
  ]
  const [column, reason] = answers.find(([, whyNot]) => whyNot !== null) ?? []
  return column && reason ? { column, reason } : null
}

/** The episode of a source with the times that stand, where it gives none and says what stands. */
export function withStandingTimes(standing: EpisodeRow, given: EpisodeRow, isDated: { notSeen: boolean; outcome: boolean }): EpisodeRow {
  return {
    ...given,
    ...(!isDated.notSeen && standing.notSeenReason === given.notSeenReason ? { notSeenAt: standing.notSeenAt } : {}),
    ...(!isDated.outcome && standing.outcome === given.outcome ? { diversionAt: standing.diversionAt } : {})
  }
}

/** The needs of a source that do not stand yet, and those it has another status of. `isStaffs`: it says otherwise than a member of staff. */
export function findNeedChanges(standing: readonly NeedRow[], given: readonly NeedRow[]): { added: NeedRow[]; changed: NeedRow[]; isStaffs: boolean } {
  const pairs = given.map((need) => ({ need, before: standing.find(({ id }) => id === need.id) ?? standing.find(({ code }) => code === need.code) }))
  const differing = pairs.flatMap(({ need, before }) => (before && before.status !== need.status ? [{ need, before }] : []))
  return {
    added: pairs.flatMap(({ need, before }) => (before ? [] : [need])),
    changed: differing.map(({ need, before }) => ({ ...before, status: need.status, version: before.version + 1 })),
    isStaffs: differing.some(({ need, before }) => before.recordedBy !== need.recordedBy)
  }
}
