import type { GivenCorrection } from '@throughcare/kit/correct-parts'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { asOpen } from '../episode/episode.rules.ts'
import { whyNotRecordContinuity } from './continuity.rules.ts'
import { findContinuityOfEpisodes, updateContinuity, type ContinuityRow } from './continuity.store.ts'

/** How a supply is taken back that was recorded in error. What is wrong in one is recorded again instead. */
export const correctedSupply: CorrectedPart<ContinuityRow, GivenCorrection> = {
  list: 'continuity',
  called: 'A supply',
  facts: ['kind', 'daysInHand', 'continuesOn', 'continuesBy'],
  find: findContinuityOfEpisodes,
  update: updateContinuity,
  correct: (row) => row,
  whyNot: (episode, row) => whyNotRecordContinuity(asOpen(episode), row),
  tell: () => [],
  told: ({ kind }) => [kind === 'MEDICINE' ? 'medicine-continuity-recorded' : 'treatment-continuity-recorded']
}
