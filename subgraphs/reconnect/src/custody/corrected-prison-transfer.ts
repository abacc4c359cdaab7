import { londonDate } from '@throughcare/kit/clock'
import { saidOf, type GivenCorrection } from '@throughcare/kit/correct-parts'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { asOpen, whyNotCloseThen } from '../episode/episode.rules.ts'
import { whyNotMoveOn } from './custody.rules.ts'
import { whyNotMoveSo } from './prison-transfer.rules.ts'
import { findTransfersOfEpisodes, updateTransfers, type PrisonTransferRow } from './prison-transfer.store.ts'
import { transferEvent } from './transfer-prison.ts'

const facts = ['facilityId', 'transferredOn'] as const
type Given = GivenCorrection & { [Fact in (typeof facts)[number]]?: PrisonTransferRow[Fact] | null | undefined }

/** How a move to another prison is corrected; where the next one began follows from it. */
export const correctedPrisonTransfer: CorrectedPart<PrisonTransferRow, Given> = {
  list: 'prisonTransfers',
  called: 'A move to another prison',
  facts,
  find: findTransfersOfEpisodes,
  update: updateTransfers,
  correct: (row, given) => ({ ...row, ...saidOf<PrisonTransferRow, (typeof facts)[number]>(given, facts) }),
  whyNot: (episode, { transferredOn }, now) =>
    whyNotMoveOn(asOpen(episode), transferredOn, { movedOn: null, today: londonDate(now) }) ??
    (episode.closedAt && whyNotCloseThen(episode.closedAt, [transferredOn])),
  whyNotTogether: whyNotMoveSo,
  tell: (episode, row, { now }) => [transferEvent({ clock: { now: () => now } }, episode, row)],
  told: () => ['prison-transferred']
}
