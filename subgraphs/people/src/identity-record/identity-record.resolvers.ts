import { refuse } from '@throughcare/kit/errors'
import type { EthnicityResolvers, IdentityRecordResolvers, IdentityRecordVersionResolvers, MutationResolvers, QueryResolvers } from '../../generated/graphql.ts'
import { ethnicGroupOf } from './ethnicity.rules.ts'
import type { IdentityRecordRow } from './identity-record.store.ts'
import { recordIdentity } from './record-identity.ts'

export const query: Pick<QueryResolvers, 'identityRecord'> = {
  identityRecord: async (_, { id }, { loaders }) => (await loaders.record.load(id)) ?? refuse('NOT_FOUND', 'There is no such record, or none you may read.')
}

export const mutation: Pick<MutationResolvers, 'recordIdentity'> = {
  recordIdentity: (_, { input }, context) => recordIdentity(context, input)
}

const belief = {
  name: ({ givenName, familyName }: Pick<IdentityRecordRow, 'givenName' | 'familyName'>) => ({ given: givenName, family: familyName }),
  ethnicity: (row: Pick<IdentityRecordRow, 'ethnicityCode' | 'ethnicityCodeList'>) => toEthnicity(row)
}

export const identityRecord: IdentityRecordResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.record.load(id),
  ...belief,
  addresses: async ({ id }, _, { loaders }) => (await loaders.location.load(id))?.addresses ?? null,
  postcode: async ({ id }, _, { loaders }) => (await loaders.location.load(id))?.addresses.find(({ postcode }) => postcode)?.postcode ?? null,
  person: async ({ id }, _, { loaders }) => (await loaders.personOfRecord.load(id)) ?? refuse('NOT_FOUND', 'A record without a person.'),
  links: ({ id }, _, { loaders }) => loaders.links.load(id),
  earlierVersions: ({ id }, _, { loaders }) => loaders.earlierVersions.load(id)
}

export const identityRecordVersion: IdentityRecordVersionResolvers = belief

export const ethnicity: EthnicityResolvers = {
  group: ({ codeList, code }) => ethnicGroupOf(codeList, code) ?? 'NOT_KNOWN'
}

/** The ethnicity of a row as the graph hands it on; null where none is recorded. */
export function toEthnicity({ ethnicityCodeList, ethnicityCode }: Pick<IdentityRecordRow, 'ethnicityCode' | 'ethnicityCodeList'>) {
  return ethnicityCodeList && ethnicityCode ? { codeList: ethnicityCodeList, code: ethnicityCode } : null
}
