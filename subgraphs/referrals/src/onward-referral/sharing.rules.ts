export type OverrideCondition = 'SAFEGUARDING' | 'VITAL_INTERESTS' | 'COURT_ORDER'

export type Sharing = { consent?: 'GIVEN' | 'NOT_GIVEN' | null; override?: { condition: OverrideCondition; reason: string } | null }

export type SharingFault = { code: 'CONSENT_REQUIRED' | 'BAD_USER_INPUT'; message: string }

/**
 * Why a referral may not be shared with a service; null where it may. Consent, or a condition under which the law lets it be shared without,
 * with a reason in words: the design, section 3 "Sharing"; a referral without either fails, as in Primero's transitions.
 */
export function whyNotShare({ consent, override }: Sharing): SharingFault | null {
  if (consent === 'GIVEN')
    return override
      ? { code: 'BAD_USER_INPUT', message: 'The person agreed, so nothing is overridden. Leave "override" out, or say that consent was not given.' }
      : null
  if (!override)
    return {
      code: 'CONSENT_REQUIRED',
      message:
        'Sending this shares it with the service, and the person has not agreed to that. Ask them and record that they agreed; keep it as a draft until then; or, if it must go without, say which condition allows it (safeguarding, vital interests, court order) and why.'
    }
  return override.reason.trim() === ''
    ? { code: 'BAD_USER_INPUT', message: 'Say in words why the condition applies here. It is kept with the referral.' }
    : null
}

/** A draft shares nothing: what the person said counts at the sending, not before. */
export function whyNotDraft({ consent, override, sentAt }: Sharing & { sentAt?: Date | null }): string | null {
  if (consent !== 'GIVEN' && !override && !sentAt) return null
  return 'A draft shares nothing yet. Leave "consent", "override" and "sentAt" for its sending, or send the referral at once.'
}
