import type { AnswerCount } from './service-answer.store.ts'

// Decline reasons feed back into the choice of a service from ten referrals up. What counts as often is a proposed setting.
const leastAnswers = 10
const oftenOneIn = 5

export type ServiceDeclineReason = { reason: NonNullable<AnswerCount['declineReason']>; declined: number; answered: number; isOften: boolean }

/** Why a service declines, out of how it answered; null where it answered too few to say. */
export function declineReasonsOf(counts: readonly Pick<AnswerCount, 'declineReason' | 'count'>[]): ServiceDeclineReason[] | null {
  const answered = counts.reduce((sum, { count }) => sum + count, 0)
  if (answered < leastAnswers) return null
  return counts
    .flatMap(({ declineReason: reason, count: declined }) => (reason ? [{ reason, declined, answered, isOften: declined * oftenOneIn >= answered }] : []))
    .sort((one, other) => other.declined - one.declined || one.reason.localeCompare(other.reason))
}
