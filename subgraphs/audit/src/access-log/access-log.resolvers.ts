import { readPage, toConnection } from '@throughcare/kit/page'
import type { AccessLogEntryResolvers, ChangeLogEntryResolvers, MutationResolvers, PersonResolvers, QueryResolvers } from '../../generated/graphql.ts'
import { findAccessLog, findAccessLogOfPerson, findChangeLog, findWrongLinkViewers } from './find-access-log.ts'
import { recordOperation } from './record-operation.ts'

export const query: QueryResolvers = {
  accessLog: async (_, { identityRecordId, ...pageArguments }, context) => {
    const page = readPage(pageArguments)
    return toConnection(await findAccessLog(context, identityRecordId, page), page, (row) => [row.at.toISOString(), row.id])
  },
  wrongLinkViewers: async (_, { identityRecordId, ...pageArguments }, context) => {
    const page = readPage(pageArguments)
    return toConnection(await findWrongLinkViewers(context, identityRecordId, page), page, (row) => [row.at.toISOString(), row.id])
  },
  changeLog: (_, { identityRecordId }, context) => findChangeLog(context, identityRecordId)
}

export const mutation: MutationResolvers = {
  recordOperation: (_, { input }, context) => recordOperation(context, input)
}

export const person: PersonResolvers = {
  __resolveReference: async (reference) => reference,
  accessLog: async ({ recordIds = [] }, pageArguments, context) => {
    const page = readPage(pageArguments)
    return toConnection(await findAccessLogOfPerson(context, recordIds, page), page, (row) => [row.at.toISOString(), row.id])
  }
}

export const accessLogEntry: AccessLogEntryResolvers = {
  identityRecordIds: ({ recordIds }) => recordIds
}

export const changeLogEntry: ChangeLogEntryResolvers = {
  at: ({ recordedAt }) => recordedAt,
  action: ({ type }) => type,
  subject: ({ actor }) => actor,
  role: ({ actorRole }) => actorRole
}
