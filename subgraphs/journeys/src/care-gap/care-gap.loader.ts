import DataLoader from 'dataloader'
import type { Withheld } from '@throughcare/kit/access'
import type { RoomContext } from '@throughcare/kit/context'
import { asSeen, findAllWithheld } from '../event/event.loader.ts'
import { findGaps, stopAtDeath, type Gap } from './care-gap.rules.ts'
import { findSteps } from './care-gap.store.ts'

export type CareGaps = { withheld: Withheld[]; gaps: Gap[] | null }

export function createCareGapLoaders(context: RoomContext) {
  return {
    /** Keyed by all the record ids of a person. */
    careGapsOfPerson: new DataLoader<readonly string[], CareGaps, string>((persons) => loadCareGaps(context, persons), {
      cacheKeyFn: (recordIds) => recordIds.join()
    })
  }
}

/** The gaps of each person out of what the caller may read; null where that is nothing and something is withheld. */
async function loadCareGaps(context: RoomContext, persons: readonly (readonly string[])[]): Promise<CareGaps[]> {
  const found = await findSteps(context.db, [...new Set(persons.flat())])
  return persons.map((recordIds) => {
    const told = found.flatMap(({ access }) => (access && recordIds.includes(access.recordId) ? [access] : []))
    const journey = found.flatMap(({ event, span }) => (event && recordIds.includes(event.recordId) ? [{ event: asSeen(context, event, told), span }] : []))
    const withheld = findAllWithheld(context, told)
    const diedOn = found.find((step) => step.diedOn !== null && step.event && recordIds.includes(step.event.recordId))?.diedOn ?? null
    return { withheld, gaps: withheld.length > 0 && journey.length === 0 ? null : findGaps(journey, stopAtDeath(context.clock.now(), diedOn)) }
  })
}
