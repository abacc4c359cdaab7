import { sourceIdOf } from '@throughcare/kit/ids'
import { coordinateFault, tidyPostcode } from '../location/location.rules.ts'
import { coverageOf, type AreaOf } from '../position/coverage.rules.ts'
import { asObject, dayOf, emailOf, numberOf, objectsOf, plainText, truthOf, webAddressOf, type Json, type Warn } from './feed-value.rules.ts'
import { schedulesOf } from './schedule-import.rules.ts'
import {
  accessibilityOf,
  areasOf,
  capacitiesOf,
  costsOf,
  identifiersOf,
  keptUuid,
  languagesOf,
  phonesOf,
  termsOf,
  textsOf,
  type Phone
} from './service-parts.rules.ts'

/** An entry of a feed in the JSON form of HSDS 3, whatever its format was, with every value as the source wrote it. */
export type FeedEntry = {
  line: number
  service: Json
  /** True where the source names an organisation that it does not hold. */
  isOrganisationMissing: boolean
}

/** What the importer says of an entry or of one of its fields: what is wrong, never what was in it. */
export type Remark = { line: number; field: string; reason: string }

/** What the directory knows, by which a feed's words become its codes. */
export type Known = { needs: readonly { code: string; externalTerms: readonly string[] }[]; areas: readonly AreaOf[] }

const conviction = ['ARSON', 'SEXUAL', 'VIOLENCE'] as const
const routes = ['SELF', 'PROFESSIONAL', 'SELF_OR_PROFESSIONAL', 'DROP_IN'] as const
const sexes = ['ANY', 'FEMALE', 'MALE'] as const
const statuses = { active: 'ACTIVE', inactive: 'INACTIVE', defunct: 'DEFUNCT', 'temporarily closed': 'TEMPORARILY_CLOSED' } as const

export type CleanEntry = ReturnType<typeof cleanFields>
export type CleanSite = ReturnType<typeof cleanSite>

/** An entry made fit to store, with a remark for everything that was dropped or doubted; or why it cannot be taken at all. */
export function cleanEntry(entry: FeedEntry, known: Known): { clean: CleanEntry; warnings: Remark[] } | { fault: Remark } {
  const warnings: Remark[] = []
  const warn: Warn = (field, reason) => void warnings.push({ line: entry.line, field, reason })
  const clean = cleanFields(entry, known, warn)
  for (const field of brokenFields(entry.service)) warn(field, 'Characters of this were lost before it came here; it was kept as it is.')
  return clean.name === '' ? { fault: { line: entry.line, field: 'name', reason: 'A service needs a name.' } } : { clean, warnings }
}

/** The fields in which a character could not be read. */
function brokenFields(service: Json): string[] {
  if (!JSON.stringify(service).includes('\uFFFD')) return []
  return Object.keys(service).filter((field) => JSON.stringify(service[field] ?? null).includes('\uFFFD'))
}

function cleanFields({ service, isOrganisationMissing }: FeedEntry, known: Known, warn: Warn) {
  const [name, description] = [plainText(service.name) ?? '', plainText(service.description)]
  if (isOrganisationMissing) warn('organization_id', 'The feed does not hold this organisation, so the service is listed without one.')
  const ages = ageRange(service, warn)
  const lines = linesOf(service)
  const serviceAreas = areasOf(service, warn)
  const ourCodes = new Set(known.needs.map(({ code }) => code))
  return {
    name,
    description,
    ...textsOf(service, warn),
    status: statusOf(service.status, warn),
    url: webAddressOf(service.url, warn),
    email: emailOf(service.email, warn),
    ...lines,
    ...ages,
    modifiedAt: instantOf(service.last_modified),
    assuredDate: dayOf(service.assured_date, warn, 'assured_date'),
    schedules: schedulesOf(service, warn),
    serviceAreas,
    coverage: coverageOf(serviceAreas, known.areas),
    costs: costsOf(service, warn),
    languages: languagesOf(service),
    terms: termsOf(service, ({ code }) => ourCodes.has(String(code))),
    capacities: capacitiesOf(service, warn),
    ...ownWordsOf(service),
    needCodes: needCodesOf(wordsOf(service), known.needs),
    organisation: organisationOf(asObject(service.organization), warn),
    sites: sitesOf(service, { looksLikeRefuge: /\brefuges?\b/i.test(`${name} ${description ?? ''}`), warn }),
    contact: contactOf(service)
  }
}

