import { addDays, addMonths, startOfDay } from '@throughcare/kit/day.rules'
import type { Settings } from '../setting/setting.rules.ts'
import type { Cuts } from './worklist.store.ts'

/** Where the worklists are cut on a day in London. */
export function cutsOn(today: string, settings: Settings): Cuts {
  return {
    in14Days: addDays(today, 14),
    in28Days: addDays(today, 28),
    todayBegins: startOfDay(today),
    tomorrowBegins: startOfDay(addDays(today, 1)),
    firstContactDueSince: addDays(today, -settings.firstContactDays),
    firstContactDays: settings.firstContactDays,
    nearEndSince: addMonths(today, -settings.nearTheEndMonthsAfterRelease),
    extendedUpTo: addDays(today, settings.nearTheEndDaysBeforeExtensionEnds),
    lateReferralDays: settings.lateReferralDays,
    stalledBefore: startOfDay(addDays(today, -settings.goalStallsAfterDays))
  }
}
