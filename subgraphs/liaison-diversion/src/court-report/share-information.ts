import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { correctablePartOf } from '../episode/part-of.ts'
import { toEvent } from '../episode/to-event.ts'
import { whyNotShare, whyNotTell } from './court-report.rules.ts'
import { findGround } from './find-ground.ts'
import { insertShare, type InformationShareRow } from './information-share.store.ts'
import { purposeOf, type Override } from './sharing.rules.ts'

export type ShareInput = Pick<InformationShareRow, 'recipient' | 'purpose' | 'contents'> & { sharedAt?: Date | null; override?: Override | null }

/** Records that something was told to a justice agency, and on what ground. */
export function shareInformation(context: Context, input: EpisodeChange & ShareInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'share-information', input }, async (tx, episode) => {
    const { recipient, purpose, contents } = input
    const sharedAt = input.sharedAt ?? context.clock.now()
    mustPermit(whyNotShare(episode, sharedAt, context.clock.now()) ?? whyNotTell(contents))
    const ground = await findGround(tx, context, { recordId: episode.recordId, purpose: purposeOf[recipient], override: input.override, at: sharedAt })
    const row: InformationShareRow = { ...correctablePartOf(context, episode), recipient, purpose, contents, sharedAt, ...ground }
    await insertShare(tx, row)
    const changed = await updateEpisode(tx, episode.id, {})
    const facts = { informationShareId: row.id, recipient, purpose, basis: ground.basis }
    await record(tx, context, toEvent(changed, { type: 'liaison-diversion.information-shared', at: sharedAt, facts }))
    return changed
  })
}
