import { sql } from 'drizzle-orm'
import { openOnwardReferrals } from '@throughcare/kit/onward-referrals'
import { episode } from '../../db/tables.ts'
import { need, onwardReferral } from '../../db/tables/parts.ts'

export const onwardReferrals = openOnwardReferrals('RECONNECT', {
  episode,
  need,
  onwardReferral,
  isIdentified: sql`${need.status} = 'IDENTIFIED' and ${need.withdrawnAt} is null`
})
