import { room } from '@throughcare/liaison-diversion'
import { openEpisodeRoom, type EpisodeRoom, type StartedEpisode } from './episodes.ts'

const fields = `state receivedAt screening { screenedAt outcome risk } notSeenReason needs { id need { code } status identifiedAt } outcome closedAt closureReason`

/** The Liaison & Diversion room, at 09:00 UTC on 1 June 2026 until the clock is set. */
export function openLiaisonDiversion(): Promise<EpisodeRoom> {
  return openEpisodeRoom(room, {
    schema: 'liaison_diversion',
    service: 'LIAISON_DIVERSION',
    startWith: 'receiveReferral',
    input: { facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE' },
    fields
  })
}

/** An episode with its screening. */
export async function startScreened(liaisonDiversion: EpisodeRoom, known: Parameters<EpisodeRoom['start']>[1] = {}): Promise<StartedEpisode> {
  const episode = await liaisonDiversion.start({}, known)
  await liaisonDiversion.act('recordScreening', { episodeId: episode.id, outcome: 'NEEDS_IDENTIFIED', risk: 'LOW', expectedVersion: 1 })
  return { ...episode, version: 2 }
}
