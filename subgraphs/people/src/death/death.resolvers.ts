import type { DeathResolvers, MutationResolvers, PersonResolvers } from '../../generated/graphql.ts'
import { recordDeath } from './record-death.ts'
import { withdrawDeath } from './withdraw-death.ts'

export const mutation: Pick<MutationResolvers, 'recordDeath' | 'withdrawDeath'> = {
  recordDeath: (_, { input }, context) => recordDeath(context, input),
  withdrawDeath: (_, { input }, context) => withdrawDeath(context, input)
}

export const person: Pick<PersonResolvers, 'isDeceased' | 'deathDate' | 'deathSource' | 'deathRecords'> = {
  isDeceased: async ({ records: [best] }, _, { loaders }) => ((await loaders.standing.load(best.id))?.diedOn ?? null) !== null,
  deathDate: async ({ records: [best] }, _, { loaders }) => (await loaders.standing.load(best.id))?.diedOn ?? null,
  deathSource: async ({ records: [best] }, _, { loaders }) => (await loaders.standing.load(best.id))?.deathSource ?? null,
  deathRecords: async ({ records }, _, { loaders }) => (await Promise.all(records.map((record) => loaders.deaths.load(record.id)))).flat()
}

export const death: DeathResolvers = {
  isWithdrawal: ({ diedOn }) => diedOn === null
}
