import type { Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import type { Context } from '../context.ts'
import { findConsentPosition } from '../known-record/known-record.store.ts'
import { groundOf, whyNotOverride, type Override } from './sharing.rules.ts'

/** On what ground something about a record may be shared for a purpose at a time, now if none is given; refuses where there is none. */
export async function findGround(
  tx: Database,
  { clock, access }: Pick<Context, 'clock' | 'access'>,
  { recordId, purpose, override = null, at = clock.now() }: { recordId: string; purpose: string; override?: Override | null | undefined; at?: Date }
) {
  if (!override && !access.isFresh()) refuse('UNAVAILABLE', 'Whether the person agrees cannot be known at this moment. Try again in a few seconds.')
  const position = await findConsentPosition(tx, recordId, purpose)
  mustPermit(whyNotOverride(position, override, at))
  const ground = groundOf(position, override, at)
  return 'whyNot' in ground ? refuse('CONSENT_REQUIRED', ground.whyNot) : ground
}
