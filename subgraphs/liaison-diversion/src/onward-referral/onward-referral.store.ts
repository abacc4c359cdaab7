import { sql } from 'drizzle-orm'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { openOnwardReferrals } from '@throughcare/kit/onward-referrals'
import { episode, need } from '../../db/tables.ts'
import { onwardReferral } from '../../db/tables/parts.ts'

export const onwardReferrals = openOnwardReferrals('LIAISON_DIVERSION', {
  ...{ episode, need, onwardReferral },
  isIdentified: sql`${need.alreadySupportedAt} is null and ${need.referredAt} is null and ${need.metAt} is null and ${need.declinedAt} is null
    and ${need.withdrawnAt} is null`
})

/** Brings episodes up to date in when the first of their onward referrals was sent of which nothing was heard. */
export async function noteUnheard(tx: Database, episodeIds: readonly string[]): Promise<void> {
  const first = sql`(select min(referral.sent_at) from ${onwardReferral} as referral where referral.episode_id = ${episode.id}
    and referral.heard_at is null and referral.failed_at is null)`
  await tx.update(episode).set({ unheardSince: first }).where(isAnyOf(episode.id, episodeIds))
}
