import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { whyNotAssess } from '../episode/episode.rules.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { correctablePartOf } from '../episode/part-of.ts'
import { toEvent } from '../episode/to-event.ts'
import { assessedAndDue } from './assessment.rules.ts'
import { findAssessmentsOfEpisodes, insertAssessment, type AssessmentRow } from './assessment.store.ts'

export type RequestInput = { specialism: NonNullable<AssessmentRow['specialism']>; requestedAt?: Date | null }

/** Asks a specialist for an assessment. */
export function requestSpecialistAssessment(context: Context, input: EpisodeChange & RequestInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'request-specialist-assessment', input }, async (tx, episode) => {
    const { principal, clock } = context
    const requestedAt = input.requestedAt ?? clock.now()
    mustPermit(whyNotAssess(episode, requestedAt, clock.now()))
    const row: AssessmentRow = {
      ...correctablePartOf(context, episode),
      ...{ kind: 'SPECIALIST', specialism: input.specialism, requestedAt, requestedBy: principal.subject },
      ...{ assessedAt: null, assessedBy: null, assessmentRecordedBy: null, tools: [], outcome: null }
    }
    await insertAssessment(tx, row)
    const changed = await updateEpisode(tx, episode.id, assessedAndDue(await findAssessmentsOfEpisodes(tx, [episode.id])))
    await record(tx, context, specialistRequestEvent(changed, row))
    return changed
  })
}

export function specialistRequestEvent(episode: EpisodeRow, { id, specialism, requestedAt }: AssessmentRow) {
  const facts = { assessmentId: id, specialism: specialism ?? '' }
  return toEvent(episode, { type: 'liaison-diversion.specialist-assessment-requested', at: requestedAt, facts })
}
