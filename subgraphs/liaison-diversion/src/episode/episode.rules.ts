import type { EpisodeRow } from './episode.store.ts'

export type EpisodeState = 'REFERRED' | 'SCREENED' | 'NOT_SEEN' | 'CLOSED'

type Course = Pick<EpisodeRow, 'receivedAt' | 'screenedAt' | 'notSeenAt' | 'closedAt'>

/** Where an episode stands, out of what happened. */
export function stateOf({ screenedAt, notSeenAt, closedAt }: Course): EpisodeState {
  if (closedAt) return 'CLOSED'
  if (screenedAt) return 'SCREENED'
  return notSeenAt ? 'NOT_SEEN' : 'REFERRED'
}

// Each rule answers why not, in a sentence for a practitioner, or null. The pathway's order is NHS England's: identification, screening,
// assessment, referral (england.nhs.uk, L&D, "about").

export function whyNotReceive(receivedAt: Date, now: Date): string | null {
  return receivedAt > now ? 'The referral lies in the future. Give the time at which the alert came.' : null
}

export function whyNotScreen(episode: Course, screenedAt: Date, now: Date): string | null {
  if (episode.closedAt) return 'The episode is closed, so nothing more can be screened in it. Receive a new referral.'
  if (episode.screenedAt) return 'A screening is already recorded for this episode.'
  if (episode.notSeenAt) return 'This person was recorded as not seen. Receive a new referral if they were seen after all.'
  if (screenedAt < episode.receivedAt) return 'The screening lies before the referral. Check both times.'
  return screenedAt > now ? 'The screening lies in the future. Give the time at which it took place.' : null
}

export function whyNotUnseen(episode: Course): string | null {
  if (episode.closedAt) return 'The episode is closed.'
  return episode.screenedAt ? 'A screening is recorded for this episode, so the person was seen.' : null
}

/** Why something in the course of an episode cannot have happened at a time. */
export function whyNotThen(episode: Course, at: Date, now: Date): string | null {
  if (at > now) return 'The time lies in the future. Give the time at which it happened.'
  return at < (episode.screenedAt ?? episode.receivedAt) ? 'The time lies before the referral or the screening. Check the times.' : null
}

export function whyNotIdentifyNeed(episode: Course): string | null {
  if (episode.closedAt) return 'The episode is closed. Needs found later belong to a new episode.'
  return episode.screenedAt ? null : 'Needs are identified by the screening or after it. Record the screening first.'
}

export function whyNotClose(episode: Course): string | null {
  if (episode.closedAt) return 'The episode is already closed.'
  return episode.screenedAt || episode.notSeenAt ? null : 'Record the screening, or why the person was not seen, before closing.'
}
