import type { Database } from '@throughcare/kit/db'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { eventOf, pointersOf } from '../onward-referral/change-onward-referral.ts'
import { whyNotAddTo } from '../onward-referral/onward-referral.rules.ts'
import { findReferralsForChange, updateReferrals, type OnwardReferralRow } from '../onward-referral/onward-referral.store.ts'
import { keepManyFacts } from './keep-facts.ts'
import type { Facts } from './referral-facts.rules.ts'
import { findFacts, type ReferralFactsRow } from './referral-facts.store.ts'

type Given = { id: string; facts: ReferralFactsRow | null }
type Compared = { untold: ReferralFactsRow[]; refused: { id: string; reason: string }[] }

const saidOtherwise = 'What the service is told of the person stands here already, and the file says otherwise. Say it anew here: it is kept in one place.'

const fields: readonly (keyof Facts)[] = [
  ...(['nameToUse', 'birthDate', 'phone', 'contactAdvice'] as const),
  ...(['language', 'isInterpreterNeeded', 'communicationNeeds', 'risks'] as const)
]

/** What a source tells with referrals that stand: what was not told here yet, and what is refused because the referral is closed or it was told otherwise. */
export async function compareFacts(tx: Database, given: readonly Given[], standing: ReadonlyMap<string, OnwardReferralRow>): Promise<Compared> {
  const telling = given.flatMap(({ id, facts }) => (facts && standing.has(id) ? [facts] : []))
  const ids = telling.map(({ referralId }) => referralId)
  const told = new Map((await findFacts(tx, ids)).map((row) => [row.referralId, row]))
  const compared: Compared = { untold: [], refused: [] }
  for (const facts of telling) {
    const [here, referral] = [told.get(facts.referralId), standing.get(facts.referralId)]
    const whyNot = here ? whyNotSame(here, facts) : referral ? whyNotAddTo(referral) : null
    if (whyNot) compared.refused.push({ id: facts.referralId, reason: whyNot })
    else if (!here) compared.untold.push(facts)
  }
  return compared
}

function whyNotSame(here: Facts, given: Facts): string | null {
  return fields.some((field) => here[field] !== given[field]) ? saidOtherwise : null
}

/** Writes down what is told with referrals that stand, each as a version of its own. */
export async function tellStanding(tx: Database, context: Context, facts: readonly ReferralFactsRow[]): Promise<void> {
  if (facts.length === 0) return
  const ids = facts.map(({ referralId }) => referralId)
  const changed = (await findReferralsForChange(tx, ids)).map((referral) => ({ ...referral, version: referral.version + 1 }))
  await keepManyFacts(tx, facts)
  await updateReferrals(tx, changed)
  const at = context.clock.now()
  await record(
    tx,
    context,
    ...changed.map((referral) => ({ type: 'referrals.facts-recorded' as const, ...eventOf(referral, at), payload: pointersOf(referral) }))
  )
}
