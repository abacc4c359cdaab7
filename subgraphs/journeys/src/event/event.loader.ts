import DataLoader from 'dataloader'
import { findWithheld, isOwnTeam, type AccessRow, type Withheld } from '@throughcare/kit/access'
import type { RoomContext } from '@throughcare/kit/context'
import { services } from '@throughcare/kit/principal'
import { findJourneys, type EventRow, type JourneyPart } from './event.store.ts'

/** Some of a person's journey, with one event more where it goes on, and what of it is withheld. */
export type Journey = { events: EventRow[]; withheld: Withheld[] }

export function createEventLoaders(context: RoomContext) {
  const parts = new Map<string, DataLoader<readonly string[], Journey, string>>()

  return {
    /** Persons keyed by all their record ids. One loader for each part of a journey that is asked for, so that persons share its statement. */
    journeyOfPerson(part: JourneyPart) {
      const key = JSON.stringify(part)
      const standing = parts.get(key)
      if (standing) return standing
      const loader = new DataLoader((persons: readonly (readonly string[])[]) => loadJourneys(context, persons, part), {
        cacheKeyFn: (recordIds: readonly string[]) => recordIds.join()
      })
      parts.set(key, loader)
      return loader
    }
  }
}

async function loadJourneys(context: RoomContext, persons: readonly (readonly string[])[], part: JourneyPart): Promise<Journey[]> {
  const found = await findJourneys(context.db, persons, part)
  return persons.map((recordIds) => ({
    events: found.flatMap(({ event }) => (event && recordIds.includes(event.recordId) ? [event] : [])),
    withheld: findAllWithheld(
      context,
      found.flatMap(({ access }) => (access && recordIds.includes(access.recordId) ? [access] : []))
    )
  }))
}

/** What each service but the caller's own keeps of a person from the caller, as far as the caller may know of it. */
export function findAllWithheld({ principal, access }: RoomContext, told: readonly AccessRow[]): Withheld[] {
  return services.flatMap((service) => (isOwnTeam(principal, service) ? [] : (findWithheld(told, service, access) ?? [])))
}
