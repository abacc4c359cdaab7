import { londonDate } from '@throughcare/kit/clock'
import type { KnownFacilities, KnownFacility } from '@throughcare/kit/known-facilities'
import { whyNoPrison, whyShut } from '@throughcare/kit/known-facility.rules'
import type { EpisodeRow } from '../episode/episode.store.ts'

type Kind = KnownFacility['kind']

const courts: readonly Kind[] = ['MAGISTRATES_COURT', 'YOUTH_COURT', 'CROWN_COURT']

// An alert from probation, a youth justice service or the community is taken by the team of a custody suite or court.
const teams: readonly Kind[] = ['CUSTODY_SUITE', ...courts]

// A youth court is a special kind of magistrates' court (gov.uk, criminal courts).
const kindsOf: Record<EpisodeRow['setting'], readonly Kind[]> = {
  POLICE_CUSTODY: ['CUSTODY_SUITE'],
  VOLUNTARY_ATTENDANCE: ['CUSTODY_SUITE'],
  MAGISTRATES_COURT: ['MAGISTRATES_COURT'],
  YOUTH_COURT: ['YOUTH_COURT', 'MAGISTRATES_COURT'],
  CROWN_COURT: ['CROWN_COURT'],
  PROBATION: teams,
  YOUTH_JUSTICE_SERVICE: teams,
  COMMUNITY: teams,
  PRISON: ['PRISON']
}

/** Why no hearing is held at a facility on a day: it is no court, or was not open. One of which nothing was told may be a court elsewhere. */
export function whyNotHear(facility: KnownFacility | undefined, hearingOn: string): string | null {
  if (!facility) return null
  if (!courts.includes(facility.kind)) return 'A hearing is held in a court, and that is none. Give the court by its code.'
  const shut = whyShut('That court', facility, hearingOn)
  return shut && `${shut}, so the hearing cannot be there on that day. Check the day, or give the court that hears the case now.`
}

/**
 * Why nobody came to the service at a facility: the directory has no such place, it does not go with the setting, or was not open on that day in London.
 * While nothing was told of any place, each is taken: the news may be on its way, and work goes on.
 */
export function whyNotMeetAt(
  known: KnownFacilities,
  { facilityId, setting, receivedAt }: Pick<EpisodeRow, 'facilityId' | 'setting' | 'receivedAt'>
): string | null {
  const facility = known.get(facilityId)
  if (!facility) return known.size === 0 ? null : whyNoSuchPlace(facilityId, setting)
  if (!kindsOf[setting].includes(facility.kind)) return `The setting does not go with the place, which is ${nameOf[facility.kind]}. Correct one of the two.`
  const shut = whyShut(thatOf(facility.kind), facility, londonDate(receivedAt))
  return shut && `${shut}, so nobody was referred from there on that day. Check the day, or give the place where the person was.`
}

function whyNoSuchPlace(id: string, setting: EpisodeRow['setting']): string | null {
  if (setting === 'PRISON') return whyNoPrison(id)
  return 'The directory has no such place. Give the custody suite or court by its code, such as LAN3; if it was added a moment ago, try again in a second.'
}

const nameOf: Record<Kind, string> = {
  CUSTODY_SUITE: 'a custody suite',
  MAGISTRATES_COURT: 'a magistrates’ court',
  YOUTH_COURT: 'a youth court',
  CROWN_COURT: 'a Crown Court',
  PRISON: 'a prison'
}

function thatOf(kind: Kind): string {
  if (kind === 'PRISON') return 'That prison'
  return courts.includes(kind) ? 'That court' : 'That custody suite'
}
