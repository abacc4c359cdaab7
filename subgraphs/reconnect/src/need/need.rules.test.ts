import { healthNeedsMetOn, isHealthNeed, whyNotAssess, whyNotNeedCode } from './need.rules.ts'

const need = (
  pathway: 'HEALTH' | 'DRUGS_AND_ALCOHOL' | 'ACCOMMODATION',
  status: 'IDENTIFIED' | 'REFERRED' | 'MET' | 'DECLINED' | 'ALREADY_SUPPORTED',
  day = '2026-06-01'
) => ({
  code: 'any',
  pathway,
  status,
  statusAt: new Date(`${day}T12:00:00Z`)
})

// Support lasts until all health needs are met — NHS England, RECONNECT.
describe('the day on which all health needs are settled', () => {
  test.each([
    ['no need at all', [], null],
    ['one open', [need('HEALTH', 'IDENTIFIED')], null],
    ['one met, one referred on', [need('HEALTH', 'MET'), need('DRUGS_AND_ALCOHOL', 'REFERRED')], null],
    ['one met, housing open', [need('HEALTH', 'MET'), need('ACCOMMODATION', 'IDENTIFIED')], '2026-06-01'],
    ['the last of two', [need('HEALTH', 'MET', '2026-06-03'), need('DRUGS_AND_ALCOHOL', 'MET', '2026-06-02')], '2026-06-03'],
    ['one met, one declined later', [need('HEALTH', 'MET'), need('HEALTH', 'DECLINED', '2026-06-05')], '2026-06-05'],
    ['all declined or supported elsewhere: none was met', [need('HEALTH', 'DECLINED'), need('HEALTH', 'ALREADY_SUPPORTED')], null],
    ['only housing met', [need('ACCOMMODATION', 'MET')], null]
  ])('%s', (_, needs, expected) => {
    expect(healthNeedsMetOn(needs)).toBe(expected)
  })

  test('is a day of London: half past eleven in the evening UTC in summer is the next day', () => {
    expect(healthNeedsMetOn([{ ...need('HEALTH', 'MET'), statusAt: new Date('2026-06-01T23:30:00Z') }])).toBe('2026-06-02')
  })
})

describe('a need', () => {
  test('is a health need on the pathways of health and of drugs and alcohol', () => {
    expect([need('HEALTH', 'MET'), need('DRUGS_AND_ALCOHOL', 'MET'), need('ACCOMMODATION', 'MET')].map(isHealthNeed)).toEqual([true, true, false])
  })

  test.each([
    ['substance-use', true],
    ['alcohol', true],
    ['debt-benefits', false]
  ])('of drugs or alcohol is one whatever its pathway says: %s', (code, isOne) => {
    expect(isHealthNeed({ code, pathway: 'FINANCE_AND_ID' })).toBe(isOne)
  })
})

describe('the code of a need', () => {
  test.each([
    ['one letter', 'a', true],
    ['60 characters', 'a'.repeat(60), true],
    ['61 characters', 'a'.repeat(61), false],
    ['nothing', '', false],
    ['blanks', '  ', false]
  ])('%s', (_, code, isOne) => {
    const at = new Date('2026-06-01T12:00:00Z')
    const accepted = { referredAt: at, acceptedAt: at, declinedAt: null, closedAt: null, assessedAt: null, healthNeedsMetOn: null }
    const episode = { ...accepted, plannedReleaseDate: null, actualReleaseDate: null, extendedUntil: null }
    const expected = isOne ? null : expect.stringContaining('need taxonomy')

    expect(whyNotNeedCode(code)).toEqual(expected)
    expect(whyNotAssess(episode, { codes: ['housing', code], standing: [], assessedAt: at }, at)).toEqual(expected)
  })
})
