import type { SharingPosition } from '../known-record/known-record.store.ts'
import { groundOf, whyNotDraft, whyNotReferTheDead } from './sharing.rules.ts'

const at = new Date('2026-06-08T12:00:00Z')
const override = { condition: 'COURT_ORDER' as const, reason: 'An order of an invented court' }
const decided = (decision: SharingPosition['decision'], changes: Partial<SharingPosition> = {}): SharingPosition => ({
  decision,
  decidedAt: '2026-06-01T09:00:00.000Z',
  until: null,
  override: null,
  ...changes
})
const given = { consent: 'GIVEN' as const }
const basis = (sharing: Parameters<typeof groundOf>[0]) => {
  const ground = groundOf(sharing, at)
  return 'code' in ground ? ground.code : ground.sharingBasis
}
const noes = ['REFUSED', 'WITHDRAWN', 'OBJECTED'] as const

// Need to know and sharing: the design, section 3; a referral without either fails, as in Primero's transitions.
describe('sharing a referral with its service', () => {
  test('goes by what the person said now, where nothing stands in their record', () => {
    expect(basis(given)).toBe('CONSENT')
    expect(basis({ ...given, position: null })).toBe('CONSENT')
  })

  test('goes by what stands in their record, without being said again', () => {
    expect(basis({ position: decided('GIVEN') })).toBe('CONSENT')
    expect(basis({ consent: 'NOT_GIVEN', position: decided('GIVEN') })).toBe('CONSENT')
  })

  test.each(noes)('a %s in their record outranks what is said now', (no) => {
    expect(basis({ ...given, position: decided(no) })).toBe('CONSENT_REQUIRED')
    expect(basis({ override, position: decided(no) })).toBe('COURT_ORDER')
  })

  test('what was decided after the sending does not count for it', () => {
    expect(basis({ ...given, position: decided('WITHDRAWN', { decidedAt: '2026-06-08T12:00:00.001Z' }) })).toBe('CONSENT')
    expect(basis({ ...given, position: decided('WITHDRAWN', { decidedAt: at.toISOString() }) })).toBe('CONSENT_REQUIRED')
    expect(basis({ position: decided('GIVEN', { decidedAt: '2026-06-08T12:00:00.001Z' }) })).toBe('CONSENT_REQUIRED')
  })

  test('a consent holds to the end of its last day in London, and is asked for again after it', () => {
    const lastDay = { position: decided('GIVEN', { until: '2026-06-08' }) }
    expect(groundOf(lastDay, new Date('2026-06-08T22:59:59Z'))).toMatchObject({ sharingBasis: 'CONSENT' })
    expect(groundOf(lastDay, new Date('2026-06-08T23:00:00Z'))).toMatchObject({ code: 'CONSENT_REQUIRED' })
    expect(groundOf({ ...lastDay, ...given }, new Date('2026-06-08T23:00:00Z'))).toMatchObject({ sharingBasis: 'CONSENT' })
  })

  test('goes by an override that stands in their record until its end', () => {
    const standing = (until: string) => ({ position: decided('OBJECTED', { override: { ground: 'PREVENT_SERIOUS_HARM', until } }) })
    expect(basis(standing('2026-06-08T12:00:00.001Z'))).toBe('PREVENT_SERIOUS_HARM')
    expect(basis(standing(at.toISOString()))).toBe('CONSENT_REQUIRED')
  })

  test.each([
    [{}],
    [{ consent: 'NOT_GIVEN' as const }],
    [{ consent: null, override: null, position: null }],
    [{ position: decided(null, { decidedAt: null }) }]
  ])('does not go without either: %j', (sharing) => expect(basis(sharing)).toBe('CONSENT_REQUIRED'))

  test('takes a reason of at least one letter, and no override of what was agreed', () => {
    expect(basis({ override: { ...override, reason: ' ' } })).toBe('BAD_USER_INPUT')
    expect(groundOf({ override: { ...override, reason: ' x ' } }, at)).toEqual({ sharingBasis: 'COURT_ORDER', overrideReason: 'x' })
    expect(basis({ ...given, override })).toBe('BAD_USER_INPUT')
  })

  test('a draft says nothing of it yet', () => {
    expect(whyNotDraft({})).toBeNull()
    expect(whyNotDraft({ consent: 'NOT_GIVEN' })).toBeNull()
    expect(whyNotDraft(given)).toContain('shares nothing')
    expect(whyNotDraft({ override })).toContain('shares nothing')
    expect(whyNotDraft({ sentAt: new Date() })).toContain('shares nothing')
  })

  test('is over with the day of death in London', () => {
    expect(whyNotReferTheDead(null, at)).toBeNull()
    expect(whyNotReferTheDead('2026-06-08', new Date('2026-06-08T22:59:59Z'))).toBeNull()
    expect(whyNotReferTheDead('2026-06-08', new Date('2026-06-08T23:00:00Z'))).toContain('had died')
  })
})
