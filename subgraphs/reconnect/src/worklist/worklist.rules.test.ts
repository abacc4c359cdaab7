import { standardSettings } from '../setting/setting.rules.ts'
import { cutsOn } from './worklist.rules.ts'

describe('where the worklists are cut', () => {
  test('by the standard', () => {
    expect(cutsOn('2026-06-30', standardSettings)).toMatchObject({
      ...{ firstContactDueSince: '2026-06-28', nearEndSince: '2026-01-30', extendedUpTo: '2026-07-28', lateReferralDays: 28 },
      stalledBefore: new Date('2026-06-01T23:00:00Z')
    })
  })

  test('as a deployment has it', () => {
    const settings = {
      ...standardSettings,
      ...{ firstContactDays: 1, nearTheEndMonthsAfterRelease: 4, nearTheEndDaysBeforeExtensionEnds: 7, lateReferralDays: 14, goalStallsAfterDays: 10 }
    }

    expect(cutsOn('2026-06-30', settings)).toMatchObject({
      ...{ firstContactDueSince: '2026-06-29', nearEndSince: '2026-02-28', extendedUpTo: '2026-07-07', lateReferralDays: 14 },
      stalledBefore: new Date('2026-06-19T23:00:00Z')
    })
  })
})
