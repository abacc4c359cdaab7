import { insertAllocations, updateAllocations } from '../allocation/allocation.store.ts'
import { record } from '../change.ts'
import { insertContacts } from '../contact/contact.store.ts'
import type { Context } from '../context.ts'
import { upsertContinuity } from '../continuity/continuity.store.ts'
import { insertTransfers } from '../custody/prison-transfer.store.ts'
import { insertGoals, updateGoals } from '../goal/goal.store.ts'
import { insertNeeds, updateNeeds } from '../need/need.store.ts'
import { insertOffers } from '../peer-support/peer-support.store.ts'
import { insertPlannedReleases } from '../release/release.store.ts'
import type { PartNews } from './episode-parts.rules.ts'
import { insertEpisodes, updateEpisodes, type EpisodeRow } from './episode.store.ts'
import type { Children, eventsOfSteps } from './events-of-steps.ts'

/** What becomes of a row of a file: an episode and its parts as they are to stand, and what is told of it. */
export type Decision = Children & { episode: EpisodeRow; events: ReturnType<typeof eventsOfSteps> }

/** Writes the decisions on the rows of a file down, those that begin an episode and those that change one. */
export async function writeEpisodes(
  { db: tx, ...context }: Context,
  { added, changed }: { added: readonly Decision[]; changed: readonly Decision[] }
): Promise<void> {
  const all = [...added, ...changed]
  const episodesOf = (decisions: readonly Decision[]) => decisions.map(({ episode }) => episode)
  await insertEpisodes(tx, episodesOf(added))
  await updateEpisodes(tx, episodesOf(changed))
  await insertPlannedReleases(
    tx,
    all.flatMap(({ plannedReleases }) => plannedReleases)
  )
  await insertGoals(
    tx,
    all.flatMap(({ goals }) => goals)
  )
  await updateGoals(
    tx,
    all.flatMap(({ changedGoals }) => changedGoals)
  )
  const partsOf = <Kind extends Exclude<keyof PartNews, 'workers'>>(kind: Kind) => all.flatMap(({ parts }): PartNews[Kind][number][] => parts[kind])
  await insertNeeds(tx, partsOf('needs'))
  await updateNeeds(tx, partsOf('reviewedNeeds'))
  await insertContacts(tx, partsOf('contacts'))
  await upsertContinuity(tx, partsOf('supplies'))
  await insertOffers(tx, partsOf('offers'))
  await insertTransfers(tx, partsOf('transfers'))
  await insertAllocations(
    tx,
    all.flatMap(({ parts }) => parts.workers.added)
  )
  await updateAllocations(
    tx,
    all.flatMap(({ parts }) => parts.workers.changed)
  )
  await record(tx, context, ...all.flatMap(({ events }) => events))
}
