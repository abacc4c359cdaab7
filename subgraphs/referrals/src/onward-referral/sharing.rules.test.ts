import { whyNotDraft, whyNotShare } from './sharing.rules.ts'

const override = { condition: 'COURT_ORDER' as const, reason: 'An order of an invented court' }

// Need to know and sharing: the design, section 3.
describe('sharing a referral with its service', () => {
  test('goes by consent, or by a condition with its reason', () => {
    expect(whyNotShare({ consent: 'GIVEN' })).toBeNull()
    expect(whyNotShare({ override })).toBeNull()
    expect(whyNotShare({ consent: 'NOT_GIVEN', override })).toBeNull()
  })

  test.each([[{}], [{ consent: 'NOT_GIVEN' as const }], [{ consent: null, override: null }]])('does not go without either: %j', (sharing) => {
    expect(whyNotShare(sharing)?.code).toBe('CONSENT_REQUIRED')
  })

  test('takes a reason of at least one letter, and no override of what was agreed', () => {
    expect(whyNotShare({ override: { ...override, reason: ' ' } })?.code).toBe('BAD_USER_INPUT')
    expect(whyNotShare({ override: { ...override, reason: 'x' } })).toBeNull()
    expect(whyNotShare({ consent: 'GIVEN', override })?.code).toBe('BAD_USER_INPUT')
  })

  test('a draft says nothing of it yet', () => {
    expect(whyNotDraft({})).toBeNull()
    expect(whyNotDraft({ consent: 'NOT_GIVEN' })).toBeNull()
    expect(whyNotDraft({ consent: 'GIVEN' })).toContain('shares nothing')
    expect(whyNotDraft({ override })).toContain('shares nothing')
    expect(whyNotDraft({ sentAt: new Date() })).toContain('shares nothing')
  })
})
