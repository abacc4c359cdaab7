import { londonDate } from '@throughcare/kit/clock'
import type { FacilityResolvers, MutationResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { listReleasesDue } from './list-releases-due.ts'
import { mayKnowWhereTheySlept } from './may-know-where-they-slept.ts'
import { recordRelease } from './record-release.ts'
import { checkReferralWindow, housedOnFirstNight, supportEndsOn } from './release.rules.ts'
import { setReleaseDates } from './set-release-dates.ts'
import { setReleaseDate } from './set-release-date.ts'

export const mutation = {
  setReleaseDate: (_, { input }, context) => setReleaseDate(context, input),
  setReleaseDates: (_, { input }, context) => setReleaseDates(context, input),
  recordRelease: (_, { input }, context) => recordRelease(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  referralWindow: ({ referredAt, actualReleaseDate, plannedReleaseDate }, _, { settings }) =>
    checkReferralWindow(londonDate(referredAt), actualReleaseDate ?? plannedReleaseDate, settings),
  plannedReleaseDates: ({ id }, _, { loaders }) => loaders.plannedReleasesOfEpisode.load(id),
  sleptAt: async (episode, _, context) => ((await mayKnowWhereTheySlept(context, episode)) ? episode.sleptAt : null),
  isSleptAtWithheld: async (episode, _, context) => episode.sleptAt !== null && !(await mayKnowWhereTheySlept(context, episode)),
  housedOnFirstNight: (episode) => housedOnFirstNight(episode),
  supportEndsOn: (episode) => supportEndsOn(episode),
  extension: ({ extendedUntil, extendedAt, extensionReason }) =>
    extendedUntil && extendedAt && extensionReason ? { until: extendedUntil, extendedAt, reason: extensionReason } : null
} satisfies ReconnectEpisodeResolvers

export const facility: FacilityResolvers = {
  __resolveReference: async (reference) => reference,
  releasesDue: ({ id }, request, context) => listReleasesDue(context, id, request)
}
