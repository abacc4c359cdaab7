import { sql } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { referralFacts } from '../../db/tables.ts'

export type ReferralFactsRow = typeof referralFacts.$inferSelect

/** What was told with these referrals, as far as the caller may read it. */
export async function findFacts(db: Database, referralIds: readonly string[]): Promise<ReferralFactsRow[]> {
  return db.select().from(referralFacts).where(isAnyOf(referralFacts.referralId, referralIds))
}

/** Writes down what is told with referrals, in the place of what was told before. */
export async function upsertFacts(tx: Database, rows: readonly ReferralFactsRow[]): Promise<void> {
  await insertMany(
    tx,
    referralFacts,
    rows,
    sql`on conflict (referral_id) do update set name_to_use = excluded.name_to_use, birth_date = excluded.birth_date, phone = excluded.phone,
      contact_advice = excluded.contact_advice, language = excluded.language, is_interpreter_needed = excluded.is_interpreter_needed,
      communication_needs = excluded.communication_needs, risks = excluded.risks, version = referral_facts.version + 1,
      recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`
  )
}