/** What no standard has a word for, under our own. What is missing is not known. */
function ownWordsOf(service: Json) {
  // Our own feed writes them in one field, and `none` where nobody is excluded.
  const given = service.throughcare_conviction_exclusions
  const excluded = typeof given === 'string' && given !== '' ? given.split(',') : given
  const oneOf = <Code extends string>(codes: readonly Code[], value: unknown) => codes.find((code) => code === String(value).toUpperCase()) ?? null
  const waitingDays = numberOf(service.throughcare_waiting_days)
  return {
    convictionExclusions: Array.isArray(excluded) ? conviction.filter((code) => excluded.some((item) => String(item).toUpperCase() === code)) : null,
    takesNoFixedAbode: truthOf(service.throughcare_takes_no_fixed_abode),
    takesUnder18: truthOf(service.throughcare_takes_under_18),
    takesSex: oneOf(sexes, service.throughcare_takes_sex),
    referralRoute: oneOf(routes, service.throughcare_referral_route) ?? routeOf(service.attending_access),
    needsConsent: truthOf(service.throughcare_needs_consent),
    waitingDays: waitingDays !== null && Number.isInteger(waitingDays) && waitingDays >= 0 ? waitingDays : null,
    bankHolidays: oneOf(['OPEN', 'CLOSED'] as const, service.throughcare_bank_holidays)
  }
}

/** ORUK 1.0 says how one comes to a service: `referral` and `drop-in` have a word here, the rest does not decide it. */
function routeOf(access: unknown) {
  const text = plainText(access)?.toLowerCase()
  return text === 'referral' ? ('PROFESSIONAL' as const) : text?.replace('-', ' ') === 'drop in' ? ('DROP_IN' as const) : null
}

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

/** An age range in words: `18+`, `11-25`, `From 5 years upwards`, `Over 55s`, `Under 25`, `All ages`; null where there is none in them. */
export function agesIn(text: string): { minimumAge: number | null; maximumAge: number | null } | null {
  if (/^all ages$/i.test(text)) return { minimumAge: null, maximumAge: null }
  const [, low, high] = text.match(/^(?:ages? )?(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})(?: years?)?(?: old)?$/i) ?? []
  if (low && high) return { minimumAge: Number(low), maximumAge: Number(high) }
  const [, least] =
    text.match(/^(?:from |aged? |over )?(\d{1,3})s?(?: years?)?\s*(?:\+|and (?:over|above)|upwards|or (?:over|older))$/i) ??
    text.match(/^over (\d{1,3})s?$/i) ??
    []
  if (least) return { minimumAge: Number(least), maximumAge: null }
  const [, below] = text.match(/^under (\d{1,3})s?$/i) ?? []
  return below ? { minimumAge: null, maximumAge: Number(below) - 1 } : null
}

function ageRange(service: Json, warn: Warn): { minimumAge: number | null; maximumAge: number | null } {
  const inWords = agesIn(plainText(service.minimum_age) ?? '')
  if (inWords && plainText(service.maximum_age) === null) return inWords
  const [minimumAge, maximumAge] = (['minimum_age', 'maximum_age'] as const).map((field) => {
    const age = ageOf(service[field])
    if (age === 'not an age') warn(field, 'This is no age in whole years, so it was left out.')
    return age === 'not an age' ? null : age
  })
  const isReversed = minimumAge != null && maximumAge != null && minimumAge > maximumAge
  if (isReversed) warn('minimum_age', 'The youngest age is above the oldest, so both were left out.')
  return isReversed ? { minimumAge: null, maximumAge: null } : { minimumAge: minimumAge ?? null, maximumAge: maximumAge ?? null }
}

/** The public line, and the others. ORUK has no place for a phone but a contact: one without a name is the service's own. */
function linesOf(service: Json): { phone: string | null; otherPhones: Phone[] } {
  const nameless = objectsOf(service.contacts).filter(({ name }) => plainText(name) === null)
  const phones = phonesOf([...objectsOf(service.phones), ...nameless.flatMap(({ phones: lines }) => objectsOf(lines))])
  const main = phones.find(({ type }) => !/fax|tty/i.test(type ?? ''))
  const others = phones.filter(({ number }, place) => number !== main?.number && phones.findIndex((phone) => phone.number === number) === place)
  return { phone: main?.number ?? null, otherPhones: others }
}

