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
import { changedNeeds, type PartNews } from './episode-parts.rules.ts'
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
  const of = <Kind extends Exclude<keyof Children, 'parts'>>(kind: Kind) => all.flatMap((decision): Children[Kind][number][] => decision[kind])
  const partsOf = <Kind extends Exclude<keyof PartNews, 'workers'>>(kind: Kind) => all.flatMap(({ parts }): PartNews[Kind][number][] => parts[kind])
  const workersOf = (kind: 'added' | 'changed') => all.flatMap(({ parts }) => parts.workers[kind])
  // Sent without waiting for each other: the connection keeps their order, and the next is made while the database does the last.
  await Promise.all([
    ...[insertEpisodes(tx, episodesOf(added)), updateEpisodes(tx, episodesOf(changed)), insertPlannedReleases(tx, of('plannedReleases'))],
    ...[
      insertGoals(tx, of('goals')),
      updateGoals(tx, of('changedGoals')),
      insertNeeds(tx, partsOf('needs')),
      updateNeeds(
        tx,
        all.flatMap(({ parts }) => changedNeeds(parts))
      )
    ],
    ...[insertContacts(tx, partsOf('contacts')), upsertContinuity(tx, partsOf('supplies')), insertOffers(tx, partsOf('offers'))],
    ...[insertTransfers(tx, partsOf('transfers')), insertAllocations(tx, workersOf('added')), updateAllocations(tx, workersOf('changed'))],
    record(tx, context, ...all.flatMap(({ events }) => events))
  ])
}
