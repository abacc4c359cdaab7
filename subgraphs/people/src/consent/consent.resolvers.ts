import type { ConsentOverrideResolvers, ConsentPositionResolvers, MutationResolvers, PersonResolvers } from '../../generated/graphql.ts'
import { endOverride } from './end-override.ts'
import { standingOnEach } from './consent.rules.ts'
import { recordConsent } from './record-consent.ts'
import { recordOverride } from './record-override.ts'

export const mutation: Pick<MutationResolvers, 'recordConsent' | 'recordOverride' | 'endOverride'> = {
  recordConsent: (_, { input }, context) => recordConsent(context, input),
  recordOverride: (_, { input }, context) => recordOverride(context, input),
  endOverride: (_, { input }, context) => endOverride(context, input)
}

export const person: Pick<PersonResolvers, 'consentPositions' | 'consentOverrides'> = {
  consentPositions: async ({ records }, _, { loaders, clock }) => {
    const told = await loaders.standing.load(records[0].id)
    return standingOnEach(told?.positions ?? [], clock.now())
  },
  consentOverrides: async ({ records }, _, { loaders }) => (await Promise.all(records.map((record) => loaders.overrides.load(record.id)))).flat()
}

export const consentPosition: ConsentPositionResolvers = {
  decidedAt: ({ decidedAt }) => (decidedAt ? new Date(decidedAt) : null),
  overrideGround: ({ override }) => override?.ground ?? null,
  overrideUntil: ({ override }) => (override ? new Date(override.until) : null)
}

export const consentOverride: ConsentOverrideResolvers = {
  isInForce: ({ until, endedAt }, _, { clock }) => endedAt === null && until > clock.now()
}
