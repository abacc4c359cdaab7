const longDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'long' })

/** That a facility, such as `That court`, was not open on a day; on the day it closed it is open no more, as in `directory`. */
export function whyShut(what: string, { openFrom, closedOn }: { openFrom: string | null; closedOn: string | null }, day: string): string | null {
  if (closedOn !== null && day >= closedOn) return `${what} closed on ${longDay.format(new Date(closedOn))}`
  return openFrom !== null && day < openFrom ? `${what} opened on ${longDay.format(new Date(openFrom))} only` : null
}
