const longDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'long' })

/** That a facility, such as `That court`, was not open on a day; on the day it closed it is open no more, as in `directory`. */
export function whyShut(what: string, { openFrom, closedOn }: { openFrom: string | null; closedOn: string | null }, day: string): string | null {
  if (closedOn !== null && day >= closedOn) return `${what} closed on ${longDay.format(new Date(closedOn))}`
  return openFrom !== null && day < openFrom ? `${what} opened on ${longDay.format(new Date(openFrom))} only` : null
}

// Source: the Ministry of Justice's prison register, where every prison for adults has such a code (migrations V1_1 to V1_22).
const prisonCode = /^[A-Z]{2}I$/

/**
 * Why a place of which nothing was told is no prison. People come here from any prison, of which the directory has but some, so its code alone is looked
 * at; and the news of a prison may be on its way.
 */
export function whyNoPrison(id: string): string | null {
  return prisonCode.test(id) ? null : "That is no prison's code. Give the prison by its NOMIS id: three capital letters, the last an I, such as PNI."
}
