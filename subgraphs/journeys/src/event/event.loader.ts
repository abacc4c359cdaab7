import DataLoader from 'dataloader'
import { findWithheld, isOwnTeam, type AccessRow, type Withheld } from '@throughcare/kit/access'
import type { RoomContext } from '@throughcare/kit/context'
import { services } from '@throughcare/kit/principal'
import { findJourneys, type EventRow, type JourneyPart, type SeenEvent } from './event.store.ts'

/** Some of a person's journey, with one event more where it goes on, and what of it is withheld. */
export type Journey = { events: SeenEvent[]; withheld: Withheld[] }

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
  return persons.map((recordIds) => {
    const told = found.flatMap(({ access }) => (access && recordIds.includes(access.recordId) ? [access] : []))
    const events = found.flatMap(({ event }) => (event && recordIds.includes(event.recordId) ? [event] : []))
    return { events: events.map((event) => asSeen(context, event, told)), withheld: findAllWithheld(context, told) }
  })
}

/**
 * The event, with whether the caller may know where it was: their own team does, and others where the places of the record are open to
 * them. Nobody else may find out where a person can be met who has to be afraid of somebody.
 */
export function asSeen({ principal }: RoomContext, event: EventRow, told: readonly AccessRow[]): SeenEvent {
  const isOwn = isOwnTeam(principal, event.service) && principal.organisation === event.organisation
  return { ...event, isPlaceOpen: isOwn || told.some(({ recordId, level }) => recordId === event.recordId && level === 'location') }
}

/** What each service but the caller's own keeps of a person from the caller, as far as the caller may know of it. */
export function findAllWithheld({ principal, access }: RoomContext, told: readonly AccessRow[]): Withheld[] {
  return services.flatMap((service) => (isOwnTeam(principal, service) ? [] : (findWithheld(told, service, access) ?? [])))
}
