import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, type EpisodeChange } from './change-episode.ts'
import { whyNotUnseen, whyNotUnseenThen } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'
import { toEvent } from './to-event.ts'

export type NotSeenInput = { notSeenAt?: Date | null; reason: NonNullable<EpisodeRow['notSeenReason']> }

/** Records why a referred person was not seen. */
export function recordNotSeen(context: Context, input: EpisodeChange & NotSeenInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'record-not-seen', input }, async (tx, episode) => {
    const notSeen = await updateEpisode(tx, episode.id, leaveUnseen(context, episode, input))
    await record(tx, context, notSeenEvent(notSeen))
    return notSeen
  })
}

/** What "not seen" changes in an episode; refuses it once the person was seen, and a second time. */
export function leaveUnseen({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, { notSeenAt, reason }: NotSeenInput) {
  const at = notSeenAt ?? clock.now()
  mustPermit(whyNotUnseen(episode) ?? whyNotUnseenThen(episode, at, clock.now()))
  // Who declines was offered a screening, even where nobody wrote the offer down.
  const offered = reason === 'DECLINED' && !episode.screeningOfferedAt ? { screeningOfferedAt: at, screeningOfferedBy: principal.subject } : {}
  return { ...offered, notSeenAt: at, notSeenBy: principal.subject, notSeenReason: reason }
}

export function notSeenEvent(episode: EpisodeRow) {
  return toEvent(episode, { type: 'liaison-diversion.not-seen-recorded', at: episode.notSeenAt, facts: { reason: episode.notSeenReason ?? '' } })
}
