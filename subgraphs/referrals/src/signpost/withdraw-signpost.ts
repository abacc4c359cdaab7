import { mustPermit, refuse } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeSignpost, type SignpostChange } from './change-signpost.ts'
import { whyNotAnswer } from './signpost.rules.ts'
import { updateSignpost, type SignpostRow } from './signpost.store.ts'

/** Takes back a signpost that was recorded in error, such as of the wrong person: it stays in the list, marked, and counts no more. */
export function withdrawSignpost(context: Context, input: SignpostChange & { reason: string }): Promise<SignpostRow> {
  return changeSignpost(context, { action: 'withdraw-signpost', input }, async (tx, standing) => {
    const withdrawalReason = input.reason.trim() || refuse('BAD_USER_INPUT', 'Say why it was wrong, in a sentence.', { field: 'reason' })
    mustPermit(whyNotAnswer(standing))
    const [withdrawnAt, withdrawnBy] = [context.clock.now(), context.principal.subject]
    const withdrawn = await updateSignpost(tx, standing.id, { withdrawnAt, withdrawnBy, withdrawalReason })
    const told = standing.takenUp ? (['signposted', 'take-up-recorded'] as const) : (['signposted'] as const)
    await record(tx, context, ...told.map((step) => withdrawalEvent(withdrawn, step)))
    return withdrawn
  })
}

function withdrawalEvent({ id, recordId, version, serviceId, service, withdrawnAt }: SignpostRow, step: 'signposted' | 'take-up-recorded') {
  return {
    type: 'referrals.step-withdrawn' as const,
    subjectId: id,
    subjectVersion: version,
    recordId,
    occurredAt: withdrawnAt ?? undefined,
    payload: { signpostId: id, serviceId, madeBy: service, step, partId: null }
  }
}
