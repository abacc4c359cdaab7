const hour = 3_600_000
// Whitsun 2026 lies among the days of the models; all of them lie in summer time.
const bankHolidays = ['2026-05-25', '2026-08-31']
const dayOf = (instant: number) => new Date(instant + hour).toISOString().slice(0, 10)
const isWorking = (day: string) => ![0, 6].includes(new Date(day).getUTCDay()) && !bankHolidays.includes(day)

/** The first day before which three whole working days went by since the day of sending; null where it is yet to come. */
export function silentFrom(sentAt: number, now: number): string | null {
  let gone = 0
  for (let at = sentAt + 24 * hour; dayOf(at) <= dayOf(now); at += 24 * hour) {
    if (gone === 3) return dayOf(at)
    if (isWorking(dayOf(at))) gone += 1
  }
  return null
}
