import type { MutationResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { planGateMeeting } from './plan-gate-meeting.ts'
import { recordGateMeeting } from './record-gate-meeting.ts'

export const mutation: Pick<MutationResolvers, 'planGateMeeting' | 'recordGateMeeting'> = {
  planGateMeeting: (_, { input }, context) => planGateMeeting(context, input),
  recordGateMeeting: (_, { input }, context) => recordGateMeeting(context, input)
}

export const reconnectEpisode: Pick<ReconnectEpisodeResolvers, 'gateMeeting'> = {
  gateMeeting: ({ gateMeetingAt, gateMeetingOutcome }) => (gateMeetingAt ? { meetAt: gateMeetingAt, outcome: gateMeetingOutcome } : null)
}
