import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeSignpost, type SignpostChange } from './change-signpost.ts'
import { whyNotRecordTakeUp } from './signpost.rules.ts'
import { updateSignpost, type SignpostRow } from './signpost.store.ts'

export type TakeUpInput = { takenUp: NonNullable<SignpostRow['takenUp']> }

/** Records whether the person took up what they were told of. */
export function recordTakeUp(context: Context, input: SignpostChange & TakeUpInput): Promise<SignpostRow> {
  return changeSignpost(context, { action: 'record-take-up', input }, async (tx, standing) => {
    const changed = await updateSignpost(tx, standing.id, takeUp(context, standing, input))
    await record(tx, context, takeUpEvent(changed))
    return changed
  })
}

/** What take-up changes in a signpost; refuses it once the person is known to have taken it up, and once it was taken back. */
export function takeUp({ principal, clock }: Context, standing: SignpostRow, { takenUp }: TakeUpInput) {
  mustPermit(whyNotRecordTakeUp(standing, takenUp))
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
