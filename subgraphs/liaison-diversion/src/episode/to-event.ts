import type { EventDraft } from '@throughcare/kit/outbox'
import type { liaisonDiversionEvents } from '@throughcare/schema/events/liaison-diversion'
import type { z } from 'zod'
import type { EpisodeRow } from './episode.store.ts'

type Contract = typeof liaisonDiversionEvents
type EventType = keyof Contract
type Facts<Type extends EventType> = Omit<z.infer<Contract[Type]['shape']>, 'episodeId' | 'facilityId'>

/** An event of an episode as it stands after the change, dated when the thing happened; `facts` are what the contract wants besides its pointers. */
export function toEvent<Type extends EventType>(
  episode: EpisodeRow,
  { type, at, facts }: { type: Type; at: Date | null; facts: Facts<Type> }
): EventDraft<Contract, Type> {
  const { id, recordId, version, facilityId } = episode
  const payload = { ...facts, episodeId: id, facilityId }
  return { type, subjectId: id, subjectVersion: version, recordId, occurredAt: at ?? undefined, payload } as unknown as EventDraft<Contract, Type>
}
