import type { KnownEpisodeRow } from './known-episode.store.ts'

type Whose = Pick<KnownEpisodeRow, 'recordId' | 'organisation' | 'service'>

export const noSuchEpisode =
  'Your team has no such episode of this identity record. Name the episode in which this person is supported, and the identity record that it is of.'

/** Why there are no referrals in an episode: it was recorded in error, such as of the wrong person, so that nobody is referred on in it. */
export function whyNotReferIn({ isInError }: { isInError: boolean }): string | null {
  if (!isInError) return null
  return 'This episode was recorded in error, such as of the wrong person, so no service is told of it. Take back what was drafted in it as made by mistake; if the episode is right after all, reopen it first.'
}

/** Why a referral cannot have been sent in an episode at a time: the person had not been referred to the service that refers them on. */
export function whyNotSendThen({ beganAt }: Pick<KnownEpisodeRow, 'beganAt'>, sentAt: Date): string | null {
  return beganAt && sentAt < beganAt ? 'That lies before the person was referred to your service, when this episode began. Check both times.' : null
}

/** Whether a referral may name an episode: it is of the same record and team. One of which nothing was told yet is believed, for it may be on its way. */
export function isEpisodeOf(told: Whose | undefined, { recordId, organisation, service }: Whose): boolean {
  if (!told || told.recordId === null) return true
  return told.recordId === recordId && told.organisation === organisation && told.service === service
}
