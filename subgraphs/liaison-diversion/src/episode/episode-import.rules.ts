import { standingOf } from '../need/need.rules.ts'
import type { NeedRow } from '../need/need.store.ts'
import {
  diversionFields,
  diversionOf,
  everyOutcome,
  whyContradicted,
  whyNotClose,
  whyNotCloseThen,
  whyNotCustodyClock,
  whyNotDispose,
  whyNotDivertedThen,
  whyNotIdentifyNeed,
  whyNotOffer,
  whyNotScreen,
  whyNotThen,
  whyNotUnseen,
  whyNotUnseenThen
} from './episode.rules.ts'
import type { Step } from './events-of-steps.ts'
import type { EpisodeRow } from './episode.store.ts'

/** What a row of a source changes in an episode that stands; `episode` is what it would become, `done` when its contacts and assessments took place. */
type Change = { standing: EpisodeRow; given: EpisodeRow; episode: EpisodeRow; changed: readonly Step[]; needs: readonly NeedRow[]; done: readonly Date[] }

export type RowRefusal = { column: string; reason: string }

/**
 * Why a row may not change an episode that stands, and in which column; null where it may. The rules of the verbs are asked about the
 * episode as it would become, but for its closing: that counts where staff wrote it, or where the row no longer says it. An outcome
 * may come after the closing.
 */
export function whyNotFollow({ standing, given, episode, changed, needs, done }: Change, now: Date): RowRefusal | null {
  const has = (...steps: Step[]) => steps.some((step) => changed.includes(step))
  const isToldAgain = given.closedAt !== null && (standing.closedBy === null || standing.closedBy === given.recordedBy)
  const open: EpisodeRow = { ...episode, closedAt: isToldAgain ? null : standing.closedAt }
  const { screeningOfferedAt, screenedAt, notSeenAt, custodyDisposal, custodyDisposalAt, closedAt } = episode
  const diverted = everyOutcome.filter((outcome) => has('referral', 'screening', outcome))
  const unseen = { ...open, screeningOfferedAt: null, screenedAt: null, notSeenAt: null }
  const answers: [column: string, whyNot: string | null][] = [
    ['received_at', has('referral') && open.closedAt ? whyNotClose(open) : null],
    ['custody_clock_started_at', has('referral') ? whyNotCustodyClock(episode, now) : null],
    ['screening_offered_at', has('referral', 'offer') && screeningOfferedAt ? whyNotOffer(unseen, screeningOfferedAt, now) : null],
    ['screened_at', has('referral', 'offer', 'screening') && screenedAt ? whyNotScreen({ ...open, screenedAt: null }, screenedAt, now) : null],
    [
      'not_seen_reason',
      has('referral', 'notSeen') && notSeenAt ? (whyNotUnseen({ ...open, notSeenAt: null }) ?? whyNotUnseenThen(open, notSeenAt, now)) : null
    ],
    ['needs', needs.length > 0 ? whyNotIdentifyNeed(open) : null],
    [
      'custody_disposal',
      has('referral', 'custodyDisposal') && custodyDisposal && custodyDisposalAt
        ? whyNotDispose({ ...open, custodyDisposalAt: null }, custodyDisposal, { at: custodyDisposalAt, now })
        : null
    ],
    ['outcome_at', whyNotDivertedThen(open, now, diverted) ?? (has(...everyOutcome) ? whyContradicted(episode) : null)],
    [
      'closed_at',
      closedAt && !open.closedAt
        ? (whyNotClose(open, episode.closureReason) ?? whyNotThen(open, closedAt, now) ?? whyNotCloseThen(closedAt, [notSeenAt, ...done]))
        : null
    ]
  ]
  const [column, reason] = answers.find(([, whyNot]) => whyNot !== null) ?? []
  return column && reason ? { column, reason } : null
}

