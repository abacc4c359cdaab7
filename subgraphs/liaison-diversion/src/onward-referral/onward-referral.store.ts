import { sql } from 'drizzle-orm'
import { openOnwardReferrals } from '@throughcare/kit/onward-referrals'
import { episode, need } from '../../db/tables.ts'
import { onwardReferral } from '../../db/tables/parts.ts'

export const onwardReferrals = openOnwardReferrals('LIAISON_DIVERSION', {
  ...{ episode, need, onwardReferral },
  isIdentified: sql`${need.alreadySupportedAt} is null and ${need.referredAt} is null and ${need.metAt} is null and ${need.declinedAt} is null
    and ${need.withdrawnAt} is null`
})
