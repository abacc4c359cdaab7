import { londonDate } from '@throughcare/kit/clock'
import type { MutationResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import { factsOf } from './task-facts.rules.ts'
import { recordMilestone } from './record-milestone.ts'
import { tasksOf } from './task.rules.ts'

export const mutation: Pick<MutationResolvers, 'recordMilestone'> = {
  recordMilestone: (_, { input }, context) => recordMilestone(context, input)
}

export const reconnectEpisode: Pick<ReconnectEpisodeResolvers, 'tasks'> = {
  tasks: async (episode, _, { loaders, clock }) => {
    const [needs, contacts] = await Promise.all([loaders.needsOfEpisode.load(episode.id), loaders.contactsOfEpisode.load(episode.id)])
    return tasksOf(episode, factsOf(needs, contacts), londonDate(clock.now()))
  }
}
