import type { MutationResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { planGateMeeting } from './plan-gate-meeting.ts'
import { recordGateMeeting } from './record-gate-meeting.ts'

export const mutation = {
  planGateMeeting: (_, { input }, context) => planGateMeeting(context, input),
  recordGateMeeting: (_, { input }, context) => recordGateMeeting(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  gateMeeting: ({ gateMeetingAt, gateMeetingOutcome }) => (gateMeetingAt ? { meetAt: gateMeetingAt, outcome: gateMeetingOutcome } : null)
} satisfies ReconnectEpisodeResolvers
