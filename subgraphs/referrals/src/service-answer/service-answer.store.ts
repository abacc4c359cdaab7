import { and, count, gte } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { serviceAnswer } from '../../db/tables.ts'

type Answer = Pick<typeof serviceAnswer.$inferSelect, 'serviceId' | 'answeredAt' | 'declineReason'>
export type AnswerCount = Omit<Answer, 'answeredAt'> & { count: number }

type Answered = { serviceId: string; acceptedAt: Date | null; declinedAt: Date | null; declineReason: Answer['declineReason'] }

/** Keeps how services answered referrals; those that are not answered yet leave nothing. */
export async function insertAnswers(tx: Database, answered: readonly Answered[]): Promise<void> {
  const rows = answered.flatMap(({ serviceId, acceptedAt, declinedAt, declineReason }): Answer[] => {
    const answeredAt = acceptedAt ?? declinedAt
    return answeredAt ? [{ serviceId, answeredAt, declineReason }] : []
  })
  await insertMany(tx, serviceAnswer, rows)
}

/** How services answered since a moment: how often they accepted, and how often they declined for each reason. */
export async function countAnswers(db: Database, serviceIds: readonly string[], since: Date): Promise<AnswerCount[]> {
  return db
    .select({ serviceId: serviceAnswer.serviceId, declineReason: serviceAnswer.declineReason, count: count() })
    .from(serviceAnswer)
    .where(and(isAnyOf(serviceAnswer.serviceId, serviceIds), gte(serviceAnswer.answeredAt, since)))
    .groupBy(serviceAnswer.serviceId, serviceAnswer.declineReason)
}
