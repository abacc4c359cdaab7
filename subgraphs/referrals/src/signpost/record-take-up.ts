import { mustBeAt } from '@throughcare/kit/change'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { whyNotRecordTakeUp } from './signpost.rules.ts'
import { findSignpost, findSignpostForChange, updateSignpost, type SignpostRow } from './signpost.store.ts'

export type TakeUpInput = { takenUp: NonNullable<SignpostRow['takenUp']> }

/** Records whether the person took up what they were told of. */
export async function recordTakeUp(
  context: Context,
  input: TakeUpInput & { signpostId: string; expectedVersion: number; idempotencyKey: string }
): Promise<SignpostRow> {
  may(context, 'referral:write')
  return change(context, { action: 'referrals.record-take-up', input, find: findSignpost }, async (tx) => {
    const standing = await findSignpostForChange(tx, input.signpostId)
    const { organisation, service } = context.principal
    if (!standing || standing.organisation !== organisation || standing.service !== service)
      return refuse('NOT_FOUND', 'There is no such signpost, or none you may change.')
    mustBeAt(standing, input.expectedVersion)
    const changed = await updateSignpost(tx, standing.id, takeUp(context, standing, input))
    await record(tx, context, takeUpEvent(changed))
    return changed
  })
}

/** What take-up changes in a signpost; refuses it once the person is known to have taken it up. */
export function takeUp({ principal, clock }: Context, standing: SignpostRow, { takenUp }: TakeUpInput) {
  const whyNot = whyNotRecordTakeUp(standing, takenUp)
  if (whyNot) refuse('BAD_USER_INPUT', whyNot)
  return { takenUp, takeUpAt: clock.now(), takeUpBy: principal.subject }
}

export function takeUpEvent({ id, recordId, version, serviceId, service, takenUp, takeUpAt }: SignpostRow) {
  return {
    type: 'referrals.take-up-recorded' as const,
    subjectId: id,
    subjectVersion: version,
    recordId,
    occurredAt: takeUpAt ?? undefined,
    payload: { signpostId: id, serviceId, madeBy: service, takenUp: takenUp ?? '' }
  }
}
