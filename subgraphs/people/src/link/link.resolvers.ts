import type { MutationResolvers } from '../../generated/graphql.ts'
import { linkRecords } from './link-records.ts'
import { unlinkRecord } from './unlink-record.ts'

export const mutation: Pick<MutationResolvers, 'linkRecords' | 'unlinkRecord'> = {
  linkRecords: (_, { input }, context) => linkRecords(context, input),
  unlinkRecord: (_, { input }, context) => unlinkRecord(context, input)
}
