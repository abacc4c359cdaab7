import type { KnownFacilityRow } from '@throughcare/kit/known-facilities'
import { whyShut } from '@throughcare/kit/known-facility.rules'

// A prison that this room has not heard of is taken as it is given: people come from any prison to live here, and news may be on its way.

/** Why nobody is held in a facility: it is no prison, or was not open on the day, where one is given. */
export function whyNotHold(facility: Pick<KnownFacilityRow, 'kind' | 'openFrom' | 'closedOn'> | undefined, day: string | null): string | null {
  if (!facility) return null
  if (facility.kind !== 'PRISON') return 'That place is no prison. Give the prison in which the person is held, or was last, by its code.'
  const shut = day && whyShut('That prison', facility, day)
  return shut ? `${shut}, so nobody was held there on that day. Check the day, or give the prison where the person was.` : null
}
