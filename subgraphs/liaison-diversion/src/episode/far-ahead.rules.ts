import { londonDate } from '@throughcare/kit/clock'
import { addMonths } from '@throughcare/kit/day.rules'

// How far ahead a day can be agreed (proposed). What lies beyond is a slip of the year, and the list that waits for that day would not show the
// person until then. The service supports people for weeks and months, so the next contact follows within a year; the Crown Court lists
// trials years ahead, so a hearing is given five.
const furthest = {
  followUp: { months: 12, sentence: 'The follow-up is due more than a year after the contact. Check the year of the next contact.' },
  hearing: { months: 60, sentence: 'The hearing lies more than five years after the request. Check the year of the hearing.' }
}

/** Why a day is too far ahead to have been agreed at a moment; the same day one year, or five years, later is not. */
export function whyTooFarAhead(what: keyof typeof furthest, day: string, agreedAt: Date): string | null {
  const { months, sentence } = furthest[what]
  return day > addMonths(londonDate(agreedAt), months) ? sentence : null
}