/** The episode of a source with the times that stand, where it gives none and says what stands. */
export function withStandingTimes(standing: EpisodeRow, given: EpisodeRow, isDated: { notSeen: boolean; outcome: boolean }): EpisodeRow {
  const outcome = diversionOf(given)?.outcome
  const stands = outcome && standing[diversionFields[outcome].at]
  const declined = standing.notSeenReason === 'DECLINED' ? { screeningOfferedAt: standing.screeningOfferedAt } : {}
  return {
    ...given,
    // Not recorded is nothing said.
    ...(given.offenceGroup === 'NOT_RECORDED' ? { offenceGroup: standing.offenceGroup } : {}),
    // When a child's circumstances were told is not in the file.
    ...(isSameCircumstances(standing, given) ? { childCircumstancesAt: standing.childCircumstancesAt } : {}),
    ...(!isDated.notSeen && standing.notSeenReason === given.notSeenReason ? { notSeenAt: standing.notSeenAt, ...declined } : {}),
    ...(!isDated.outcome && outcome && stands ? { [diversionFields[outcome].at]: stands } : {})
  }
}

function isSameCircumstances(one: EpisodeRow, other: EpisodeRow): boolean {
  return (['isLookedAfter', 'childProtectionPlan', 'isYouthCourtCase'] as const).every((field) => one[field] === other[field])
}

/** A source has one outcome of diversion: what it said before of another is taken back, what staff recorded is not. */
export function withoutReplaced(episode: EpisodeRow, given: EpisodeRow): EpisodeRow {
  const said = diversionOf(given)?.outcome
  if (!said) return episode
  const others = Object.entries(diversionFields).filter(([outcome, { by }]) => outcome !== said && episode[by] === given.recordedBy)
  return { ...episode, ...Object.fromEntries(others.flatMap(([, { at, by }]) => [[at, null] as const, [by, null] as const])) }
}

/**
 * The needs of a source that do not stand yet, and those it says otherwise of: their status, and how they are known or meant where it says so.
 * What staff took back stays so. `isStaffs`: it says otherwise than a member of staff, or tells of one that only they had recorded, and took back.
 */
export function findNeedChanges(standing: readonly NeedRow[], given: readonly NeedRow[]): { added: NeedRow[]; changed: NeedRow[]; isStaffs: boolean } {
  const pairs = given.map((need) => ({ need, before: findBefore(standing, need) }))
  const differing = pairs.flatMap(({ need, before }) => (before && !before.withdrawnAt && isOtherwise(before, need) ? [{ need, before }] : []))
  return {
    added: pairs.flatMap(({ need, before }) => (before ? [] : [need])),
    changed: differing.map(({ need, before }) => ({ ...before, ...toldOf(before, need), version: before.version + 1 })),
    isStaffs:
      differing.some(({ need, before }) => (before.correctedBy ?? before.reviewedBy ?? before.recordedBy) !== need.recordedBy) ||
      pairs.some(({ need, before }) => before?.withdrawnAt && before.id !== need.id && before.recordedBy !== need.recordedBy)
  }
}

/** The need that a source tells of: one that stands rather than one that was taken back, and by its id rather than by its code. */
function findBefore(standing: readonly NeedRow[], { id, code }: NeedRow): NeedRow | undefined {
  const alike = [...standing.filter((row) => row.id === id), ...standing.filter((row) => row.code === code)]
  return alike.find(({ withdrawnAt }) => !withdrawnAt) ?? alike[0]
}

function isOtherwise(before: NeedRow, need: NeedRow): boolean {
  const isMeantOtherwise = (['source', 'definition'] as const).some((field) => need[field] !== null && need[field] !== before[field])
  return before.code !== need.code || standingOf(before).status !== standingOf(need).status || isMeantOtherwise
}

/** What a source says of a need that stands; what it does not say stays. */
function toldOf(before: NeedRow, need: NeedRow): Partial<NeedRow> {
  const { alreadySupportedAt, referredAt, metAt, declinedAt } = need
  const status = standingOf(before).status === standingOf(need).status ? {} : { alreadySupportedAt, referredAt, metAt, declinedAt }
  return { ...status, source: need.source ?? before.source, definition: need.definition ?? before.definition }
}
