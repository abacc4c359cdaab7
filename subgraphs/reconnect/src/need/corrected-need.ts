import { saidOf, type GivenCorrection } from '@throughcare/kit/correct-parts'
import { whyNotRecorded } from '@throughcare/kit/correction.rules'
import { mustPermit } from '@throughcare/kit/errors'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { whyNotHaveHad } from '../episode/episode.rules.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { whyNotHaveNeed, whyNotRestate, whyTwice } from './need.rules.ts'
import { exchangeNeeds, findNeedsOfEpisodes, type NeedRow } from './need.store.ts'
import { needReviewedEvent } from './review-reconnect-need.ts'

type Given = GivenCorrection & {
  needCode?: string | null
  pathway?: NeedRow['pathway'] | null | undefined
  identifiedAt?: Date | null
  status?: NeedRow['status'] | null | undefined
  statusAt?: Date | null
  noReferralReason?: NeedRow['noReferralReason'] | undefined
  hasNoReason?: boolean | null
}

const unexplained = { noReferralAt: null, noReferralBy: null, noReferralReason: null }

/** How a need is corrected, and what was recorded of it since. */
export const correctedNeed: CorrectedPart<NeedRow, Given> = {
  list: 'needs',
  called: 'A need',
  facts: ['code', 'pathway', 'identifiedAt', 'status', 'statusAt', 'noReferralReason'],
  find: findNeedsOfEpisodes,
  async update(tx, rows) {
    await exchangeNeeds(tx, rows)
    await onwardReferrals.releaseOf(
      tx,
      rows.filter(({ withdrawnAt }) => withdrawnAt)
    )
  },
  correct(row, { needCode, noReferralReason, hasNoReason, ...given }) {
    mustPermit(whyNotRecorded(noReferralReason || hasNoReason ? row.noReferralReason : true))
    mustPermit(whyNotRestate(row, given.status ?? null))
    const said = saidOf<NeedRow, 'code' | 'pathway' | 'identifiedAt' | 'status' | 'statusAt' | 'noReferralReason'>(
      { ...given, code: needCode, noReferralReason },
      ['code', 'pathway', 'identifiedAt', 'status', 'statusAt', 'noReferralReason']
    )
    const corrected = { ...row, ...said, ...(hasNoReason ? unexplained : {}) }
    // What is only identified stands so since it was found.
    return corrected.status === 'IDENTIFIED' && !given.statusAt && (given.status || given.identifiedAt)
      ? { ...corrected, statusAt: corrected.identifiedAt }
      : corrected
  },
  whyNot: (episode, need, now) => whyNotHaveHad(episode, need.statusAt, (open) => whyNotHaveNeed(open, need, now)),
  whyNotTogether: whyTwice,
  tell: (episode, row) => [needReviewedEvent(episode, row)],
  told: () => []
}
