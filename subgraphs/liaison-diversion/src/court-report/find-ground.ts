import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import type { Context } from '../context.ts'
import { findConsentPosition } from '../known-record/known-record.store.ts'
import { groundOf, type Override } from './sharing.rules.ts'

/** On what ground something about a record may be shared for a purpose; refuses where there is none. */
export async function findGround(
  tx: Database,
  { clock }: Pick<Context, 'clock'>,
  { recordId, purpose, override }: { recordId: string; purpose: string; override?: Override | null | undefined }
) {
  const ground = groundOf(await findConsentPosition(tx, recordId, purpose), override ?? null, clock.now())
  return 'whyNot' in ground ? refuse('CONSENT_REQUIRED', ground.whyNot) : ground
}
