import { coverageOf, type AreaOf } from '../position/coverage.rules.ts'
import { ageRange } from './age.rules.ts'
import { contactOf, linesOf } from './contact-import.rules.ts'
import { emailOf, webAddressOf } from './feed-address.rules.ts'
import { brokenFields, longestName, shortened } from './feed-fields.rules.ts'
import { plainText } from './feed-text.rules.ts'
import { asObject, dayOf, instantOf, numberOf, objectsOf, truthOf, type Json, type Warn } from './feed-value.rules.ts'
import { fromOruk1 } from './oruk1.rules.ts'
import { schedulesOf } from './schedule-import.rules.ts'
import { areasOf, capacitiesOf, costsOf, identifiersOf, languagesOf, termsOf, textsOf } from './service-parts.rules.ts'
import { sitesOf, speaksOfRefuge } from './site-import.rules.ts'

/** An entry of a feed in the JSON form of HSDS 3, whatever its format was, with every value as the source wrote it. */
export type FeedEntry = {
  line: number
  service: Json
  /** True where the source names an organisation that it does not hold. */
  isOrganisationMissing: boolean
}

/** An element of a feed that is no service, or cannot be read: what is wrong with it. */
export type FeedFault = Remark
export type FeedItem = FeedEntry | FeedFault

/** What the importer says of an entry or of one of its fields: what is wrong, never what was in it. */
export type Remark = { line: number; field: string; reason: string }

/** What the directory knows, by which a feed's words become its codes. */
export type Known = {
  needs: readonly { code: string; externalTerms: readonly string[] }[]
  areas: readonly AreaOf[]
  /** The day it is; a check that lies after it was not made. */
  today?: string
}

const conviction = ['ARSON', 'SEXUAL', 'VIOLENCE'] as const
const routes = ['SELF', 'PROFESSIONAL', 'SELF_OR_PROFESSIONAL', 'DROP_IN'] as const
const sexes = ['ANY', 'FEMALE', 'MALE'] as const
const statuses = { active: 'ACTIVE', inactive: 'INACTIVE', defunct: 'DEFUNCT', 'temporarily closed': 'TEMPORARILY_CLOSED' } as const

export type CleanEntry = ReturnType<typeof cleanFields>

/** An entry made fit to store, with a remark for everything that was dropped or doubted; or why it cannot be taken at all. */
export function cleanEntry(entry: FeedEntry, known: Known): { clean: CleanEntry; warnings: Remark[] } | { fault: Remark } {
  const warnings: Remark[] = []
  const warn: Warn = (field, reason) => void warnings.push({ line: entry.line, field, reason })
  const written = JSON.stringify(entry.service)
  const clean = cleanFields({ ...entry, service: fromOruk1(shortened(entry.service, written, warn)) }, known, warn)
  for (const field of brokenFields(entry.service, written)) warn(field, 'Characters of this were lost before it came here; it was kept as it is.')
  return clean.name === '' ? { fault: { line: entry.line, field: 'name', reason: 'A service needs a name.' } } : { clean, warnings }
}

function cleanFields({ service, isOrganisationMissing }: FeedEntry, known: Known, warn: Warn) {
  const [name, description] = [nameOf(service, warn), plainText(service.description)]
  if (isOrganisationMissing) warn('organization_id', 'The feed does not hold this organisation, so the service is listed without one.')
  const serviceAreas = areasOf(service, warn)
  const ourCodes = new Set(known.needs.map(({ code }) => code))
  return {
    name,
    description,
    ...textsOf(service, warn),
    status: statusOf(service.status, warn),
    url: webAddressOf(service.url ?? service.website, warn),
    email: emailOf(service.email, warn),
    ...linesOf(service, warn),
    ...ageRange(service, warn),
    modifiedAt: instantOf(service.last_modified, warn, 'last_modified'),
    assuredDate: assuredOn(service, known.today, warn),
    schedules: schedulesOf(service, warn),
    serviceAreas,
    coverage: coverageOf(serviceAreas, known.areas),
    costs: costsOf(service, warn),
    languages: languagesOf(service, warn),
    terms: termsOf(service, { isOurs: ({ code }) => ourCodes.has(String(code)), warn }),
    capacities: capacitiesOf(service, warn),
    ...ownWordsOf(service),
    needCodes: needCodesOf(wordsOf(service), known.needs),
    organisation: organisationOf(service.organization, warn),
    sites: sitesOf(service, { looksLikeRefuge: speaksOfRefuge(name, service.alternate_name, description), warn }),
    contact: contactOf(service, warn)
  }
}

function assuredOn(service: Json, today: string | undefined, warn: Warn): string | null {
  const day = dayOf(service.assured_date, warn, 'assured_date')
  if (day === null || today === undefined || day <= today) return day
  warn('assured_date', 'This day lies in the future, so nobody can have checked the entry on it; it was left out.')
  return null
}

function nameOf(service: Json, warn: Warn): string {
  const name = plainText(service.name) ?? ''
  if (name.length <= longestName) return name
  warn('name', `The name is longer than ${longestName} characters, so it was cut off there.`)
  return name.slice(0, longestName).toWellFormed().trim()
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
    waitingDays: waitingDays !== null && Number.isInteger(waitingDays) && waitingDays >= 0 && waitingDays <= 1000 ? waitingDays : null,
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

function wordsOf(service: Json): unknown[] {
  const links = [...objectsOf(service.attributes).map((link) => link.taxonomy_term), ...objectsOf(service.service_taxonomys).map((link) => link.taxonomy)]
  return links.flatMap((term) => [asObject(term)?.code, asObject(term)?.name, asObject(term)?.term])
}

/** Our needs out of a feed's taxonomy terms: by our own code, or by what other taxonomies call the need. */
export function needCodesOf(terms: readonly unknown[], needs: Known['needs']): string[] {
  const given = new Set(terms.flatMap((term) => plainText(term)?.toLowerCase() ?? []))
  return needs.filter(({ code, externalTerms }) => given.has(code) || externalTerms.some((term) => given.has(term))).map(({ code }) => code)
}

function organisationOf(given: unknown, warn: Warn) {
  // Some feeds give no more of it than its name.
  const organisation = asObject(given) ?? (plainText(given) === null ? null : { name: given })
  const name = plainText(organisation?.name)
  if (organisation && name === null) warn('organization.name', 'The organisation has no name, so the service is listed without one.')
  if (!organisation || name === null) return null
  const identifiers = identifiersOf(organisation)
  return {
    sourceId: plainText(organisation.id) ?? name,
    name,
    description: plainText(organisation.description),
    url: webAddressOf(organisation.website ?? organisation.url, warn, 'organization.website'),
    email: emailOf(organisation.email, warn, 'organization.email'),
    // GB-NHS is what org-id.guide calls the NHS's Organisation Data Service.
    odsCode: identifiers.find(({ scheme }) => scheme === 'GB-NHS')?.identifier ?? null,
    identifiers
  }
}

/** A whole feed from which more than half is suddenly gone is a broken file, not news. */
export function whyNotWithdraw(listed: number, missing: number): string | null {
  return missing * 2 > listed ? 'More than half of what this feed listed is missing from it, so nothing was withdrawn. Check the file.' : null
}
