import type { KnownFacilities, KnownFacility } from '@throughcare/kit/known-facilities'
import { whyNotHear, whyNotMeetAt } from './known-facility.rules.ts'

const kendal = { kind: 'MAGISTRATES_COURT', openFrom: '1995-04-01', closedOn: '2017-06-30' } as const
const suite = { kind: 'CUSTODY_SUITE', openFrom: null, closedOn: null } as const
const facilityId = 'PLACE'
const known = (facility: KnownFacility): KnownFacilities => new Map([[facilityId, facility]])

describe('a hearing', () => {
  test('is held from the day the court opens to the day before it closes', () => {
    expect(whyNotHear(kendal, '1995-04-01')).toBeNull()
    expect(whyNotHear(kendal, '2017-06-29')).toBeNull()
    expect(whyNotHear(kendal, '2017-06-30')).toContain('closed on 30 June 2017, so the hearing cannot be there')
    expect(whyNotHear(kendal, '1995-03-31')).toContain('opened on 1 April 1995 only')
  })

  test('is held in a court of any kind, and nowhere else', () => {
    for (const kind of ['MAGISTRATES_COURT', 'YOUTH_COURT', 'CROWN_COURT'] as const) expect(whyNotHear({ ...suite, kind }, '2026-06-10')).toBeNull()
    for (const kind of ['CUSTODY_SUITE', 'PRISON'] as const) expect(whyNotHear({ ...suite, kind }, '2026-06-10')).toContain('held in a court')
  })

  test('is taken where nothing is known of the court', () => expect(whyNotHear(undefined, '2026-06-10')).toBeNull())
})

describe('where a person is referred from', () => {
  const at = (receivedAt: string) => ({ facilityId, setting: 'MAGISTRATES_COURT' as const, receivedAt: new Date(receivedAt) })

  test('was open on that day in London', () => {
    expect(whyNotMeetAt(known(kendal), at('2017-06-29T22:59:59Z'))).toBeNull()
    expect(whyNotMeetAt(known(kendal), at('2017-06-29T23:00:00Z'))).toContain('closed on 30 June 2017, so nobody was referred')
    expect(whyNotMeetAt(known(kendal), at('1995-03-31T22:59:59Z'))).toContain('opened on 1 April 1995')
    expect(whyNotMeetAt(known({ ...suite, closedOn: '2026-06-01' }), { ...at('2026-06-01T09:00:00Z'), setting: 'POLICE_CUSTODY' })).toContain(
      'That custody suite closed on 1 June 2026'
    )
  })

  test.each([
    ['POLICE_CUSTODY', ['CUSTODY_SUITE']],
    ['VOLUNTARY_ATTENDANCE', ['CUSTODY_SUITE']],
    ['MAGISTRATES_COURT', ['MAGISTRATES_COURT']],
    ['YOUTH_COURT', ['MAGISTRATES_COURT', 'YOUTH_COURT']],
    ['CROWN_COURT', ['CROWN_COURT']],
    ['PROBATION', ['CUSTODY_SUITE', 'MAGISTRATES_COURT', 'YOUTH_COURT', 'CROWN_COURT']],
    ['YOUTH_JUSTICE_SERVICE', ['CUSTODY_SUITE', 'MAGISTRATES_COURT', 'YOUTH_COURT', 'CROWN_COURT']],
    ['COMMUNITY', ['CUSTODY_SUITE', 'MAGISTRATES_COURT', 'YOUTH_COURT', 'CROWN_COURT']]
  ] as const)('in the setting %s is one of %j', (setting, kinds) => {
    const all = ['CUSTODY_SUITE', 'MAGISTRATES_COURT', 'YOUTH_COURT', 'CROWN_COURT', 'PRISON'] as const
    const receivedAt = new Date('2026-06-01T09:00:00Z')

    expect(all.filter((kind) => whyNotMeetAt(known({ ...suite, kind }), { facilityId, setting, receivedAt }) === null)).toEqual(kinds)
    expect(whyNotMeetAt(known({ ...suite, kind: 'PRISON' }), { facilityId, setting, receivedAt })).toContain('which is a prison')
  })

  test('in the setting of a prison is a prison, while it is open', () => {
    const prison = { ...suite, kind: 'PRISON' } as const
    const referred = { facilityId, setting: 'PRISON' as const, receivedAt: new Date('2026-06-01T09:00:00Z') }

    expect(whyNotMeetAt(known(prison), referred)).toBeNull()
    expect(whyNotMeetAt(known(suite), referred)).toContain('which is a custody suite')
    expect(whyNotMeetAt(known({ ...prison, closedOn: '2026-06-01' }), referred)).toContain('That prison closed on 1 June 2026')
  })

  test('is any place while nothing was told of any, and then none that was not told of', () => {
    const elsewhere = { ...at('2026-06-10T09:00:00Z'), facilityId: 'preston-mc' }

    expect(whyNotMeetAt(new Map(), elsewhere)).toBeNull()
    expect(whyNotMeetAt(known(suite), elsewhere)).toContain('directory has no such place')
  })

  test.each([
    ['STI', null],
    ['sti', 'NOMIS id'],
    ['LAN9', 'NOMIS id']
  ])('in the setting of a prison is %s too, of which nothing was told, where its code has that shape', (id, expected) => {
    const referred = { ...at('2026-06-10T09:00:00Z'), facilityId: id, setting: 'PRISON' as const }

    expect(whyNotMeetAt(known(suite), referred)).toEqual(expected === null ? null : expect.stringContaining(expected))
  })
})
