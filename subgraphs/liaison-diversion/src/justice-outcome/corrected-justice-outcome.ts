import { saidOf, type GivenCorrection } from '@throughcare/kit/correct-parts'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { whyDecidedTwice, whyNotDecide } from './justice-outcome.rules.ts'
import { findJusticeOutcomesOfEpisodes, updateJusticeOutcomes, type JusticeOutcomeRow } from './justice-outcome.store.ts'
import { justiceOutcomeEvent } from './record-justice-outcome.ts'

const facts = ['decidedBy', 'code', 'decidedOn'] as const
type Given = GivenCorrection & { [Fact in (typeof facts)[number]]?: JusticeOutcomeRow[Fact] | null | undefined }

/** How a decision is corrected. */
export const correctedJusticeOutcome: CorrectedPart<JusticeOutcomeRow, Given> = {
  list: 'justiceOutcomes',
  called: 'A decision',
  facts,
  find: findJusticeOutcomesOfEpisodes,
  update: updateJusticeOutcomes,
  correct: (row, { code, ...given }) => ({ ...row, ...saidOf<JusticeOutcomeRow, (typeof facts)[number]>({ ...given, code: code?.trim() }, facts) }),
  whyNot: ({ receivedAt }, decision, now) => whyNotDecide(decision, { receivedAt, now }),
  whyNotTogether: whyDecidedTwice,
  tell: (episode, row) => [justiceOutcomeEvent(episode, row)],
  told: () => ['justice-outcome-recorded']
}
