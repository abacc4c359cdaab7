import { coordinateFault, tidyPostcode } from '../location/location.rules.ts'
import { isEmail, isWebAddress } from './service.rules.ts'

/** An entry of a feed, whatever its format, with every value as the source wrote it. */
export type FeedEntry = {
  line: number
  id: unknown
  name: unknown
  description: unknown
  status: unknown
  url: unknown
  email: unknown
  phone: unknown
  minimumAge: unknown
  maximumAge: unknown
  assuredDate: unknown
  organisation: { id: unknown; name: unknown; url: unknown; odsCode: unknown } | null
  /** True where the source names an organisation that it does not hold. */
  isOrganisationMissing: boolean
  locations: FeedLocation[]
  /** Codes and names of taxonomy terms. */
  terms: unknown[]
  contact: { name: unknown; email: unknown; phone: unknown } | null
  convictionExclusions: unknown
  takesNoFixedAbode: unknown
  referralRoute: unknown
}
export type FeedLocation = {
  id: unknown
  name: unknown
  address: unknown
  town: unknown
  postcode: unknown
  latitude: unknown
  longitude: unknown
  isHidden: unknown
}

/** What the importer says of an entry or of one of its fields: what is wrong, never what was in it. */
export type Remark = { line: number; field: string; reason: string }

const conviction = ['ARSON', 'SEXUAL', 'VIOLENCE'] as const
const routes = ['SELF', 'PROFESSIONAL', 'SELF_OR_PROFESSIONAL', 'DROP_IN'] as const
const statuses = { active: 'ACTIVE', inactive: 'INACTIVE', defunct: 'DEFUNCT', 'temporarily closed': 'TEMPORARILY_CLOSED' } as const

export type CleanEntry = ReturnType<typeof cleanFields>
export type CleanLocation = ReturnType<typeof cleanLocation>
export type NeedTerms = readonly { code: string; externalTerms: readonly string[] }[]

/** An entry made fit to store, with a remark for everything that was dropped or doubted; or why it cannot be taken at all. */
export function cleanEntry(entry: FeedEntry, needs: NeedTerms): { clean: CleanEntry; warnings: Remark[] } | { fault: Remark } {
  const warnings: Remark[] = []
  const clean = cleanFields(entry, needs, (field, reason) => void warnings.push({ line: entry.line, field, reason }))
  return clean.name === '' ? { fault: { line: entry.line, field: 'name', reason: 'A service needs a name.' } } : { clean, warnings }
}

type Warn = (field: string, reason: string) => void

function cleanFields(entry: FeedEntry, needs: NeedTerms, warn: Warn) {
  const [name, description] = [plainText(entry.name) ?? '', plainText(entry.description)]
  const [minimumAge, maximumAge] = ageRange(entry, warn)
  if (entry.isOrganisationMissing) warn('organization_id', 'The feed does not hold this organisation, so the service is listed without one.')
  const looksLikeRefuge = /\brefuges?\b/i.test(`${name} ${description ?? ''}`)
  return {
    name,
    description,
    status: statusOf(entry.status, warn),
    url: webAddressOf(entry.url, warn),
    email: emailOf(entry.email, warn),
    phone: plainText(entry.phone),
    minimumAge,
    maximumAge,
    assuredDate: dayOf(entry.assuredDate, warn),
    convictionExclusions: Array.isArray(entry.convictionExclusions) ? conviction.filter((code) => isListed(code, entry.convictionExclusions)) : null,
    takesNoFixedAbode: typeof entry.takesNoFixedAbode === 'boolean' ? entry.takesNoFixedAbode : null,
    referralRoute: routes.find((route) => route === entry.referralRoute) ?? null,
    needCodes: needCodesOf(entry.terms, needs),
    organisation: organisationOf(entry.organisation),
    locations: entry.locations.map((location) => cleanLocation(location, looksLikeRefuge, warn)),
    contact: contactOf(entry.contact)
  }
}

function isListed(code: string, list: unknown): boolean {
  return Array.isArray(list) && list.some((item) => String(item).toUpperCase() === code)
}

const placeholders = /^(n\/?a|none|null|unknown|-+|\.+|tb[ac]|no (description|information) available\.?)$/i

