import { mustBeAt } from '@throughcare/kit/change'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { publishAccessOf } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { whyNotReview, type BreakGlassOutcome } from './break-glass.rules.ts'
import { findBreakGlass, writeReview, type BreakGlassRow } from './break-glass.store.ts'

export type ReviewBreakGlassInput = {
  breakGlassId: string
  outcome: BreakGlassOutcome
  finding?: string | null
  expectedVersion: number
  idempotencyKey: string
}

/** Writes down what a privacy officer found, takes it out of the queue, and ends the hour where it still runs and was not justified. */
export async function reviewBreakGlass(context: Context, input: ReviewBreakGlassInput): Promise<BreakGlassRow> {
  may(context, 'access:review')
  const { outcome, finding } = { outcome: input.outcome, finding: input.finding?.trim() ?? '' }
  return change(context, { action: 'people.review-break-glass', input, find: findBreakGlass }, async (tx) => {
    const standing = (await findBreakGlass(tx, input.breakGlassId)) ?? refuse('NOT_FOUND', 'There is nothing of that id that is yours to review.')
    mustBeAt(standing, input.expectedVersion)
    if (standing.reviewedAt) refuse('CONFLICT', 'This was reviewed already.')
    if (standing.recordedBy === context.principal.subject) refuse('FORBIDDEN', 'Nobody reviews their own. Ask another privacy officer.')
    mustPermit(whyNotReview({ outcome, finding }))
    const now = context.clock.now()
    const endsNow = outcome === 'NOT_JUSTIFIED' && standing.until > now
    const review = { reviewedAt: now, reviewedBy: context.principal.subject, outcome, finding: finding || null, until: endsNow ? now : standing.until }
    await writeReview(tx, standing, review)
    const { id, recordId, version } = standing
    const about = { subjectId: id, subjectVersion: version + 1, recordId }
    await record(tx, context, { type: 'people.break-glass-reviewed', ...about, payload: { breakGlassId: id, recordId, outcome } })
    if (endsNow) await publishAccessOf(tx, context, [recordId])
    return (await findBreakGlass(tx, id)) ?? refuse('NOT_FOUND', 'The review cannot be read.')
  })
}
