import type { Database } from '@throughcare/kit/db'
import { mustPermit } from '@throughcare/kit/errors'
import { whyNotReferIn } from './known-episode.rules.ts'
import { findEpisodesInError } from './known-episode.store.ts'

/** Refuses where the episode was recorded in error, as far as its service told. */
export async function mustBeRight(tx: Database, episodeId: string): Promise<void> {
  mustPermit(whyNotReferIn({ isInError: (await findEpisodesInError(tx, [episodeId])).has(episodeId) }))
}
