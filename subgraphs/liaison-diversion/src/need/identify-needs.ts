import { randomUUID } from 'node:crypto'
import { whyNotAlive } from '@throughcare/kit/day.rules'
import { mustPermit } from '@throughcare/kit/errors'
import { whyNotOfTaxonomy } from '@throughcare/kit/known-need.rules'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { whyNotIdentifyNeed } from '../episode/episode.rules.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { correctablePartOf } from '../episode/part-of.ts'
import { toEvent } from '../episode/to-event.ts'
import { knownNeeds } from '../known-need/known-need.store.ts'
import { needFields, standingOf, whyNotAdd, type NeedStatus } from './need.rules.ts'
import { findNeedsOfEpisodes, insertNeeds, type NeedRow } from './need.store.ts'

export type NeedInput = {
  needCode: string
  status?: NeedStatus | null
  source?: NeedRow['source'] | undefined
  definition?: string | null
  identifiedAt?: Date
}

/** Adds needs that were identified to an episode. */
export function identifyNeeds(context: Context, input: EpisodeChange & { needs: readonly NeedInput[] }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'identify-needs', input }, async (tx, episode) => {
    const [known, standing] = await Promise.all([knownNeeds.findKnownNeeds(tx), findNeedsOfEpisodes(tx, [episode.id])])
    const codes = input.needs.map(({ needCode }) => needCode)
    mustPermit(whyNotIdentifyNeed(episode) ?? whyNotOfTaxonomy(known, codes) ?? whyNotAdd(standing, input.needs))
    const needs = input.needs.map((need) => addNeed(context, episode, { ...need, id: randomUUID() }))
    await insertNeeds(tx, needs)
    const changed = await updateEpisode(tx, episode.id, {})
    await record(tx, context, ...needs.map((need) => needEvent(changed, need)))
    return changed
  })
}

/** The need that is added; refuses one before the screening, after the closing or after the death. */
export function addNeed(
  context: Pick<Context, 'principal' | 'clock'>,
  episode: EpisodeRow,
  { id, needCode, status, source, definition, identifiedAt = context.clock.now() }: NeedInput & { id: string }
): NeedRow {
  mustPermit(whyNotIdentifyNeed(episode) ?? whyNotAlive(episode, identifiedAt))
  const need: NeedRow = {
    ...correctablePartOf(context, episode, id),
    code: needCode,
    identifiedAt,
    source: source ?? null,
    definition: definition?.trim() || null,
    reviewedBy: null,
    noReferralAt: null,
    noReferralBy: null,
    noReferralReason: null,
    alreadySupportedAt: null,
    referredAt: null,
    metAt: null,
    declinedAt: null
  }
  if (status && status !== 'IDENTIFIED') need[needFields[status]] = identifiedAt
  return need
}

export function needEvent(episode: EpisodeRow, need: NeedRow) {
  const facts = { needId: need.id, needCode: need.code, status: standingOf(need).status }
  return toEvent(episode, { type: 'liaison-diversion.need-identified', at: need.identifiedAt, facts })
}
