import { addDays, addMonths, startOfDay } from '@throughcare/kit/day.rules'
import { daysUntilGoalStalls, lateReferralDays, nearTheEndOfSupport, taskDays } from '../settings.rules.ts'
import type { Cuts } from './worklist.store.ts'

/** Where the worklists are cut on a day in London. */
export function cutsOn(today: string): Cuts {
  return {
    in14Days: addDays(today, 14),
    in28Days: addDays(today, 28),
    todayBegins: startOfDay(today),
    tomorrowBegins: startOfDay(addDays(today, 1)),
    firstContactDueSince: addDays(today, -taskDays.firstContact),
    nearEndSince: addMonths(today, -nearTheEndOfSupport.monthsAfterRelease),
    extendedUpTo: addDays(today, nearTheEndOfSupport.daysBeforeExtensionEnds),
    lateReferralDays,
    stalledBefore: startOfDay(addDays(today, -daysUntilGoalStalls))
  }
}
