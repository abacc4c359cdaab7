import { readPage, toPersonConnection } from '@throughcare/kit/page'
import type { MutationResolvers, PersonResolvers, SignpostResolvers } from '../../generated/graphql.ts'
import { mayKnowPlace } from '../known-record/may-know-place.ts'
import { mayKnowNeed } from './may-know-need.ts'
import { recordTakeUp } from './record-take-up.ts'
import { signpost as tell } from './signpost.ts'
import { withdrawSignpost } from './withdraw-signpost.ts'

export const mutation: Pick<MutationResolvers, 'signpost' | 'recordTakeUp' | 'withdrawSignpost'> = {
  signpost: (_, { input }, context) => tell(context, input),
  recordTakeUp: (_, { input }, context) => recordTakeUp(context, input),
  withdrawSignpost: (_, { input }, context) => withdrawSignpost(context, input)
}

export const signpost: SignpostResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.signpost.load(id),
  person: ({ recordId }) => ({ __typename: 'Person', recordId }),
  service: async (told, _, context) => ((await mayKnowPlace(context, told)) ? { __typename: 'Service', id: told.serviceId } : null),
  isPlaceWithheld: async (told, _, context) => !(await mayKnowPlace(context, told)),
  need: (told, _, { principal }) => (mayKnowNeed(principal, told) ? { __typename: 'Need', code: told.needCode } : null)
}

export const person: Pick<PersonResolvers, 'signposts'> = {
  signposts: async ({ recordIds = [] }, page, { loaders }) => {
    const { rows, withheld } = await loaders.signpostsOfPerson.load(recordIds)
    return { ...toPersonConnection(rows, withheld.length > 0 ? withheld : null, readPage(page)), withheld }
  }
}
