import type { DeathResolvers, MutationResolvers, PersonResolvers } from '../../generated/graphql.ts'
import { recordDeath } from './record-death.ts'
import { withdrawDeath } from './withdraw-death.ts'

export const mutation: Pick<MutationResolvers, 'recordDeath' | 'withdrawDeath'> = {
  recordDeath: (_, { input }, context) => recordDeath(context, input),
  withdrawDeath: (_, { input }, context) => withdrawDeath(context, input)
}

export const person: Pick<PersonResolvers, 'isDeceased' | 'deathDate' | 'deathSource' | 'deathRecords'> = {
  isDeceased: async ({ records }, _, { loaders }) => ((await loaders.standing.load(records[0].id))?.diedOn ?? null) !== null,
  deathDate: async ({ records }, _, { loaders }) => (await loaders.standing.load(records[0].id))?.diedOn ?? null,
  deathSource: async ({ records }, _, { loaders }) => (await loaders.standing.load(records[0].id))?.deathSource ?? null,
  deathRecords: async ({ records }, _, { loaders }) => (await Promise.all(records.map((record) => loaders.deaths.load(record.id)))).flat()
}

export const death: DeathResolvers = {
  isWithdrawal: ({ diedOn }) => diedOn === null
}
