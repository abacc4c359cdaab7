import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import type { Context } from '../context.ts'
import { findConsentPosition } from '../known-record/known-record.store.ts'
import { groundOf, type Override } from './sharing.rules.ts'

/** On what ground something about a record may be shared for a purpose; refuses where there is none. */
export async function findGround(
  tx: Database,
  { clock, access }: Pick<Context, 'clock' | 'access'>,
  { recordId, purpose, override }: { recordId: string; purpose: string; override?: Override | null | undefined }
) {
  if (!override && !access.isFresh()) refuse('UNAVAILABLE', 'Whether the person agrees cannot be known at this moment. Try again in a few seconds.')
  const ground = groundOf(await findConsentPosition(tx, recordId, purpose), override ?? null, clock.now())
  return 'whyNot' in ground ? refuse('CONSENT_REQUIRED', ground.whyNot) : ground
}
