import { mustPermit } from '@throughcare/kit/errors'
import { whyNotOfTaxonomy } from '@throughcare/kit/known-need.rules'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, partOf, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { knownNeeds } from '../known-need/known-need.store.ts'
import { healthNeedsMetOn, whyNotAssess } from './need.rules.ts'
import { findNeedsOfEpisodes, insertNeeds, type NeedRow } from './need.store.ts'

type AssessedNeed = { needCode: string; pathway: NeedRow['pathway']; status?: NeedRow['status'] | null }
export type AssessmentInput = { needs: readonly AssessedNeed[]; assessedAt?: Date | null }

/** Records an assessment with the needs it found; a later one adds to them. */
export function assessReconnectNeeds(context: Context, input: EpisodeChange & AssessmentInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'assess-reconnect-needs', input }, async (tx, episode) => {
    const [known, standing] = await Promise.all([knownNeeds.findKnownNeeds(tx), findNeedsOfEpisodes(tx, [episode.id])])
    const { needs, changes, at } = assess(context, { episode, standing }, input)
    mustPermit(
      whyNotOfTaxonomy(
        known,
        needs.map(({ code }) => code)
      )
    )
    await insertNeeds(tx, needs)
    const assessed = await updateEpisode(tx, episode.id, changes)
    await record(tx, context, assessmentEvent(assessed, at))
    return assessed
  })
}

/** The needs that are added, and what an assessment changes in the episode. The first assessment's time is kept. */
export function assess(
  context: Pick<Context, 'principal' | 'clock'>,
  { episode, standing }: { episode: EpisodeRow; standing: readonly NeedRow[] },
  { needs: found, assessedAt }: AssessmentInput
) {
  const at = assessedAt ?? context.clock.now()
  mustPermit(whyNotAssess(episode, { codes: found.map(({ needCode }) => needCode), standing, assessedAt: at }, context.clock.now()))
  const needs = found.map(({ needCode, pathway, status }): NeedRow => ({
    ...partOf(context, episode),
    code: needCode,
    pathway,
    status: status ?? 'IDENTIFIED',
    identifiedAt: at,
    statusAt: at,
    statusBy: context.principal.subject,
    ...{ noReferralAt: null, noReferralBy: null, noReferralReason: null }
  }))
  const first = episode.assessedAt ? {} : { assessedAt: at, assessedBy: context.principal.subject }
  return { needs, at, changes: { ...first, healthNeedsMetOn: healthNeedsMetOn([...standing, ...needs]) } }
}

export function assessmentEvent(row: EpisodeRow, occurredAt: Date) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.needs-assessed' as const, occurredAt, payload: episode }
}
