import { londonDate } from '@throughcare/kit/clock'
import type { SharingPosition } from '../known-record/known-record.store.ts'
import type { OnwardReferralRow } from './onward-referral.store.ts'

export type OverrideCondition = 'SAFEGUARDING' | 'VITAL_INTERESTS' | 'COURT_ORDER'

/** What whoever sends says, and where the person stands on sharing with services as far as `people` told. */
export type Sharing = {
  consent?: 'GIVEN' | 'NOT_GIVEN' | null
  override?: { condition: OverrideCondition; reason: string } | null
  position?: SharingPosition | null
}

export type Ground = Pick<OnwardReferralRow, 'sharingBasis' | 'overrideReason'>
export type SharingFault = { code: 'CONSENT_REQUIRED' | 'BAD_USER_INPUT'; message: string }

/**
 * On what ground a referral may be shared with a service at a moment, or why not: consent; or a condition under which the law lets it be
 * shared without, with a reason in words, given here or standing in the person's record. A no in the record outranks what is said here,
 * and a yes need not be said again; who was never asked, or whose consent ran out, is asked now — the design, section 3 "Sharing".
 */
export function groundOf({ consent, override, position }: Sharing, at: Date): Ground | SharingFault {
  if (consent === 'GIVEN' && override)
    return { code: 'BAD_USER_INPUT', message: 'The person agreed, so nothing is overridden. Leave "override" out, or say that consent was not given.' }
  const decided = decisionAt(at, position ?? null)
  if (decided === 'GIVEN' || (decided === null && consent === 'GIVEN')) return { sharingBasis: 'CONSENT', overrideReason: null }
  if (override) {
    const reason = override.reason.trim()
    if (reason === '') return { code: 'BAD_USER_INPUT', message: 'Say in words why the condition applies here. It is kept with the referral.' }
    return { sharingBasis: override.condition, overrideReason: reason }
  }
  const standing = position?.override
  if (standing && at < new Date(standing.until)) return { sharingBasis: standing.ground, overrideReason: null }
  return { code: 'CONSENT_REQUIRED', message: decided === null ? notAsked : refused }
}

const notAsked =
  'Sending this shares it with the service, and the person has not agreed to that. Ask them and record that they agreed; keep it as a draft until then; or, if it must go without, say which condition allows it (safeguarding, vital interests, court order) and why.'
const refused =
  'The person’s record says that they do not agree to sharing with services. If they agree now, record that consent first; keep this as a draft until then; or, if it must go without, say which condition allows it (safeguarding, vital interests, court order) and why.'

/** What the person had decided by then; null where nothing, or a consent that had run out. */
function decisionAt(at: Date, position: SharingPosition | null): SharingPosition['decision'] {
  if (!position?.decidedAt || at < new Date(position.decidedAt)) return null
  const isOver = position.until !== null && londonDate(at) > position.until
  return position.decision === 'GIVEN' && isOver ? null : position.decision
}

/** Nothing is sent for someone who has died. Days are those of Europe/London. */
export function whyNotReferTheDead(diedOn: string | null, at: Date): string | null {
  return diedOn !== null && londonDate(at) > diedOn ? 'The person had died by then. If that is an error, it is corrected in their record.' : null
}

/** A draft shares nothing: what the person said counts at the sending, not before. */
export function whyNotDraft({ consent, override, sentAt }: Sharing & { sentAt?: Date | null }): string | null {
  if (consent !== 'GIVEN' && !override && !sentAt) return null
  return 'A draft shares nothing yet. Leave "consent", "override" and "sentAt" for its sending, or send the referral at once.'
}
