import { londonDate } from '@throughcare/kit/clock'
import type { MutationResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import type { Context } from '../context.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { rePlanOf } from './re-plan.rules.ts'
import { recordMilestone } from './record-milestone.ts'
import { factsOf } from './task-facts.rules.ts'
import { tasksOf, type TaskFacts } from './task.rules.ts'

export const mutation = {
  recordMilestone: (_, { input }, context) => recordMilestone(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  tasks: async (episode, _, { loaders, clock }) => tasksOf(episode, await loadFacts(episode, loaders), londonDate(clock.now())),
  rePlan: async (episode, _, { loaders, clock }) => {
    const [plans, facts] = await Promise.all([loaders.plannedReleasesOfEpisode.load(episode.id), loadFacts(episode, loaders)])
    return rePlanOf(episode, { plans, facts }, londonDate(clock.now()))
  }
} satisfies ReconnectEpisodeResolvers

async function loadFacts({ id }: EpisodeRow, loaders: Context['loaders']): Promise<TaskFacts> {
  const [needs, contacts] = await Promise.all([loaders.needsOfEpisode.load(id), loaders.contactsOfEpisode.load(id)])
  return factsOf(needs, contacts)
}
