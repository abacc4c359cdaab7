import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { findStandings } from '../access/access.store.ts'
import { getOwnRecord } from '../access/get-own-record.ts'
import { change } from '../change.ts'
import type { Context } from '../context.ts'
import { whyNotBelieved } from './death.rules.ts'
import { findDeath, type DeathRow } from './death.store.ts'
import { writeDeath } from './record-death.ts'

export type WithdrawDeathInput = { identityRecordId: string; reason: string; idempotencyKey: string }

/** Says that a death was recorded in error. Clocks run again, in every room; both lines stay written down. */
export async function withdrawDeath(context: Context, input: WithdrawDeathInput): Promise<DeathRow> {
  may(context, 'person:write')
  const recordId = input.identityRecordId
  return change(context, { action: 'people.withdraw-death', input, find: findDeath }, async (tx) => {
    const { organisation, service } = await getOwnRecord(tx, context, recordId)
    const [standing] = await findStandings(tx, [recordId])
    if (!standing?.diedOn) refuse('CONFLICT', 'No death of this person is recorded, so there is none to withdraw.')
    mustPermit(whyNotBelieved(input.reason))
    return writeDeath(tx, context, { recordId, organisation, service, diedOn: null, source: null, reason: input.reason })
  })
}
