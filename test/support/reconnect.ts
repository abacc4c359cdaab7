import { room } from '@throughcare/reconnect'
import { openEpisodeRoom, type EpisodeRoom, type StartedEpisode } from './episodes.ts'

const fields = `phase acceptedAt declinedAt declineReason plannedReleaseDate plannedReleaseDates { date recordedAt reason } actualReleaseDate sleptAt
  housedOnFirstNight supportEndsOn extension { until reason extendedAt } referralWindow { answer } eligibility { outcome answers { rule answer } } handover { id } temporarilyReleasedOn returnedToCustodyOn firstContactOn
  assessedAt planMadeAt facility { id } needs { id need { code } pathway status isHealthNeed isUnmet statusAt } tasks { kind dueOn doneOn state isOfficial } rePlan { from to isGateMeetingMoved moves { kind from to isPast } }
  contacts { id purpose isSeen contactAt } gateMeeting { meetAt outcome } allocations { id side workerId acceptedAt endedAt } closedAt closureReason
  goals { id need { code } status setAt reviewedAt }`

/** The RECONNECT room, at 09:00 UTC on 1 June 2026 until the clock is set. */
export function openReconnect(): Promise<EpisodeRoom> {
  return openEpisodeRoom(room, {
    schema: 'reconnect',
    service: 'RECONNECT',
    startWith: 'referToReconnect',
    input: { facilityId: 'PNI', source: 'PRISON_HEALTHCARE' },
    fields
  })
}

/** An episode whose referral was accepted. */
export async function startAccepted(reconnect: EpisodeRoom, ...start: Parameters<EpisodeRoom['start']>): Promise<StartedEpisode> {
  const episode = await reconnect.start(...start)
  await reconnect.act('acceptReconnectReferral', { episodeId: episode.id, expectedVersion: episode.version })
  return { ...episode, version: episode.version + 1 }
}

/** An accepted episode whose release was recorded for a day. */
export async function startReleased(reconnect: EpisodeRoom, releasedOn: string, ...start: Parameters<EpisodeRoom['start']>): Promise<StartedEpisode> {
  const episode = await startAccepted(reconnect, ...start)
  await reconnect.act('recordRelease', { episodeId: episode.id, releasedOn, expectedVersion: episode.version })
  return { ...episode, version: episode.version + 1 }
}
