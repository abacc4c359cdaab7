/** Whether a facility is open on a day (YYYY-MM-DD). It is not open any more on the day it closed. */
export function isOpenOn({ openFrom, closedOn }: { openFrom: string | null; closedOn: string | null }, day: string): boolean {
  return (openFrom === null || openFrom <= day) && (closedOn === null || day < closedOn)
}
