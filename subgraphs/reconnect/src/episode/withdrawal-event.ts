import { ofEpisode } from './change-episode.ts'
import type { ToldStep } from './correct-parts.ts'
import type { EpisodeRow } from './episode.store.ts'

/** Tells readers that something they were told was recorded in error; `partId` says which of several, null means all of its kind. */
export function withdrawalEvent(row: EpisodeRow, step: ToldStep, partId: string | null) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.step-withdrawn' as const, payload: { ...episode, step, partId } }
}
