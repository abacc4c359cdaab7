import { asOf, whyNotAssess } from '../episode/episode.rules.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import type { AssessmentRow } from './assessment.store.ts'

/** Why nobody can be said to have made an assessment. */
export function whyNobody(assessedBy: string): string | null {
  return assessedBy.trim() === '' ? 'Say who made the assessment, by name or role.' : null
}

/** Why what a specialist was asked for cannot be recorded as made at a time. */
export function whyNotComplete({ assessedAt, requestedAt }: Pick<AssessmentRow, 'assessedAt' | 'requestedAt'>, at: Date): string | null {
  if (assessedAt) return 'This assessment is already recorded.'
  return requestedAt && at < requestedAt ? 'The assessment lies before the specialist was asked for it. Check both times.' : null
}

type Standing = Pick<AssessmentRow, 'assessedAt' | 'requestedAt'>

/** What the episode itself says of its assessments, those that stand being given: when the first was made, and since when a specialist's is due. */
export function assessedAndDue(assessments: readonly Standing[]): Pick<EpisodeRow, 'assessedAt' | 'specialistDueSince'> {
  const due = assessments.flatMap(({ assessedAt, requestedAt }) => (assessedAt === null && requestedAt ? [requestedAt] : []))
  return { assessedAt: firstOf(assessments.flatMap(({ assessedAt }) => assessedAt ?? [])), specialistDueSince: firstOf(due) }
}

function firstOf(times: readonly Date[]): Date | null {
  return times.toSorted((one, other) => one.getTime() - other.getTime())[0] ?? null
}

/** Why an assessment cannot be in an episode as it is written down: the rules of its verbs, asked of the episode as it stood then. */
export function whyNotHave(episode: EpisodeRow, { requestedAt, assessedAt }: Pick<AssessmentRow, 'assessedAt' | 'requestedAt'>, now: Date): string | null {
  const asked = requestedAt && whyNotAssess(asOf(episode, requestedAt), requestedAt, now)
  const made = assessedAt && (whyNotAssess(asOf(episode, assessedAt), assessedAt, now) ?? whyNotComplete({ requestedAt, assessedAt: null }, assessedAt))
  return asked || made || null
}
