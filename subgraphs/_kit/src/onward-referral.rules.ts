type Serving = { needId: string | null; needCode: string; failedAt: Date | null }
type Need = { id: string; code: string; status: string; noReferralAt: Date | null }

/** The onward referrals that serve a need: those that staff said so of, and of the others those made for the same need. */
export function servingOf<Referral extends Serving>({ id, code }: Pick<Need, 'id' | 'code'>, referrals: readonly Referral[]): Referral[] {
  return referrals.filter(({ needId, needCode }) => (needId === null ? needCode === code : needId === id))
}

/** Identified, and nothing followed: no support, referral, answer or reason. KPI: needs with no onward referral and no reason, of needs identified. */
export function isUnmet(need: Need, referrals: readonly Serving[]): boolean {
  return need.status === 'IDENTIFIED' && need.noReferralAt === null && servingOf(need, referrals).every(({ failedAt }) => failedAt !== null)
}

export function whyNotExplain(need: Need, referrals: readonly Serving[]): string | null {
  return isUnmet(need, referrals) ? null : 'Something followed from this need already, or a reason is recorded. Look at it again.'
}
