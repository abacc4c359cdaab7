import { ageOn, londonDate } from '@throughcare/kit/clock'
import { refuse } from '@throughcare/kit/errors'
import type { IdentityRecordResolvers, MutationResolvers, PersonResolvers, QueryResolvers, RecordLinkResolvers } from '../../generated/graphql.ts'
import { findPeople } from './find-people.ts'
import { recordIdentity } from './record-identity.ts'

export const query: Pick<QueryResolvers, 'person' | 'people' | 'identityRecord'> = {
  person: async (_, { id }, { loaders }) => (await loaders.person.load(id)) ?? refuse('NOT_FOUND', 'There is no such person, or none you may know of.'),
  people: (_, { where, ...page }, context) => findPeople(context, where, page),
  identityRecord: async (_, { id }, { loaders }) => (await loaders.record.load(id)) ?? refuse('NOT_FOUND', 'There is no such record, or none you may read.')
}

export const mutation: Pick<MutationResolvers, 'recordIdentity'> = {
  recordIdentity: (_, { input }, context) => recordIdentity(context, input)
}

export const person: PersonResolvers = {
  __resolveReference: async (reference, { loaders }) =>
    'recordId' in reference ? loaders.personOfRecord.load(reference.recordId) : loaders.person.load(reference.id),
  // Another room asked by this record; the plan wants the same key back.
  recordId: (person) => person.recordIds[0] ?? refuse('NOT_FOUND', 'A person without a record.'),
  name: ({ records: [best] }) => ({ given: best.givenName, family: best.familyName }),
  birthDate: ({ records: [best] }) => best.birthDate,
  birthDateIsEstimated: ({ records: [best] }) => best.birthDateIsEstimated,
  age: ({ records: [best] }, _, { clock }) => ageOn(best.birthDate, londonDate(clock.now())),
  sex: ({ records: [best] }) => best.sex,
  ethnicCategory: ({ records }) => records.find((record) => record.ethnicCategory !== null)?.ethnicCategory ?? null,
  consents: async ({ records }, _, { loaders }) => (await Promise.all(records.map((record) => loaders.consents.load(record.id)))).flat()
}

export const identityRecord: IdentityRecordResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.record.load(id),
  name: ({ givenName, familyName }) => ({ given: givenName, family: familyName }),
  identifiers: ({ id }, _, { loaders }) => loaders.identifiers.load(id),
  postcode: async ({ id }, _, { loaders }) => (await loaders.postcode.load(id))?.postcode ?? null,
  person: async ({ id }, _, { loaders }) => (await loaders.personOfRecord.load(id)) ?? refuse('NOT_FOUND', 'A record without a person.'),
  links: ({ id }, _, { loaders }) => loaders.links.load(id)
}

export const recordLink: RecordLinkResolvers = {
  person: ({ personId }, _, { loaders }) => loaders.person.load(personId)
}
