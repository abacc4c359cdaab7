import { addMonths } from '@throughcare/kit/day.rules'

/** An entry should be checked every three months (Open Referral UK, compliance: `assured_date` under three months old). */
const monthsBetweenChecks = 3

export type Freshness = { state: 'FRESH' | 'DUE' | 'NEVER_CHECKED'; dueOn: string | null }

/** Whether an entry was checked lately enough. Days are YYYY-MM-DD in Europe/London; on the day it falls due it is fresh still. */
export function freshnessOf({ assuredDate }: { assuredDate: string | null }, today: string): Freshness {
  if (assuredDate === null) return { state: 'NEVER_CHECKED', dueOn: null }
  const dueOn = addMonths(assuredDate, monthsBetweenChecks)
  return { state: today <= dueOn ? 'FRESH' : 'DUE', dueOn }
}

/** Why a report of a problem cannot be taken; null where it can. */
export function whyNotReport(service: { withdrawnAt: Date | null; status: string }): string | null {
  if (service.withdrawnAt) return 'The source of this service no longer lists it, so there is nothing to put right.'
  return service.status === 'DEFUNCT' ? 'The directory says already that this service has ended.' : null
}
