import type { GivenCorrection } from '@throughcare/kit/correct-parts'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { whyNotShare } from './court-report.rules.ts'
import { findSharesOfEpisodes, withdrawShares, type InformationShareRow } from './information-share.store.ts'

/** How it is taken back that something was told: what was recorded as told is never rewritten. */
export const correctedInformationShare: CorrectedPart<InformationShareRow, GivenCorrection> = {
  list: 'informationShares',
  called: 'Something that was shared',
  facts: ['recipient', 'purpose', 'sharedAt', 'basis'],
  find: findSharesOfEpisodes,
  update: withdrawShares,
  correct: (row) => row,
  whyNot: ({ receivedAt }, { sharedAt }, now) => whyNotShare({ receivedAt }, sharedAt, now),
  tell: () => [],
  told: () => ['information-shared']
}
