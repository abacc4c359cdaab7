import type { DeathResolvers, MutationResolvers, PersonResolvers } from '../../generated/graphql.ts'
import type { Context } from '../context.ts'
import type { PersonView } from '../person/person.rules.ts'
import { deathOf, type DeathSource } from './death.rules.ts'
import { recordDeath } from './record-death.ts'
import { withdrawDeath } from './withdraw-death.ts'

export const mutation: Pick<MutationResolvers, 'recordDeath' | 'withdrawDeath'> = {
  recordDeath: (_, { input }, context) => recordDeath(context, input),
  withdrawDeath: (_, { input }, context) => withdrawDeath(context, input)
}

/** The death that holds of a person; to whoever sees a record alone, and is told nothing of its person, by that record. */
async function findDeath({ records }: PersonView, { loaders }: Context): Promise<{ diedOn: string | null; source: DeathSource | null } | null> {
  const told = await loaders.standing.load(records[0].id)
  if (told) return { diedOn: told.diedOn, source: told.deathSource }
  return deathOf((await Promise.all(records.map(({ id }) => loaders.deaths.load(id)))).flat())
}

export const person: Pick<PersonResolvers, 'isDeceased' | 'deathDate' | 'deathSource' | 'deathRecords'> = {
  isDeceased: async (person, _, context) => ((await findDeath(person, context))?.diedOn ?? null) !== null,
  deathDate: async (person, _, context) => (await findDeath(person, context))?.diedOn ?? null,
  deathSource: async (person, _, context) => (await findDeath(person, context))?.source ?? null,
  deathRecords: async ({ records }, _, { loaders }) => (await Promise.all(records.map((record) => loaders.deaths.load(record.id)))).flat()
}

export const death: DeathResolvers = {
  isWithdrawal: ({ diedOn }) => diedOn === null
}
