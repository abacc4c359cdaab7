import { isOwnTeam } from '@throughcare/kit/access'
import { mustBeAt } from '@throughcare/kit/change'
import type { Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { teamAudience, type Principal } from '@throughcare/kit/principal'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { isOpenTo } from '../known-record/known-record.store.ts'
import { whyNotRecordTakeUp } from './signpost.rules.ts'
import { findSignpost, findSignpostForChange, updateSignpost, type SignpostRow } from './signpost.store.ts'

export type TakeUpInput = { takenUp: NonNullable<SignpostRow['takenUp']> }

/** Records whether the person took up what they were told of. */
export async function recordTakeUp(
  context: Context,
  input: TakeUpInput & { signpostId: string; expectedVersion: number; idempotencyKey: string }
): Promise<SignpostRow> {
  may(context, 'signpost:write')
  return change(context, { action: 'referrals.record-take-up', input, find: findSignpost }, async (tx) => {
    const standing = await findSignpostForChange(tx, input.signpostId)
    if (!standing || !(await mayAnswer(tx, context.principal, standing))) return refuse('NOT_FOUND', 'There is no such signpost, or none you may change.')
    mustBeAt(standing, input.expectedVersion)
    const changed = await updateSignpost(tx, standing.id, takeUp(context, standing, input))
    await record(tx, context, takeUpEvent(changed))
    return changed
  })
}

/** The team that told the person; the peer support worker who did; or, after a peer support worker, the team whose record it is. */
async function mayAnswer(tx: Database, principal: Principal, signpost: SignpostRow): Promise<boolean> {
  const { organisation, service, isByPeerSupport } = signpost
  if (principal.service !== service) return false
  if (!isOwnTeam(principal, service)) return isByPeerSupport && signpost.recordedBy === principal.subject
  if (isByPeerSupport) return isOpenTo(tx, teamAudience(principal.organisation, service), signpost)
  return organisation === principal.organisation
}

/** What take-up changes in a signpost; refuses it once the person is known to have taken it up. */
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
