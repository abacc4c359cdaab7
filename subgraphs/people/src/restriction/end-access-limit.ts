import { mustBeAt } from '@throughcare/kit/change'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { publishAccessOf } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { limitEvent } from './limit-access.ts'
import { endLimit, findLimit, type LimitRow } from './restriction.store.ts'

export type EndAccessLimitInput = { accessLimitId: string; expectedVersion: number; idempotencyKey: string }

/** Ends a limit before its time, in every room. */
export async function endAccessLimit(context: Context, input: EndAccessLimitInput): Promise<LimitRow> {
  may(context, 'access:limit')
  return change(context, { action: 'people.end-access-limit', input, find: findLimit }, async (tx) => {
    const standing = (await findLimit(tx, input.accessLimitId)) ?? notFound()
    mustBeAt(standing, input.expectedVersion)
    if (standing.endedAt) refuse('CONFLICT', 'This limit has ended already.')
    const row = (await endLimit(tx, standing, { endedAt: context.clock.now(), endedBy: context.principal.subject })) ?? notFound()
    await record(tx, context, limitEvent(row))
    await publishAccessOf(tx, context, [row.recordId])
    return row
  })
}

function notFound(): never {
  return refuse('NOT_FOUND', 'There is no such limit, or none that you may end.')
}
