import type { liaisonDiversionEvents } from '@throughcare/schema/events/liaison-diversion'
import type { EpisodeEvent } from './as-episode-part.ts'
import type { EpisodeRow } from './episode.store.ts'
import { toEvent } from './to-event.ts'

/** What an event of this room is called, without the room's name. */
export type ToldStep = keyof typeof liaisonDiversionEvents extends infer Type ? (Type extends `liaison-diversion.${infer Step}` ? Step : never) : never

/** Tells readers that something they were told was recorded in error; `partId` says which of several. */
export function withdrawalEvent(episode: EpisodeRow, step: ToldStep, partId: string | null): EpisodeEvent {
  return toEvent(episode, { type: 'liaison-diversion.step-withdrawn', at: null, facts: { step, partId } })
}
