type Entry = {
  name: string
  needCodes: readonly string[]
  minimumAge: number | null
  maximumAge: number | null
  url: string | null
  email: string | null
  waitingDays: number | null
}

// Each rule answers why not, in a sentence for an editor, or null.

/** HSDS 3.1 wants a name and a status of every service; the ages and addresses must be possible. */
export function whyNotRecord({ name, needCodes, minimumAge, maximumAge, url, email, waitingDays }: Entry, knownNeeds: ReadonlySet<string>): string | null {
  if (name.trim() === '') return 'A service needs a name.'
  if (needCodes.length === 0) return 'Say at least one need that the service meets: nobody finds it otherwise.'
  if (!needCodes.every((code) => knownNeeds.has(code))) return 'One of the needs is not in the need taxonomy. "needs" lists them all.'
  if (!isAge(minimumAge) || !isAge(maximumAge)) return 'Ages are whole years from 0 to 120.'
  if (minimumAge !== null && maximumAge !== null && minimumAge > maximumAge) return 'The youngest age is above the oldest. Check both.'
  if (waitingDays !== null && (waitingDays < 0 || waitingDays > 1000)) return 'The wait is given in days, from 0 to 1000.'
  if (url !== null && !isWebAddress(url)) return 'The web page must be an address that begins with http:// or https://.'
  return email !== null && !isEmail(email) ? 'The e-mail address is not well formed.' : null
}

/** A check is dated on the day it was made, and checks go forwards: an older one says nothing new. Days are YYYY-MM-DD. */
export function whyNotAssure(entry: { assuredDate: string | null; withdrawnAt: Date | null }, assuredDate: string, today: string): string | null {
  if (entry.withdrawnAt) return 'The source of this service no longer lists it, so it cannot be assured.'
  if (assuredDate > today) return 'The check lies in the future. Give the day on which it was made.'
  return entry.assuredDate !== null && assuredDate < entry.assuredDate ? 'A later check of this service is already recorded.' : null
}

function isAge(age: number | null): boolean {
  return age === null || (age >= 0 && age <= 120)
}

const sign = String.raw`[\w\-.~!$&'()*+,;=:@]|%[\da-f]{2}`
const webAddress = new RegExp(
  String.raw`^https?://(?:(?:[\w\-.~!$&'()*+,;=:]|%[\da-f]{2})*@)?[\w\-.~]+(?::\d*)?(?:/(?:${sign})*)*(?:\?(?:${sign}|[/?])*)?(?:#(?:${sign}|[/?])*)?$`,
  'i'
)
const email = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i

/** As RFC 3986 writes one: the schemas of HSDS and Open Referral UK refuse what browsers let pass. */
export function isWebAddress(text: string): boolean {
  return webAddress.test(text) && URL.canParse(text) && new URL(text).hostname.includes('.')
}

/** As the schemas of HSDS and Open Referral UK want it (`format: email`): letters of English alone, no name beside it. */
export function isEmail(text: string): boolean {
  return email.test(text)
}
