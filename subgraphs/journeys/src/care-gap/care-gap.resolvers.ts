import type { PersonResolvers } from '../../generated/graphql.ts'

export const person: Pick<PersonResolvers, 'careGaps'> = {
  careGaps: ({ recordIds = [] }, _, { loaders }) => loaders.careGapsOfPerson.load(recordIds)
}
