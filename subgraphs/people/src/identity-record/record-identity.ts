import { withRole } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { mustBeAt } from '@throughcare/kit/change'
import { recordIdOf } from '@throughcare/kit/ids'
import { may } from '@throughcare/kit/roles'
import { publishAccess, toNewcomer } from '../access/publish-access.ts'
import { change } from '../change.ts'
import type { Context } from '../context.ts'
import { linkAnew } from '../link/link-anew.ts'
import { findRecord, type IdentityRecordRow } from './identity-record.store.ts'
import { toIdentity, type IdentityInput } from './to-identity.ts'
import { findStanding, whoseAccess, writeIdentities } from './write-identities.ts'

/** Writes down who a service believes is in front of it. Refuses an identifier or a birth date that cannot be, and a change made from an old version. */
export async function recordIdentity(
  context: Context,
  input: IdentityInput & { expectedVersion?: number | null; idempotencyKey: string }
): Promise<IdentityRecordRow> {
  may(context, 'person:write')
  const id = recordIdOf(input.sourceSystem, input.sourceKey)
  return change(context, { action: 'people.record-identity', input, id, find: findRecord }, async (tx) => {
    const standing = await findStanding(tx, [id])
    const before = standing.get(id)?.row
    if (before && input.expectedVersion == null)
      refuse('CONFLICT', 'This source row is already recorded. Read it, then change it with its expectedVersion.', { version: before.version })
    if (before) mustBeAt(before, input.expectedVersion ?? 0)
    const written = await writeIdentities(tx, context, { given: [toIdentity(input, context)], standing, telling: 'whole' })
    await withRole(tx, 'system-linker', async () => {
      const { persons, newcomers } = whoseAccess(written, await linkAnew(tx, context, written.subjects))
      await publishAccess(tx, context, { persons: [...persons, ...newcomers.map((row) => toNewcomer(row, []))], besides: written.events })
    })
    return (await findRecord(tx, id)) ?? refuse('NOT_FOUND', 'The record just written cannot be read.')
  })
}
