import type { Identifier } from '../service/service-parts.rules.ts'

// What two entries of the same service have in common, however it is written: kept beside each entry, so that an index finds it by equality.

/** A telephone number as its first digits in Britain; null where it is too short to tell anything. */
export function phoneKeyOf(phone: string | null): string | null {
  if (phone === null) return null
  const digits = phone
    .replace(/^\s*(?:\+|00)\s*44\s*(?:\(0\))?/, '0')
    .replace(/\D/g, '')
    .replace(/^00/, '0')
    .slice(0, 11)
  return digits.length < 6 ? null : digits
}

/** The front pages of public bodies and of the big platforms are given for hundreds of services. */
const sharedHost = /^(?:[^/]*\.)?(?:gov|nhs|police|facebook|instagram|twitter|x|linkedin|eventbrite|google)\.(?:uk|com|co\.uk)$/

/** So that an index holds it. */
const longestKey = 500

/** A web address without what is written now so, now otherwise; null where it tells nothing. */
export function webKeyOf(url: string | null): string | null {
  if (url === null) return null
  const bare = url
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\d?\./, '')
    .replace(/#.*$/, '')
    .replace(/\/(?:index|default|home)\.[a-z]{3,5}$/, '')
    .replace(/\/+$/, '')
  return bare.includes('.') && !sharedHost.test(bare) ? bare.slice(0, longestKey) : null
}

export function keysOfService({ phone, url }: { phone: string | null; url: string | null }) {
  return { phoneKey: phoneKeyOf(phone), webKey: webKeyOf(url) }
}

/** The number of an organisation in the register of charities, and in that of companies; null where it says none. */
export function numbersOfOrganisation(identifiers: readonly Identifier[]) {
  return { charityNumber: findNumber(identifiers, /charit|GB-(?:CHC|SC|NIC)\b/i), companyNumber: findNumber(identifiers, /compan|GB-COH\b/i) }
}

function findNumber(identifiers: readonly Identifier[], register: RegExp): string | null {
  const found = identifiers.find(({ scheme, type }) => register.test(`${scheme ?? ''} ${type}`))
  // Written with and without the letters of the list, spaces, and zeros in front.
  const number = found?.identifier
    .toUpperCase()
    .replace(/^GB-(?:CHC|SC|NIC|COH)-/, '')
    .replace(/[^A-Z\d]/g, '')
    .replace(/^([A-Z]*)0+/, '$1')
  return number && /\d{4}/.test(number) ? number : null
}
