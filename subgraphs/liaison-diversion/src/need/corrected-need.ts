import { saidOf, type GivenCorrection } from '@throughcare/kit/correct-parts'
import { whyNotRecorded } from '@throughcare/kit/correction.rules'
import { mustPermit } from '@throughcare/kit/errors'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { needEvent } from './identify-needs.ts'
import { needFields, restate, whyNotHaveNeed, whyNotRestate, whyTwice, type NeedStatus } from './need.rules.ts'
import { findNeedsOfEpisodes, updateNeeds, type NeedRow } from './need.store.ts'

type Given = GivenCorrection & {
  needCode?: string | null
  source?: NeedRow['source'] | undefined
  definition?: string | null
  status?: NeedStatus | null | undefined
  statusAt?: Date | null
  noReferralReason?: NeedRow['noReferralReason'] | undefined
  hasNoReason?: boolean | null
}

const unexplained = { noReferralAt: null, noReferralBy: null, noReferralReason: null }

/** How a need is corrected, and what was recorded of it since. */
export const correctedNeed: CorrectedPart<NeedRow, Given> = {
  list: 'needs',
  called: 'A need',
  facts: ['code', 'source', 'definition', ...Object.values(needFields), 'noReferralReason'],
  find: findNeedsOfEpisodes,
  async update(tx, rows) {
    await updateNeeds(tx, rows)
    await onwardReferrals.releaseOf(
      tx,
      rows.filter(({ withdrawnAt }) => withdrawnAt)
    )
  },
  correct(row, given) {
    const { needCode, source, definition, status, statusAt, noReferralReason, hasNoReason } = given
    mustPermit(whyNotRecorded(noReferralReason || hasNoReason ? row.noReferralReason : true))
    mustPermit(whyNotRestate(row, status ?? null, statusAt ?? null))
    const said = saidOf<NeedRow, 'code' | 'source' | 'noReferralReason'>({ code: needCode, source, noReferralReason }, ['code', 'source', 'noReferralReason'])
    const meant = definition == null ? {} : { definition: definition.trim() || null }
    return { ...row, ...said, ...meant, ...(status || statusAt ? restate(row, status ?? null, statusAt ?? null) : {}), ...(hasNoReason ? unexplained : {}) }
  },
  whyNot: whyNotHaveNeed,
  whyNotTogether: whyTwice,
  tell: (episode, row) => [needEvent(episode, row)],
  told: () => []
}
