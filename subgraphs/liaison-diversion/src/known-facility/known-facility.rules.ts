import { londonDate } from '@throughcare/kit/clock'
import type { EpisodeRow } from '../episode/episode.store.ts'
import type { KnownFacilityRow } from './known-facility.store.ts'

type Facility = Pick<KnownFacilityRow, 'kind' | 'openFrom' | 'closedOn'>
type Kind = Facility['kind']

const courts: readonly Kind[] = ['MAGISTRATES_COURT', 'YOUTH_COURT', 'CROWN_COURT']

// A youth court is a special kind of magistrates' court (gov.uk, criminal courts).
const kindsOf: Record<EpisodeRow['setting'], readonly Kind[]> = {
  POLICE_CUSTODY: ['CUSTODY_SUITE'],
  VOLUNTARY_ATTENDANCE: ['CUSTODY_SUITE'],
  MAGISTRATES_COURT: ['MAGISTRATES_COURT'],
  YOUTH_COURT: ['YOUTH_COURT', 'MAGISTRATES_COURT'],
  CROWN_COURT: ['CROWN_COURT']
}

// A facility that this room has not heard of is taken as it is given: the news of it may be on its way, and work goes on.

/** Why no hearing is held at a facility on a day: it is no court, or was not open. */
export function whyNotHear(facility: Facility | undefined, hearingOn: string): string | null {
  if (!facility) return null
  if (!courts.includes(facility.kind)) return 'A hearing is held in a court, and that is none. Give the court by its code.'
  const shut = whyShut(facility, hearingOn)
  return shut && `${shut}, so the hearing cannot be there on that day. Check the day, or give the court that hears the case now.`
}

/** Why nobody came to the service at a facility: it does not go with the setting, or was not open on that day in London. */
export function whyNotMeetAt(facility: Facility | undefined, { setting, receivedAt }: Pick<EpisodeRow, 'setting' | 'receivedAt'>): string | null {
  if (!facility) return null
  if (!kindsOf[setting].includes(facility.kind)) return `The setting does not go with the place, which is ${nameOf[facility.kind]}. Correct one of the two.`
  const shut = whyShut(facility, londonDate(receivedAt))
  return shut && `${shut}, so nobody was referred from there on that day. Check the day, or give the place where the person was.`
}

const nameOf: Record<Kind, string> = {
  CUSTODY_SUITE: 'a custody suite',
  MAGISTRATES_COURT: 'a magistrates’ court',
  YOUTH_COURT: 'a youth court',
  CROWN_COURT: 'a Crown Court',
  PRISON: 'a prison'
}

const longDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'long' })

/** That it was not open; on the day it closed it is open no more, as in `directory`. */
function whyShut({ kind, openFrom, closedOn }: Facility, day: string): string | null {
  const what = courts.includes(kind) ? 'That court' : 'That custody suite'
  if (closedOn !== null && day >= closedOn) return `${what} closed on ${longDay.format(new Date(closedOn))}`
  return openFrom !== null && day < openFrom ? `${what} opened on ${longDay.format(new Date(openFrom))} only` : null
}
