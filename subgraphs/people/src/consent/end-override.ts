import { mustBeAt } from '@throughcare/kit/change'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { getOwnRecord } from '../access/get-own-record.ts'
import { publishAccessOf } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { endStandingOverride, findOverride, type OverrideRow } from './consent.store.ts'
import { overrideEvent } from './record-override.ts'

export type EndOverrideInput = { overrideId: string; expectedVersion: number; idempotencyKey: string }

/** Ends sharing without consent before its time. What was shared stays written down. */
export async function endOverride(context: Context, input: EndOverrideInput): Promise<OverrideRow> {
  may(context, 'consent:write')
  return change(context, { action: 'people.end-override', input, find: findOverride }, async (tx) => {
    const standing = (await findOverride(tx, input.overrideId)) ?? refuse('NOT_FOUND', 'There is no such override, or none of your own team.')
    await getOwnRecord(tx, context, standing.recordId)
    mustBeAt(standing, input.expectedVersion)
    if (standing.endedAt) refuse('CONFLICT', 'This override has ended already.')
    await endStandingOverride(tx, standing, { endedAt: context.clock.now(), endedBy: context.principal.subject })
    await publishAccessOf(tx, context, [standing.recordId])
    await record(tx, context, overrideEvent({ ...standing, version: standing.version + 1 }))
    return (await findOverride(tx, standing.id)) ?? refuse('NOT_FOUND', 'What was written down cannot be read.')
  })
}
