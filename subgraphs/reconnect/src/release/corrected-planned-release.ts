import { saidOf, type GivenCorrection } from '@throughcare/kit/correct-parts'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { whyNotInEpisode, whyNotInThatOrder } from './release.rules.ts'
import { findPlannedReleases, updatePlannedReleases, type PlannedReleaseRow } from './release.store.ts'
import { releaseDateEvent } from './set-release-date.ts'

const facts = ['date', 'reason'] as const
type Given = GivenCorrection & { [Fact in (typeof facts)[number]]?: PlannedReleaseRow[Fact] | null | undefined }

/** How a planned release date is corrected that was written down wrongly. One that moved is set anew instead. */
export const correctedPlannedRelease: CorrectedPart<PlannedReleaseRow, Given> = {
  list: 'plannedReleases',
  called: 'A planned release date',
  facts,
  find: findPlannedReleases,
  update: updatePlannedReleases,
  correct: (row, given) => ({ ...row, ...saidOf<PlannedReleaseRow, (typeof facts)[number]>(given, facts) }),
  whyNot: (episode, { date }) => whyNotInEpisode(episode, date),
  whyNotTogether: whyNotInThatOrder,
  tell: (episode, row) => [releaseDateEvent(episode, row)],
  told: () => ['release-date-set']
}
