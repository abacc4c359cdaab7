import type { GivenCorrection } from '@throughcare/kit/correct-parts'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { asOpen } from '../episode/episode.rules.ts'
import { whyNotAllocate } from './allocation.rules.ts'
import { findAllocationsOfEpisodes, updateAllocations, type AllocationRow } from './allocation.store.ts'

/** How an allocation is taken back that was recorded in error, such as of the wrong worker: it ends with that. */
export const correctedAllocation: CorrectedPart<AllocationRow, GivenCorrection> = {
  list: 'allocations',
  called: 'An allocation',
  facts: ['side', 'workerId', 'allocatedAt', 'acceptedAt'],
  find: findAllocationsOfEpisodes,
  update: (tx, rows) =>
    updateAllocations(
      tx,
      rows.map((row) => ({ ...row, endedAt: row.endedAt ?? row.withdrawnAt }))
    ),
  correct: (row) => row,
  // When it was made is not corrected, so it may lie after a release or a death that were told since.
  whyNot: (episode, row) => whyNotAllocate({ ...asOpen(episode), actualReleaseDate: null, diedOn: null }, { ...row, standing: [] }),
  tell: () => [],
  told: () => ['worker-allocated']
}
