import { londonDate } from '@throughcare/kit/clock'
import { refuse } from '@throughcare/kit/errors'
import { readPage, toConnection, toPersonConnection } from '@throughcare/kit/page'
import { roleHolds } from '@throughcare/kit/roles'
import { silentSince } from '@throughcare/kit/silence.rules'
import type {
  LiaisonDiversionEpisodeResolvers,
  MutationResolvers,
  OnwardReferralResolvers,
  PersonResolvers,
  QueryResolvers,
  ReconnectEpisodeResolvers,
  ServiceResolvers
} from '../../generated/graphql.ts'
import { mayKnowPlace } from '../known-record/may-know-place.ts'
import { acceptOnwardReferral } from './accept-onward-referral.ts'
import { declineOnwardReferral } from './decline-onward-referral.ts'
import { endOnwardReferral } from './end-onward-referral.ts'
import { makeReferral } from './make-referral.ts'
import { offerFirstAppointment } from './offer-first-appointment.ts'
import { statusOf } from './onward-referral.rules.ts'
import { receiveOnwardReferral } from './receive-onward-referral.ts'
import { recordFirstAppointment } from './record-first-appointment.ts'
import { recordSupportStarted } from './record-support-started.ts'
import { redirectOnwardReferral } from './redirect-onward-referral.ts'
import { sendOnwardReferral } from './send-onward-referral.ts'
import { withdrawOnwardReferral } from './withdraw-onward-referral.ts'

const sortKey = ({ sentAt, id }: { sentAt: Date | null; id: string }) => [sentAt?.toISOString() ?? '', id]

export const query: QueryResolvers = {
  onwardReferral: async (_, { id }, { loaders }) =>
    (await loaders.onwardReferral.load(id)) ?? refuse('NOT_FOUND', 'There is no such referral, or none you may read.'),
  silentReferrals: async (_, pageArguments, { loaders }) => {
    const page = readPage(pageArguments)
    return { ...toConnection(await loaders.silentReferrals(page), page, sortKey), withheld: [] }
  }
}

export const mutation: Omit<MutationResolvers, 'signpost' | 'recordTakeUp' | 'withdrawSignpost' | 'recordReferralFacts'> = {
  makeReferral: (_, { input }, context) => makeReferral(context, input),
  sendOnwardReferral: (_, { input }, context) => sendOnwardReferral(context, input),
  receiveOnwardReferral: (_, { input }, context) => receiveOnwardReferral(context, input),
  acceptOnwardReferral: (_, { input }, context) => acceptOnwardReferral(context, input),
  declineOnwardReferral: (_, { input }, context) => declineOnwardReferral(context, input),
  offerFirstAppointment: (_, { input }, context) => offerFirstAppointment(context, input),
  recordFirstAppointment: (_, { input }, context) => recordFirstAppointment(context, input),
  recordSupportStarted: (_, { input }, context) => recordSupportStarted(context, input),
  endOnwardReferral: (_, { input }, context) => endOnwardReferral(context, input),
  redirectOnwardReferral: (_, { input }, context) => redirectOnwardReferral(context, input),
  withdrawOnwardReferral: (_, { input }, context) => withdrawOnwardReferral(context, input)
}

export const onwardReferral: Omit<OnwardReferralResolvers, 'facts' | 'isFactsWithheld'> = {
  __resolveReference: async ({ id }, { loaders }) => loaders.onwardReferral.load(id),
  person: ({ recordId }) => ({ __typename: 'Person', recordId }),
  service: async (referral, _, context) => ((await mayKnowPlace(context, referral)) ? { __typename: 'Service', id: referral.serviceId } : null),
  isPlaceWithheld: async (referral, _, context) => !(await mayKnowPlace(context, referral)),
  need: ({ needCode }) => ({ __typename: 'Need', code: needCode }),
  madeBy: ({ service }) => service,
  redirectedTo: ({ id, redirectedAt }, _, { loaders }) => (redirectedAt ? loaders.successor.load(id) : null),
  redirectedFrom: ({ redirectedFrom }, _, { loaders }) => (redirectedFrom ? loaders.onwardReferral.load(redirectedFrom) : null),
  status: (referral) => statusOf(referral),
  silentSince: async (referral, _, { principal, clock, loaders }) => {
    if (statusOf(referral) !== 'SENT' || !referral.sentAt) return null
    // A provider is not told of a death by way of this day.
    const mayKnowDeath = !roleHolds(principal.role, [['referral:respond']])
    const hasDied = mayKnowDeath && (await loaders.knownRecord.load(referral.recordId))?.diedOn != null
    return hasDied ? null : silentSince(londonDate(referral.sentAt), londonDate(clock.now()))
  }
}

export const person: Pick<PersonResolvers, '__resolveReference' | 'onwardReferrals'> = {
  __resolveReference: async (reference) => reference,
  onwardReferrals: async ({ recordIds = [] }, page, { loaders }) => {
    const { rows, withheld } = await loaders.referralsOfPerson.load(recordIds)
    return { ...toPersonConnection(rows, withheld.length > 0 ? withheld : null, readPage(page)), withheld }
  }
}

export const liaisonDiversionEpisode: LiaisonDiversionEpisodeResolvers = {
  __resolveReference: async (reference) => reference,
  onwardReferrals: ({ id }, _, { loaders }) => loaders.referralsOfLiaisonDiversionEpisode.load(id)
}

export const reconnectEpisode: ReconnectEpisodeResolvers = {
  __resolveReference: async (reference) => reference,
  onwardReferrals: ({ id }, _, { loaders }) => loaders.referralsOfReconnectEpisode.load(id)
}

export const service: Pick<ServiceResolvers, '__resolveReference' | 'referrals'> = {
  __resolveReference: async (reference) => reference,
  referrals: async ({ id }, pageArguments, { loaders }) => {
    const page = readPage(pageArguments)
    return { ...toConnection(await loaders.referralsToService(page).load(id), page, sortKey), withheld: [] }
  }
}
