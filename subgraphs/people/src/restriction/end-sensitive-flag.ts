import { may } from '@throughcare/kit/roles'
import { change } from '../change.ts'
import type { Context } from '../context.ts'
import { writeFlag } from './flag-sensitive.ts'
import { findFlag, type FlagRow } from './restriction.store.ts'

export type EndSensitiveFlagInput = { identityRecordId: string; reason: string; idempotencyKey: string }

/** Says that a record's places may be known by those who may read it: ends a flag, or answers for the first time that none is needed. */
export async function endSensitiveFlag(context: Context, input: EndSensitiveFlagInput): Promise<FlagRow> {
  may(context, 'person:write')
  return change(context, { action: 'people.end-sensitive-flag', input, find: findFlag }, (tx) => writeFlag(tx, context, { ...input, state: 'CLEAR' }))
}
