import { room } from '@throughcare/reconnect'
import { openEpisodeRoom, refusesOutsidersOf, tellFacilityIn, type EpisodeRoom, type StartedEpisode } from './episodes.ts'
import { navigator, persona } from './personas.ts'
import type { Answer } from './room.ts'
import { tellReferralIn, type NeedsOfService } from './unmet-needs.ts'

const fields = `phase acceptedAt declinedAt declineReason plannedReleaseDate plannedReleaseDates { date recordedAt reason } actualReleaseDate sleptAt
  housedOnFirstNight supportEndsOn extension { until reason extendedAt } referralWindow { answer } eligibility { outcome answers { rule answer } } handover { id } temporarilyReleasedOn returnedToCustodyOn firstContactOn
  assessedAt planMadeAt facility { id } facilityId needs { id need { code } pathway status isHealthNeed isUnmet noReferralReason statusAt onwardReferrals { id } } tasks { kind dueOn doneOn state isOfficial } rePlan { from to isGateMeetingMoved moves { kind from to isPast } }
  contacts { id purpose isSeen contactAt recordedBy isPeerSupport }
  continuity { kind daysInHand runsOutOn continuesOn continuesBy uncoveredDays } peerSupportOffers { answer offeredAt } peerSupport { id subject employer { id } assignedAt endedAt outcome } gateMeeting { meetAt outcome } prisonTransfers { from { id } fromId to { id } toId transferredOn recordedBy } allocations { id side workerId acceptedAt endedAt } closedAt closureReason
  goals { id need { code } status setAt reviewedAt }`

/** The RECONNECT room, at 09:00 UTC on 1 June 2026 until the clock is set. */
export function openReconnect(definition = room): Promise<EpisodeRoom> {
  return openEpisodeRoom(definition, {
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

export const refusesOutsiders = refusesOutsidersOf({ service: 'RECONNECT', schema: 'reconnect', open: openReconnect }, (reconnect) =>
  startAccepted(reconnect, {}, { consent: true })
)

/** An accepted episode whose person wants peer support. */
export async function startOffered(reconnect: EpisodeRoom, ...start: Parameters<EpisodeRoom['start']>): Promise<StartedEpisode> {
  const episode = await startAccepted(reconnect, ...start)
  await reconnect.act('offerReconnectPeerSupport', { episodeId: episode.id, answer: 'ACCEPTED', expectedVersion: episode.version })
  return { ...episode, version: episode.version + 1 }
}

/** The same with the demo's peer support worker assigned, to whom people has opened the record. */
export async function startAssigned(reconnect: EpisodeRoom, ...start: Parameters<EpisodeRoom['start']>): Promise<StartedEpisode & { assignmentId: string }> {
  const { id, version, recordId } = await startOffered(reconnect, ...start)
  const { subject, organisation } = persona('reconnect-peer-support-worker')
  const { data } = await reconnect.act('assignReconnectPeerSupport', { episodeId: id, subject, employerId: organisation, expectedVersion: version })
  await reconnect.rows(
    `insert into reconnect.record_access (record_id, audience, level, service, version) values ($1, $2, 'read', 'RECONNECT', 1)`,
    recordId,
    `subject:${subject}`
  )
  return { id, version: version + 1, recordId, assignmentId: data?.assignReconnectPeerSupport.peerSupport[0].id }
}

/** An accepted episode in which the need of housing was found. */
export async function startWithNeed(reconnect: EpisodeRoom, known: Parameters<EpisodeRoom['start']>[1] = {}): Promise<StartedEpisode & { needId: string }> {
  const { id, version, recordId } = await startAccepted(reconnect, {}, known)
  const needs = [{ needCode: 'housing', pathway: 'ACCOMMODATION' }]
  const { data } = await reconnect.act('assessReconnectNeeds', { episodeId: id, needs, expectedVersion: version })
  return { id, version: version + 1, recordId, needId: data?.assessReconnectNeeds.needs[0].id }
}

export const tellReferral = tellReferralIn('RECONNECT')

/** Writes down what a facility is and when it closed, as directory's event would. */
export const tellFacility = tellFacilityIn('reconnect')

export const needsOfReconnect: NeedsOfService = {
  ...{ service: 'RECONNECT', open: openReconnect, start: startAccepted, startWithNeed },
  ...{ find: 'assessReconnectNeeds', explain: 'explainUnmetReconnectNeed', serve: 'serveReconnectNeed', list: 'unmetReconnectNeeds' },
  need: (needCode, status) => ({ needCode, status, pathway: 'FINANCE_AND_ID' })
}

/** Writes down that a person died, or did not after all, as the event of `people` would. */
export async function tellDeath(reconnect: Pick<EpisodeRoom, 'rows'>, recordId: string, diedOn: string | null): Promise<void> {
  for (const table of ['known_person', 'episode'])
    await reconnect.rows(`update reconnect.${table} set died_on = $2::text::date where record_id = $1`, recordId, diedOn)
}

/** An episode that was closed. */
export async function startClosed(reconnect: EpisodeRoom, known: Parameters<EpisodeRoom['start']>[1] = {}, reason = 'OTHER'): Promise<StartedEpisode> {
  const episode = await startAccepted(reconnect, {}, known)
  if (reason === 'DIED') await tellDeath(reconnect, episode.recordId, '2026-06-01')
  await reconnect.act('closeReconnectEpisode', { episodeId: episode.id, expectedVersion: episode.version, reason })
  return { ...episode, version: episode.version + 1 }
}

const correctedFields = `id version history { version action recordedBy reason corrections { field partId oldValue newValue } } ${fields
  .replace('continuity {', 'continuity { id')
  .replace('plannedReleaseDates {', 'plannedReleaseDates { id')
  .replace('peerSupportOffers {', 'peerSupportOffers { id')
  .replace('prisonTransfers {', 'prisonTransfers { id')}`

type Seen = NonNullable<Answer['data']>

/** Short ways to correct what stands, and to see what came of it. */
export function openCorrections(reconnect: EpisodeRoom) {
  const ask = async (document: string, variables: object): Promise<{ episode: Seen; errors: Answer['errors'] }> => {
    const { data, errors } = await reconnect.ask(navigator, document, variables as Record<string, unknown>)
    return { episode: Object.values(data ?? {})[0] as Seen, errors }
  }
  const read = async (id: string): Promise<Seen> => (await ask(`query ($id: ID!) { reconnectEpisode(id: $id) { ${correctedFields} } }`, { id })).episode
  return {
    read,
    /** Corrects an episode as it stands now. */
    async correct(id: string, changes: object) {
      const { version } = await read(id)
      const input = { episodeId: id, expectedVersion: version, reason: 'Read from the wrong line.', idempotencyKey: crypto.randomUUID(), ...changes }
      return ask(`mutation ($input: CorrectReconnectEpisodeInput!) { correctReconnectEpisode(input: $input) { ${correctedFields} } }`, { input })
    },
    /** Does something in an episode as it stands now, and answers it. */
    async act(id: string, mutation: string, input: object): Promise<Seen> {
      const { version } = await read(id)
      const { errors } = await reconnect.act(mutation, { episodeId: id, expectedVersion: version, ...input })
      if (errors.length > 0) throw new Error(`${mutation} was refused: ${JSON.stringify(errors)}`)
      return read(id)
    },
    /** What readers heard of the last change, and of which part. */
    async heard(id: string): Promise<unknown[]> {
      const events = await reconnect.events(id)
      const last = events.at(-1)?.subject_version
      return events.filter(({ subject_version }) => subject_version === last).map(({ type, payload }) => [type.split('.')[1], payload.step, payload.partId])
    }
  }
}
