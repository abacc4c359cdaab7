import type { KnownFacilities } from '@throughcare/kit/known-facilities'
import { whyNoPrison, whyShut } from '@throughcare/kit/known-facility.rules'

/** Why nobody is held in a facility: it is no prison, or was not open on the day, where one is given. */
export function whyNotHold(known: KnownFacilities, id: string, day: string | null): string | null {
  const facility = known.get(id)
  if (!facility) return whyNoPrison(id)
  if (facility.kind !== 'PRISON') return 'That place is no prison. Give the prison in which the person is held, or was last, by its code.'
  const shut = day && whyShut('That prison', facility, day)
  return shut ? `${shut}, so nobody was held there on that day. Check the day, or give the prison where the person was.` : null
}
