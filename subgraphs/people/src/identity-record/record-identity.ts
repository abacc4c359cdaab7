import { withRole } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { mustBeAt } from '@throughcare/kit/change'
import { recordIdOf } from '@throughcare/kit/ids'
import { may } from '@throughcare/kit/roles'
import { publishAccess, toNewcomer } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { linkAnew } from '../link/link-anew.ts'
import { findRecord, findRecordsForChange, type IdentityRecordRow } from './identity-record.store.ts'
import { toIdentity, type IdentityInput } from './to-identity.ts'
import { writeIdentities } from './write-identities.ts'

/** Writes down who a service believes is in front of it. Refuses an identifier or a birth date that cannot be, and a change made from an old version. */
export async function recordIdentity(
  context: Context,
  input: IdentityInput & { expectedVersion?: number | null; idempotencyKey: string }
): Promise<IdentityRecordRow> {
  may(context, 'person:write')
  return change(context, { action: 'people.record-identity', input, find: findRecord }, async (tx) => {
    const id = recordIdOf(input.sourceSystem, input.sourceKey)
    const [standing] = await findRecordsForChange(tx, [id])
    if (standing && input.expectedVersion == null)
      refuse('CONFLICT', 'This source row is already recorded. Read it, then change it with its expectedVersion.', { version: standing.version })
    if (standing) mustBeAt(standing, input.expectedVersion ?? 0)
    const { persons, newcomers, events } = await writeIdentities(tx, context, { given: [toIdentity(input, context)], telling: 'whole', link: linkAnew })
    await withRole(tx, 'system-linker', () => publishAccess(tx, context, [...persons, ...newcomers.map((row) => toNewcomer(row, []))]))
    await record(tx, context, ...events)
    return (await findRecord(tx, id)) ?? refuse('NOT_FOUND', 'The record just written cannot be read.')
  })
}
