import type { Database } from '@throughcare/kit/db'
import { mustPermit } from '@throughcare/kit/errors'
import type { Context } from '../context.ts'
import type { OnwardReferralRow } from '../onward-referral/onward-referral.store.ts'
import { tidy, whyNotTell, type GivenFacts } from './referral-facts.rules.ts'
import { findFacts, upsertFacts, type ReferralFactsRow } from './referral-facts.store.ts'

type Telling = Pick<Context, 'principal' | 'clock'>

/** What is told of a person with a referral, as a row; refuses what may not be told. */
export function toFacts({ principal, clock }: Telling, referral: OnwardReferralRow, given: GivenFacts): ReferralFactsRow {
  const facts = tidy(given)
  mustPermit(whyNotTell(facts, clock.now())?.message ?? null)
  const { id: referralId, recordId, organisation, service, retentionClass } = referral
  return { referralId, recordId, organisation, service, retentionClass, version: 1, recordedAt: clock.now(), recordedBy: principal.subject, ...facts }
}

/** Writes down what is told of a person with a referral. */
export async function keepFacts(tx: Database, context: Telling, { referral, facts }: { referral: OnwardReferralRow; facts: GivenFacts }): Promise<void> {
  await upsertFacts(tx, [toFacts(context, referral, facts)])
}

/** The same with many referrals, as rows. */
export function keepManyFacts(tx: Database, rows: readonly ReferralFactsRow[]): Promise<void> {
  return upsertFacts(tx, rows)
}

/** What was told with a referral, for the one that takes its place; null where nothing was. */
export async function findFactsToCarry(tx: Database, { id }: Pick<OnwardReferralRow, 'id'>): Promise<GivenFacts | null> {
  const [told] = await findFacts(tx, [id])
  return told ?? null
}
