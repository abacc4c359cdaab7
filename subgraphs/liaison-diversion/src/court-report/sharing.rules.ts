import { londonDate } from '@throughcare/kit/clock'
import type { ConsentPosition } from '../known-record/known-record.store.ts'
import type { InformationShareRow } from './information-share.store.ts'

export type Basis = InformationShareRow['basis']
export type Override = { condition: Exclude<Basis, 'CONSENT' | 'PREVENT_SERIOUS_HARM'>; reason: string }

/** What consent is asked for before an agency is told. The Crown Prosecution Service is told through the police, and a youth justice service stands for probation. */
export const purposeOf: Record<InformationShareRow['recipient'], string> = {
  POLICE: 'SHARE_POLICE',
  CROWN_PROSECUTION_SERVICE: 'SHARE_POLICE',
  PROBATION: 'SHARE_PROBATION',
  YOUTH_JUSTICE_SERVICE: 'SHARE_PROBATION'
}

export type Ground = { basis: Basis; overrideReason: string | null } | { whyNot: string }

/** Whether the person agreed by a time, as far as is known: what they had said before they decided last is not. */
function agrees(position: ConsentPosition | undefined, at: Date): boolean {
  return position?.decision === 'GIVEN' && !isDecidedSince(position, at) && (position.until === null || londonDate(at) <= position.until)
}

function isDecidedSince(position: ConsentPosition | undefined, at: Date): boolean {
  return position?.decidedAt != null && at < new Date(position.decidedAt)
}

/** Why a condition is not taken: there is nothing that it would override, and what is not needed must not look as if it had been. */
export function whyNotOverride(position: ConsentPosition | undefined, override: Override | null, at: Date): string | null {
  return override && agrees(position, at) ? 'The person agrees to this, so there is nothing to override. Leave out the condition and its reason.' : null
}

/**
 * On what ground something may be shared at a time, or was: the person's consent to that purpose, an override that stands in their record, or one that
 * whoever shares gives with its reason. Source: NHS England, L&D, frequently asked questions: with consent; the design, section 3.
 */
export function groundOf(position: ConsentPosition | undefined, override: Override | null, at: Date): Ground {
  if (agrees(position, at)) return { basis: 'CONSENT', overrideReason: null }
  if (override) {
    const reason = override.reason.trim()
    return reason ? { basis: override.condition, overrideReason: reason } : { whyNot: 'Say why the condition applies here, in your words.' }
  }
  const standing = position?.override
  if (standing && at < new Date(standing.until)) return { basis: standing.ground as Basis, overrideReason: null }
  if (isDecidedSince(position, at))
    return {
      whyNot:
        'What the person decided on this is known from a later time on, not for that one. Check the time; if it was told on another ground, give the condition with its reason.'
    }
  return { whyNot: whyNoConsent(position?.decision ?? null) }
}

function whyNoConsent(decision: ConsentPosition['decision']): string {
  if (decision === 'GIVEN') return 'The person’s consent to this has run out. Ask them again, and record what they say.'
  if (decision === null) return 'The person was not asked whether this may be shared. Ask them, and record what they say.'
  return 'The person does not agree to sharing this. Without their consent it takes a condition that overrides it, with its reason.'
}
