import type { Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { whyNotAssess } from '../episode/episode.rules.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { correctablePartOf } from '../episode/part-of.ts'
import { toEvent } from '../episode/to-event.ts'
import { assessedAndDue, whyNobody, whyNotComplete } from './assessment.rules.ts'
import { findAssessment, findAssessmentsOfEpisodes, insertAssessment, updateAssessment, type AssessmentRow } from './assessment.store.ts'

export type AssessmentInput = {
  assessmentId?: string | null
  assessedAt?: Date | null
  assessedBy: string
  tools?: readonly string[] | null
  outcome: NonNullable<AssessmentRow['outcome']>
}

/** Records an assessment: the service's own, or what came of one asked of a specialist. */
export function recordAssessment(context: Context, input: EpisodeChange & AssessmentInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-assessment', input }, async (tx, episode) => {
    const at = input.assessedAt ?? context.clock.now()
    mustPermit(whyNotAssess(episode, at, context.clock.now()) ?? whyNobody(input.assessedBy))
    const { id, kind } = input.assessmentId ? await complete(tx, context, episode, { ...input, at }) : await add(tx, context, episode, { ...input, at })
    const changed = await updateEpisode(tx, episode.id, assessedAndDue(await findAssessmentsOfEpisodes(tx, [episode.id])))
    await record(tx, context, assessmentEvent(changed, { id, kind, assessedAt: at, outcome: input.outcome }))
    return changed
  })
}

export function assessmentEvent(episode: EpisodeRow, { id, kind, assessedAt, outcome }: Pick<AssessmentRow, 'id' | 'kind' | 'assessedAt' | 'outcome'>) {
  return toEvent(episode, {
    type: 'liaison-diversion.assessment-recorded',
    at: assessedAt,
    facts: { assessmentId: id, kind, outcome: outcome ?? '' }
  })
}

type Made = AssessmentInput & { at: Date }

async function complete(tx: Database, context: Context, episode: EpisodeRow, given: Made): Promise<Pick<AssessmentRow, 'id' | 'kind'>> {
  const asked = await findAssessment(tx, episode.id, given.assessmentId ?? '')
  if (!asked) return refuse('NOT_FOUND', 'No such assessment was asked for in this episode.')
  mustPermit(whyNotComplete(asked, given.at))
  await updateAssessment(tx, asked.id, outcomeOf(context, given))
  return asked
}

async function add(tx: Database, context: Context, episode: EpisodeRow, given: Made): Promise<Pick<AssessmentRow, 'id' | 'kind'>> {
  const row: AssessmentRow = {
    ...correctablePartOf(context, episode),
    ...{ kind: 'LIAISON_DIVERSION', specialism: null, requestedAt: null, requestedBy: null },
    ...outcomeOf(context, given)
  }
  await insertAssessment(tx, row)
  return row
}

function outcomeOf({ principal }: Context, { at, assessedBy, tools, outcome }: Made) {
  const named = (tools ?? []).flatMap((tool) => tool.trim() || [])
  return { assessedAt: at, assessedBy: assessedBy.trim(), assessmentRecordedBy: principal.subject, tools: named, outcome }
}
