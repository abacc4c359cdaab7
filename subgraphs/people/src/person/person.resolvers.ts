import { ageOn, londonDate } from '@throughcare/kit/clock'
import { refuse } from '@throughcare/kit/errors'
import type { PersonResolvers, PersonSourcesResolvers, QueryResolvers } from '../../generated/graphql.ts'
import { toEthnicity } from '../identity-record/identity-record.resolvers.ts'
import { findPeople } from './find-people.ts'
import { getOverseenPerson } from './get-overseen-person.ts'
import { addressesOf, bestOf, identifiersOf, otherNamesOf, type PersonField, type PersonView } from './person.rules.ts'

export const query: Pick<QueryResolvers, 'person' | 'people' | 'personOverseen'> = {
  person: async (_, { id }, { loaders }) => (await loaders.person.load(id)) ?? refuse('NOT_FOUND', 'There is no such person, or none you may know of.'),
  people: (_, { where, ...page }, context) => findPeople(context, where, page),
  personOverseen: (_, { identityRecordId }, context) => getOverseenPerson(context, identityRecordId)
}

/** The record whose value of a field is believed; where none says anything, the newest. */
function recordOf({ records }: PersonView, field: PersonField) {
  return bestOf(records, field)?.record ?? records[0]
}

export const person: PersonResolvers = {
  __resolveReference: async (reference, { loaders }) =>
    'recordId' in reference ? loaders.personOfRecord.load(reference.recordId) : loaders.person.load(reference.id),
  // Another room asked by this record; the plan wants the same key back.
  recordId: (person) => person.recordIds[0] ?? refuse('NOT_FOUND', 'A person without a record.'),
  name: (person) => {
    const { givenName, familyName } = recordOf(person, 'name')
    return { given: givenName, family: familyName }
  },
  otherNames: otherNamesOf,
  birthDate: (person) => recordOf(person, 'birthDate').birthDate,
  birthDateIsEstimated: (person) => recordOf(person, 'birthDate').birthDateIsEstimated,
  age: (person, _, { clock }) => ageOn(recordOf(person, 'birthDate').birthDate, londonDate(clock.now())),
  sex: (person) => recordOf(person, 'sex').sex,
  genderIdentity: (person) => recordOf(person, 'genderIdentity').genderIdentity,
  ethnicity: (person) => toEthnicity(recordOf(person, 'ethnicity')),
  identifiers: identifiersOf,
  addresses: async ({ records }, _, { loaders, clock }) => {
    const places = await loaders.location.loadMany(records.map(({ id }) => id))
    const told = places.flatMap((place, at) => (place && !(place instanceof Error) && records[at] ? [{ record: records[at], addresses: place.addresses }] : []))
    return told.length > 0 ? addressesOf(told, londonDate(clock.now())) : null
  },
  sources: (person) => person,
  consents: async ({ records }, _, { loaders }) => (await Promise.all(records.map((record) => loaders.consents.load(record.id)))).flat(),
  linkHistory: async ({ records }, _, { loaders }) =>
    (await Promise.all(records.map((record) => loaders.links.load(record.id))))
      .flat()
      .toSorted((one, other) => other.linkedAt.getTime() - one.linkedAt.getTime())
}

export const personSources: PersonSourcesResolvers = {
  name: ({ records }) => bestOf(records, 'name'),
  birthDate: ({ records }) => bestOf(records, 'birthDate'),
  sex: ({ records }) => bestOf(records, 'sex'),
  genderIdentity: ({ records }) => bestOf(records, 'genderIdentity'),
  ethnicity: ({ records }) => bestOf(records, 'ethnicity')
}
