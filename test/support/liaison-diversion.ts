import { room } from '@throughcare/liaison-diversion'
import { persona } from './personas.ts'
import { openEpisodeRoom, refusesOutsidersOf, tellFacilityIn, type EpisodeRoom, type StartedEpisode } from './episodes.ts'
import { tellReferralIn, type NeedsOfService } from './unmet-needs.ts'

const fields = `state receivedAt facility { id } setting source offenceGroup custodyClockStartedAt screeningOfferedAt screening { screenedAt outcome risk urgency }
  notSeenReason needs { id need { code } status identifiedAt source definition statusAt noReferralReason isUnmet onwardReferrals { id } } followUpDueOn
  assessments { id kind specialism requestedAt assessedAt assessedBy tools outcome } contacts { contactAt mechanism attendance place recordedBy isPeerSupport }
  custodyDisposal custodyDisposalAt justiceOutcomes { decidedBy code label decidedOn isInterim }
  ageAtReferral childCircumstances { recordedAt isLookedAfter childProtectionPlan isYouthCourtCase } cohorts
  appropriateAdults { id reason who calledAt arrivedAt minutesToArrive }
  courtReports { id type purpose court { id } hearingOn caseReference requestedAt issuedAt cancelledAt cancelReason isOverdue recipient { id }
    issues { id issueNumber isLatest contents basis overrideReason issuedAt } }
  informationShares { recipient purpose contents sharedAt basis overrideReason }
  divertedOutOfJusticeAt supportedWithinJusticeAt outcome closedAt closureReason reopenedAt
  worker peerSupport { id subject employer { id } assignedAt endedAt } history { version action recordedBy reason corrections { field oldValue newValue } }`

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

/** Writes down that the person of a record died, as people's event would, or that they did not. */
export async function tellDeath(liaisonDiversion: Pick<EpisodeRoom, 'rows'>, recordId: string, diedOn: string | null): Promise<void> {
  for (const table of ['known_record', 'episode'])
    await liaisonDiversion.rows(`update liaison_diversion.${table} set died_on = $2::text::date where record_id = $1`, recordId, diedOn)
}

/** An episode that was closed after its screening. */
export async function startClosed(liaisonDiversion: EpisodeRoom, reason = 'COMPLETED'): Promise<StartedEpisode> {
  const episode = await startScreened(liaisonDiversion)
  if (reason === 'DIED') await tellDeath(liaisonDiversion, episode.recordId, '2026-06-01')
  await liaisonDiversion.act('closeLiaisonDiversionEpisode', { episodeId: episode.id, reason, expectedVersion: 2 })
  return { ...episode, version: 3 }
}

export const refusesOutsiders = refusesOutsidersOf(
  { service: 'LIAISON_DIVERSION', schema: 'liaison_diversion', open: openLiaisonDiversion },
  (liaisonDiversion) => liaisonDiversion.start({}, { consent: true })
)

/** An episode with its screening and one need. */
export async function startWithNeed(
  liaisonDiversion: EpisodeRoom,
  known: Parameters<EpisodeRoom['start']>[1] = {}
): Promise<StartedEpisode & { needId: string }> {
  const episode = await startScreened(liaisonDiversion, known)
  const { data } = await liaisonDiversion.act('identifyNeeds', { episodeId: episode.id, needs: [{ needCode: 'housing' }], expectedVersion: 2 })
  return { ...episode, version: 3, needId: data?.identifyNeeds.needs[0].id }
}

type Sharing = { purpose: string; decision: string | null; decidedAt?: string; until?: string; override?: { ground: string; until: string } }

/** Writes down where the person of a record stands on sharing, as people's event would. */
export async function decide(liaisonDiversion: EpisodeRoom, recordId: string, ...positions: Sharing[]): Promise<void> {
  const whole = positions.map((position) => ({ decidedAt: '2026-06-01T08:00:00.000Z', until: null, override: null, ...position }))
  await liaisonDiversion.rows(`update liaison_diversion.known_record set positions = $2::text::jsonb where record_id = $1`, recordId, JSON.stringify(whole))
}

export const reportRequest = {
  ...{ type: 'WRITTEN_STANDARD', purpose: 'SENTENCING', courtId: 'PRESMC', hearingOn: '2026-06-10', caseReference: 'T20260001' },
  recipientOrganisationId: 'HMCTS'
}

/** A screened episode of a person who agreed to sharing with the court, with a report that was asked for. */
export async function startWithReport(
  liaisonDiversion: EpisodeRoom,
  { consent = false, shares = true, request = {} }: { consent?: boolean; shares?: boolean; request?: object } = {}
): Promise<StartedEpisode & { courtReportId: string }> {
  const episode = await startScreened(liaisonDiversion, { consent })
  if (shares) await decide(liaisonDiversion, episode.recordId, { purpose: 'SHARE_COURT', decision: 'GIVEN' })
  const { data } = await liaisonDiversion.act('requestCourtReport', { episodeId: episode.id, ...reportRequest, ...request, expectedVersion: 2 })
  return { ...episode, version: 3, courtReportId: data?.requestCourtReport.courtReports[0].id }
}

export const tellReferral = tellReferralIn('LIAISON_DIVERSION')

export const needsOfLiaisonDiversion: NeedsOfService = {
  ...{ service: 'LIAISON_DIVERSION', open: openLiaisonDiversion, start: startScreened, startWithNeed },
  ...{ find: 'identifyNeeds', explain: 'explainUnmetNeed', serve: 'serveNeed', list: 'unmetNeeds' },
  need: (needCode, status) => ({ needCode, status })
}

/** An episode with the demo's peer support worker assigned, to whom people has opened the record. */
export async function startAssigned(
  liaisonDiversion: EpisodeRoom,
  known: Parameters<EpisodeRoom['start']>[1] = {}
): Promise<StartedEpisode & { assignmentId: string }> {
  const episode = await liaisonDiversion.start({}, known)
  const { subject, organisation } = persona('ld-peer-support-worker')
  const { data } = await liaisonDiversion.act('assignPeerSupport', { episodeId: episode.id, subject, employerId: organisation, expectedVersion: 1 })
  await liaisonDiversion.rows(
    `insert into liaison_diversion.record_access (record_id, audience, level, service, version) values ($1, $2, 'read', 'LIAISON_DIVERSION', 1)`,
    episode.recordId,
    `subject:${subject}`
  )
  return { ...episode, version: 2, assignmentId: data?.assignPeerSupport.peerSupport[0].id }
}

/** Writes down what a facility is and when it closed, as directory's event would. */
const tell = tellFacilityIn('liaison_diversion')

/** Tells the room of a facility, and of the custody suite where episodes start: once it was told of any, it takes no other. */
export const tellFacility: typeof tell = async (room, ...facility) => {
  const [known] = await room.rows("select from liaison_diversion.known_facility where id = 'LAN3'")
  if (!known) await tell(room, 'LAN3', 'CUSTODY_SUITE')
  await tell(room, ...facility)
}
