import type { KnownFacilityRow } from '@throughcare/kit/known-facilities'
import { whyShut } from '@throughcare/kit/known-facility.rules'

// People come from any prison to live here, and news may be on its way: of a prison that this room has not heard of, the code alone is
// looked at. Source: the Ministry of Justice's prison register, where every prison for adults has such a code (migrations V1_1 to V1_22).
const prisonCode = /^[A-Z]{2}I$/

/** Why nobody is held in the facility of an id: it is no prison, or was not open on the day, where one is given. */
export function whyNotHold(id: string, facility: Pick<KnownFacilityRow, 'kind' | 'openFrom' | 'closedOn'> | undefined, day: string | null): string | null {
  if (!facility)
    return prisonCode.test(id) ? null : "That is no prison's code. Give the prison by its NOMIS id: three capital letters, the last an I, such as PNI."
  if (facility.kind !== 'PRISON') return 'That place is no prison. Give the prison in which the person is held, or was last, by its code.'
  const shut = day && whyShut('That prison', facility, day)
  return shut ? `${shut}, so nobody was held there on that day. Check the day, or give the prison where the person was.` : null
}
