import { isOwnTeam } from '@throughcare/kit/access'
import { mustBeAt } from '@throughcare/kit/change'
import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { teamAudience, type Principal } from '@throughcare/kit/principal'
import { may } from '@throughcare/kit/roles'
import { change } from '../change.ts'
import type { Context } from '../context.ts'
import { isOpenTo } from '../known-record/known-record.store.ts'
import { findSignpost, findSignpostForChange, type SignpostRow } from './signpost.store.ts'

export type SignpostChange = { signpostId: string; expectedVersion: number; idempotencyKey: string }

/** What every verb on a standing signpost shares: may the caller, is it the version they read, then the verb's own work, all or nothing. */
export function changeSignpost(
  context: Context,
  { action, input }: { action: string; input: SignpostChange },
  work: (tx: Database, signpost: SignpostRow) => Promise<SignpostRow>
): Promise<SignpostRow> {
  may(context, 'signpost:write')
  return change(context, { action: `referrals.${action}`, input, id: input.signpostId, find: findSignpost }, async (tx) => {
    const standing = await findSignpostForChange(tx, input.signpostId)
    if (!standing || !(await mayChange(tx, context.principal, standing))) return refuse('NOT_FOUND', 'There is no such signpost, or none you may change.')
    mustBeAt(standing, input.expectedVersion)
    return work(tx, standing)
  })
}

/** The team that told the person; the peer support worker who did; or, after a peer support worker, the team whose record it is. */
async function mayChange(tx: Database, principal: Principal, signpost: SignpostRow): Promise<boolean> {
  const { organisation, service, isByPeerSupport } = signpost
  if (principal.service !== service) return false
  if (!isOwnTeam(principal, service)) return isByPeerSupport && signpost.recordedBy === principal.subject
  if (isByPeerSupport) return isOpenTo(tx, teamAudience(principal.organisation, service), signpost)
  return organisation === principal.organisation
}
