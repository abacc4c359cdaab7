import { londonDate } from '@throughcare/kit/clock'
import type { MutationResolvers, ReconnectEpisodeResolvers } from '../../generated/graphql.ts'
import type { Context } from '../context.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { rePlanOf } from './re-plan.rules.ts'
import { recordMilestone } from './record-milestone.ts'
import { factsOf } from './task-facts.rules.ts'
import { tasksOf, type TaskFacts, type TaskSetting } from './task.rules.ts'

export const mutation = {
  recordMilestone: (_, { input }, context) => recordMilestone(context, input)
} satisfies MutationResolvers

export const reconnectEpisode = {
  tasks: async (episode, _, context) => tasksOf(episode, await loadFacts(episode, context.loaders), settingOf(context)),
  rePlan: async (episode, _, context) => {
    const { loaders } = context
    const [plans, changes, facts] = await Promise.all([
      loaders.plannedReleasesOfEpisode.load(episode.id),
      // Before the release no history tells of one that was recorded wrongly, and it need not be read.
      episode.actualReleaseDate ? loaders.changesOfEpisode.load(episode.id) : [],
      loadFacts(episode, loaders)
    ])
    return rePlanOf(episode, { plans, corrections: changes.flatMap(({ corrections }) => corrections), facts }, settingOf(context))
  }
} satisfies ReconnectEpisodeResolvers

async function loadFacts({ id }: EpisodeRow, loaders: Context['loaders']): Promise<TaskFacts> {
  const [needs, contacts] = await Promise.all([loaders.needsOfEpisode.load(id), loaders.contactsOfEpisode.load(id)])
  return factsOf(needs, contacts)
}

function settingOf({ clock, settings }: Context): TaskSetting {
  return { today: londonDate(clock.now()), settings }
}