/** Plain text out of what may hold HTML; null for nothing and for what stands for nothing. */
export function plainText(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value)
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<\/?[a-z!][^>]*>/gi, ' ')
    .replace(/&(amp|lt|gt|quot|nbsp|#0?39|apos);/gi, (_, name: string) => entities[name.toLowerCase()] ?? ' ')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return text === '' || placeholders.test(text) ? null : text
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'", '#039': "'", apos: "'" }

/** HSDS 3.1 knows four statuses. What is none of them is never silently taken for active. */
export function statusOf(value: unknown, warn: Warn) {
  const text = plainText(value)?.toLowerCase().replaceAll('_', ' ')
  const known = Object.entries(statuses).find(([status]) => status === text)?.[1]
  if (!known) warn('status', 'The status is missing or unknown, so the service is taken for inactive.')
  return known ?? 'INACTIVE'
}

/** 0, 200 and 999 are how sources write "no limit" (Florida's legal feed); other ages run to 120. */
export function ageOf(value: unknown): number | null | 'not an age' {
  const text = plainText(value)
  if (text === null) return null
  const age = Number(text)
  if (age === 0 || age === 200 || age === 999) return null
  return Number.isInteger(age) && age > 0 && age <= 120 ? age : 'not an age'
}

function ageRange(entry: FeedEntry, warn: Warn): [number | null, number | null] {
  const [least, most] = (
    [
      ['minimum_age', entry.minimumAge],
      ['maximum_age', entry.maximumAge]
    ] as const
  ).map(([field, value]) => {
    const age = ageOf(value)
    if (age === 'not an age') warn(field, 'This is no age in whole years, so it was left out.')
    return age === 'not an age' ? null : age
  })
  const isReversed = least != null && most != null && least > most
  if (isReversed) warn('minimum_age', 'The youngest age is above the oldest, so both were left out.')
  return isReversed ? [null, null] : [least ?? null, most ?? null]
}

/** A web address without a scheme gets https://; example.com is what templates hold. */
export function webAddressOf(value: unknown, warn: Warn): string | null {
  const text = plainText(value)
  if (text === null) return null
  const address = /^[a-z][a-z\d+.-]*:/i.test(text) && !/^[^/]+:\d+/.test(text) ? text : `https://${text}`
  if (!isWebAddress(address) || /\s/.test(address)) {
    warn('url', 'This is no web address, so it was left out.')
    return null
  }
  const isPlaceholder = /^(www\.)?example\.com$/i.test(new URL(address).hostname)
  if (isPlaceholder) warn('url', 'The web address is a placeholder, so it was left out.')
  return isPlaceholder ? null : address
}

function emailOf(value: unknown, warn: Warn): string | null {
  const text = plainText(value)
  if (text === null || isEmail(text)) return text
  warn('email', 'This is no e-mail address, so it was left out.')
  return null
}

function dayOf(value: unknown, warn: Warn): string | null {
  const text = plainText(value)?.slice(0, 10) ?? null
  if (text === null || (/^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(text).toJSON()?.startsWith(text))) return text
  warn('assured_date', 'This is no day, so it was left out.')
  return null
}

/** Our needs out of a feed's taxonomy terms: by our own code, or by what other taxonomies call the need. */
export function needCodesOf(terms: readonly unknown[], needs: NeedTerms): string[] {
  const given = new Set(terms.flatMap((term) => plainText(term)?.toLowerCase() ?? []))
  return needs.filter(({ code, externalTerms }) => given.has(code) || externalTerms.some((term) => given.has(term))).map(({ code }) => code)
}

function organisationOf(organisation: FeedEntry['organisation']) {
  const name = plainText(organisation?.name)
  if (!organisation || name === null) return null
  return { sourceId: plainText(organisation.id) ?? name, name, url: webAddressOf(organisation.url, () => {}), odsCode: plainText(organisation.odsCode) }
}

/** A service that speaks of a refuge is taken for one: its locations are hidden even where the feed does not say so. */
function cleanLocation(location: FeedLocation, looksLikeRefuge: boolean, warn: Warn) {
  const [latitude, longitude] = [degreesOf(location.latitude), degreesOf(location.longitude)]
  const fault = coordinateFault(latitude, longitude)
  if (fault) warn('latitude', `${fault} They were left out.`)
  const isHidden = location.isHidden === true
  if (looksLikeRefuge && !isHidden) warn('location', 'The service looks like a refuge, so its location is hidden from the public.')
  const postcode = plainText(location.postcode)
  const place = { name: plainText(location.name), address: plainText(location.address), town: plainText(location.town) }
  return {
    sourceId: plainText(location.id) ?? JSON.stringify([place, postcode]),
    ...place,
    postcode: postcode === null ? null : tidyPostcode(postcode),
    latitude: fault ? null : latitude,
    longitude: fault ? null : longitude,
    isHidden: isHidden || looksLikeRefuge
  }
}

function degreesOf(value: unknown): number | null {
  const text = plainText(value)
  const degrees = text === null ? Number.NaN : Number(text)
  return Number.isFinite(degrees) ? degrees : null
}

function contactOf(contact: FeedEntry['contact']) {
  const clean = contact && { name: plainText(contact.name), email: plainText(contact.email), phone: plainText(contact.phone) }
  return clean && (clean.name ?? clean.email ?? clean.phone) !== null ? clean : null
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A source's id where it is a UUID, in lower case; null where one has to be made. */
export function keptUuid(id: string): string | null {
  return uuid.test(id) ? id.toLowerCase() : null
}

/** A whole feed from which more than half is suddenly gone is a broken file, not news. */
export function whyNotWithdraw(listed: number, missing: number): string | null {
  return missing * 2 > listed ? 'More than half of what this feed listed is missing from it, so nothing was withdrawn. Check the file.' : null
}
