import type { SharingPosition } from '../known-record/known-record.store.ts'
import { isForProvider, tidy, whyNotTell } from './referral-facts.rules.ts'

const now = new Date('2026-06-08T12:00:00Z')
const told = (changes: object = {}) => tidy({ nameToUse: 'Alex', ...changes })

describe('what is told of a person', () => {
  test('is trimmed, and what was not said is null', () => {
    expect(tidy({ nameToUse: ' Alex ', phone: ' ', language: ' Polish ' })).toEqual({
      ...{ nameToUse: 'Alex', birthDate: null, phone: null, contactAdvice: null, language: 'Polish' },
      ...{ isInterpreterNeeded: null, communicationNeeds: null, risks: null }
    })
  })

  test.each([
    [{ nameToUse: 'a'.repeat(200) }, null],
    [{ nameToUse: 'a'.repeat(201) }, 'Give the name to use'],
    [{ nameToUse: '  ' }, 'Give the name to use'],
    [{ birthDate: '2026-06-08' }, null],
    [{ birthDate: '2026-06-09' }, 'date of birth'],
    [{ birthDate: '1899-12-31' }, 'date of birth'],
    [{ phone: '+44 7700 900123' }, null],
    [{ phone: '(01632) 960-123' }, null],
    [{ phone: '07700 900123, ask for Sam' }, 'contactAdvice'],
    [{ risks: 'a'.repeat(2_000) }, null],
    [{ risks: 'a'.repeat(2_001) }, 'longer than 2,000'],
    [{ contactAdvice: 'Text only. Mondays 9 to 10, C1 reader' }, null],
    [{ contactAdvice: 'Staying at 1 Example Road, pr1 2ab' }, 'where the person lives'],
    [{ communicationNeeds: 'Letters to PR12AB in large print' }, 'where the person lives']
  ])('%j: %p', (changes, words) => {
    const [field] = Object.keys(changes)
    const whyNot = whyNotTell(told(changes), now)

    expect(whyNot).toEqual(words === null ? null : { field, message: expect.stringContaining(words) })
  })
})

const nothing = {
  ...{ receivedAt: null, acceptedAt: null, declinedAt: null, offeredAt: null, firstAppointmentAt: null, attendance: null },
  ...{ supportStartedAt: null, endedAt: null, redirectedAt: null, withdrawnAt: null, overrideReason: null }
}
const sent = { ...nothing, sentAt: new Date('2026-06-01T09:00:00Z'), sharingBasis: 'CONSENT' as const }
const said = (decision: SharingPosition['decision'], changes: Partial<SharingPosition> = {}): SharingPosition => ({
  ...{ decision, decidedAt: '2026-05-01T09:00:00.000Z', until: null, override: null },
  ...changes
})
const running = { ground: 'SAFEGUARDING' as const, until: '2026-06-08T12:00:01.000Z' }

describe('a provider has what was told of a person', () => {
  test.each([
    ['sent', {}, true],
    ['accepted', { acceptedAt: now }, true],
    ['in support', { acceptedAt: now, supportStartedAt: now }, true],
    ['a draft', { sentAt: null, sharingBasis: null }, false],
    ['declined', { declinedAt: now }, false],
    ['ended', { acceptedAt: now, endedAt: now }, false],
    ['redirected', { redirectedAt: now }, false],
    ['taken back', { withdrawnAt: now }, false]
  ])('while the referral is on its way or with the service: %s', (_, changes, may) => {
    expect(isForProvider({ ...sent, ...changes }, said('GIVEN'), now)).toBe(may)
  })

  test.each([
    ['said at the sending', null, true],
    ['in the record', said('GIVEN'), true],
    ['in the record until today', said('GIVEN', { until: '2026-06-08' }), true],
    ['run out since the sending', said('GIVEN', { until: '2026-06-07' }), false],
    ['in the record until the day of the sending', said('GIVEN', { until: '2026-06-01' }), false],
    ['said anew at the sending, for it had run out', said('GIVEN', { until: '2026-05-31' }), true],
    ['taken back', said('WITHDRAWN'), false],
    ['refused', said('REFUSED'), false],
    ['objected to', said('OBJECTED'), false],
    ['taken back, under an override that runs', said('WITHDRAWN', { override: running }), true],
    ['taken back, under an override that ended', said('WITHDRAWN', { override: { ...running, until: '2026-06-08T12:00:00.000Z' } }), false]
  ])('on consent while it stands: %s', (_, position, may) => {
    expect(isForProvider(sent, position, now)).toBe(may)
  })

  test.each([
    ['named at the sending, whatever the person says', { overrideReason: 'An invented reason' }, said('OBJECTED'), true],
    ['of the record, as long as it stands there', {}, said('OBJECTED', { override: running }), true],
    ['of the record, once it is gone', {}, said('OBJECTED'), false],
    ['of the record, once it is gone and nobody asked the person', {}, null, false],
    ['of the record, once the person agreed', {}, said('GIVEN'), true]
  ])('under a condition: %s', (_, changes, position, may) => {
    expect(isForProvider({ ...sent, sharingBasis: 'SAFEGUARDING', ...changes }, position, now)).toBe(may)
  })
})
