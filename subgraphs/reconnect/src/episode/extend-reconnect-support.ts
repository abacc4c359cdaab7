import { whyNotAlive } from '@throughcare/kit/day.rules'
import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { whyNotExtend } from '../release/release.rules.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from './change-episode.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'

export type ExtensionInput = { until: string; reason: string; extendedAt?: Date }

/** Extends support past its last day. */
export function extendReconnectSupport(context: Context, input: EpisodeChange & ExtensionInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'extend-reconnect-support', input }, async (tx, episode) => {
    const extended = await updateEpisode(tx, episode.id, extend(context, episode, input))
    await record(tx, context, extensionEvent(extended))
    return extended
  })
}

/** What an extension changes in an episode; refuses one before the release or up to a day that is covered already. */
export function extend({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, { until, reason, extendedAt }: ExtensionInput) {
  const at = extendedAt ?? clock.now()
  mustPermit(whyNotExtend(episode, { until, reason }) ?? whyNotAlive(episode, at))
  return { extendedUntil: until, extendedAt: at, extendedBy: principal.subject, extensionReason: reason.trim() }
}

export function extensionEvent(row: EpisodeRow) {
  const { episode, subject } = ofEpisode(row)
  const payload = { ...episode, until: row.extendedUntil ?? '' }
  return { ...subject, type: 'reconnect.support-extended' as const, occurredAt: row.extendedAt ?? undefined, payload }
}