/** When the source says it last changed the entry; null where it does not, or says nothing that can be read. */
function instantOf(value: unknown): string | null {
  const text = plainText(value)
  const time = text !== null && /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

function wordsOf(service: Json): unknown[] {
  const links = [...objectsOf(service.attributes).map((link) => link.taxonomy_term), ...objectsOf(service.service_taxonomys).map((link) => link.taxonomy)]
  return links.flatMap((term) => [asObject(term)?.code, asObject(term)?.name, asObject(term)?.term])
}

/** Our needs out of a feed's taxonomy terms: by our own code, or by what other taxonomies call the need. */
export function needCodesOf(terms: readonly unknown[], needs: Known['needs']): string[] {
  const given = new Set(terms.flatMap((term) => plainText(term)?.toLowerCase() ?? []))
  return needs.filter(({ code, externalTerms }) => given.has(code) || externalTerms.some((term) => given.has(term))).map(({ code }) => code)
}

function organisationOf(organisation: Json | null, warn: Warn) {
  const name = plainText(organisation?.name)
  if (!organisation || name === null) return null
  const identifiers = identifiersOf(organisation)
  return {
    sourceId: plainText(organisation.id) ?? name,
    name,
    description: plainText(organisation.description),
    url: webAddressOf(organisation.website ?? organisation.url, () => {}),
    email: emailOf(organisation.email, warn, 'organization.email'),
    // GB-NHS is what org-id.guide calls the NHS's Organisation Data Service.
    odsCode: identifiers.find(({ scheme }) => scheme === 'GB-NHS')?.identifier ?? null,
    identifiers
  }
}

type SiteWarning = { looksLikeRefuge: boolean; warn: Warn }

function sitesOf(service: Json, about: SiteWarning) {
  return objectsOf(service.service_at_locations).flatMap((site) => {
    const location = asObject(site.location)
    return location ? [cleanSite(site, location, about)] : []
  })
}

/** A service that speaks of a refuge is taken for one: its locations are hidden even where the feed does not say so. */
function cleanSite(site: Json, location: Json, { looksLikeRefuge, warn }: SiteWarning) {
  const [address] = [...objectsOf(location.addresses), ...objectsOf(location.physical_addresses)]
  const [latitude, longitude] = [numberOf(location.latitude), numberOf(location.longitude)]
  const fault = coordinateFault(latitude, longitude)
  if (fault) warn('latitude', `${fault} They were left out.`)
  const isHidden = location.throughcare_is_hidden === true
  if (looksLikeRefuge && !isHidden) warn('location', 'The service looks like a refuge, so its location is hidden from the public.')
  const postcode = plainText(address?.postal_code)
  const street = [address?.attention, address?.address_1, address?.address_2].flatMap((part) => plainText(part) ?? []).join(', ')
  const place = { name: plainText(location.name), address: street || null, town: plainText(address?.city) }
  const kind = plainText(location.location_type)?.toUpperCase()
  const own = schedulesOf(site, warn)
  return {
    sourceId: plainText(location.id) ?? sourceIdOf('location', '', JSON.stringify([place, postcode])),
    siteId: keptUuid(site.id),
    siteDescription: plainText(site.description),
    schedules: own.length > 0 ? own : schedulesOf(location, warn),
    ...place,
    kind: kind === 'POSTAL' || kind === 'VIRTUAL' ? (kind as 'POSTAL' | 'VIRTUAL') : ('PHYSICAL' as const),
    description: plainText(location.description),
    county: plainText(address?.state_province),
    country: plainText(address?.country),
    postcode: postcode === null ? null : tidyPostcode(postcode),
    latitude: fault ? null : latitude,
    longitude: fault ? null : longitude,
    transport: plainText(location.transportation),
    accessibility: accessibilityOf(location, warn),
    isHidden: isHidden || looksLikeRefuge
  }
}

/** A contact with a name is a member of staff. */
function contactOf(service: Json) {
  const staff = objectsOf(service.contacts).find((contact) => plainText(contact.name) !== null)
  return staff ? { name: plainText(staff.name), email: plainText(staff.email), phone: phonesOf(objectsOf(staff.phones))[0]?.number ?? null } : null
}

/** A whole feed from which more than half is suddenly gone is a broken file, not news. */
export function whyNotWithdraw(listed: number, missing: number): string | null {
  return missing * 2 > listed ? 'More than half of what this feed listed is missing from it, so nothing was withdrawn. Check the file.' : null
}
