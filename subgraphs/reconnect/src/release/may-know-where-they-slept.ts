import { isOwnRow } from '@throughcare/kit/access'
import type { Context } from '../context.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'

/** Whether the caller may know where the person slept after release: the team, and others where the person's places are known to be safe to tell. */
export async function mayKnowWhereTheySlept(
  { principal, loaders }: Context,
  episode: Pick<EpisodeRow, 'recordId' | 'organisation' | 'service' | 'recordedBy'>
): Promise<boolean> {
  return isOwnRow(principal, episode) || loaders.isPlaceOpen.load(episode.recordId)
}
