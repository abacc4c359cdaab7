import { mustBeAt } from '@throughcare/kit/change'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { publishAccessOf } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { findLimitsThatShutOut } from '../restriction/find-limits-that-shut-out.ts'
import { untilOfOverride, whyNotDecide, type LimitOverrideOutcome } from './limit-override.rules.ts'
import { findLimitOverride, writeDecision, type LimitOverrideRow } from './limit-override.store.ts'

export type DecideLimitOverrideInput = {
  limitOverrideId: string
  outcome: LimitOverrideOutcome
  finding: string
  expectedVersion: number
  idempotencyKey: string
}

/**
 * Lets one who is shut out past the limits on one person for an hour, or refuses. Granting needs a privacy officer of an organisation whose
 * limit it is, who did not ask; the decision is committed with what it opens, in the same transaction.
 */
export async function decideLimitOverride(context: Context, input: DecideLimitOverrideInput): Promise<LimitOverrideRow> {
  may(context, 'access:review')
  const { outcome, finding } = { outcome: input.outcome, finding: input.finding.trim() }
  return change(context, { action: 'people.decide-limit-override', input, find: findLimitOverride }, async (tx) => {
    const standing = (await findLimitOverride(tx, input.limitOverrideId)) ?? refuse('NOT_FOUND', 'There is no request of that id that is yours to decide.')
    if (standing.recordedBy === context.principal.subject) refuse('FORBIDDEN', 'It takes two: nobody decides what they asked themselves.')
    mustBeAt(standing, input.expectedVersion)
    if (standing.decidedAt) refuse('CONFLICT', 'This was decided already.')
    mustPermit(whyNotDecide(finding))
    const now = context.clock.now()
    const { id, recordId, recordedBy: subject, version } = standing
    if (outcome === 'GRANTED') await mustBeLimitedBy(tx, context, { recordId, subject, now })
    const until = outcome === 'GRANTED' ? untilOfOverride(now) : null
    await writeDecision(tx, standing, { outcome, finding, decidedAt: now, decidedBy: context.principal.subject, until })
    const about = { subjectId: id, subjectVersion: version + 1, recordId }
    const payload = { limitOverrideId: id, recordId, outcome, until: until?.toISOString() ?? null }
    await record(tx, context, { type: 'people.limit-override-decided', ...about, payload })
    if (until) await publishAccessOf(tx, context, [recordId])
    return (await findLimitOverride(tx, id)) ?? refuse('NOT_FOUND', 'The decision cannot be read.')
  })
}

/** Refuses to grant what no limit keeps closed, or only limits that others answer for. */
async function mustBeLimitedBy(tx: Context['db'], { principal }: Context, about: { recordId: string; subject: string; now: Date }): Promise<void> {
  const limits = await findLimitsThatShutOut(tx, about)
  if (limits.length === 0)
    return refuse('CONFLICT', 'No limit shuts them out, so none can be set aside. Refuse the request; other ways to the record need no such grant.')
  if (!limits.some(({ organisation }) => organisation === principal.organisation))
    return refuse('FORBIDDEN', 'The limit is that of another organisation; a privacy officer there decides.')
}
