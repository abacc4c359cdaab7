import { isOwnTeam } from '@throughcare/kit/access'
import { toConnection } from '@throughcare/kit/page'
import { roleHolds } from '@throughcare/kit/roles'
import type { JourneyEventResolvers, PersonResolvers } from '../../generated/graphql.ts'
import { scopeOfDetail } from './event.rules.ts'
import { readJourneyPart } from './read-journey-part.ts'

export const person: Pick<PersonResolvers, '__resolveReference' | 'journey'> = {
  __resolveReference: async (reference) => reference,
  journey: async ({ recordIds = [] }, asked, { loaders }) => {
    const part = readJourneyPart(asked)
    const { events, withheld } = await loaders.journeyOfPerson(part).load(recordIds)
    const connection = toConnection(events, part, (event) => [event.occurredAt.toISOString(), event.id])
    const isAllWithheld = withheld.length > 0 && events.length === 0 && part.after === null
    return { ...connection, edges: isAllWithheld ? null : connection.edges, withheld }
  }
}

export const journeyEvent: JourneyEventResolvers = {
  facility: ({ facilityId, isPlaceOpen }) => (facilityId !== null && isPlaceOpen ? { __typename: 'Facility', id: facilityId } : null),
  place: ({ facilityId, isPlaceOpen }) => (facilityId !== null && isPlaceOpen ? { __typename: 'Place', facilityId } : null),
  isPlaceWithheld: ({ facilityId, isPlaceOpen }) => facilityId !== null && !isPlaceOpen,
  detail: ({ detailType, detailId, service, organisation }, _, { principal, access }) => {
    if (!roleHolds(principal.role, [[scopeOfDetail[detailType]]])) return { __typename: 'Withheld', service, reason: 'NOT_FOR_YOUR_ROLE' }
    const isOwn = isOwnTeam(principal, service) && principal.organisation === organisation
    if (!isOwn && !access.isFresh()) return { __typename: 'Withheld', service, reason: 'ACCESS_UNKNOWN' }
    return { __typename: detailType, id: detailId }
  }
}
