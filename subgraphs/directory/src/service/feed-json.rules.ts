import { plainText } from './feed-text.rules.ts'
import { asObject, objectsOf, type Json } from './feed-value.rules.ts'
import type { FeedFault, FeedItem } from './service-import.rules.ts'
import { isWebAddress } from './service.rules.ts'

/** The lists of a page of services: ORUK 3.0 and HSDS 3.x say `contents`, ORUK 1.0 `content`, exports of their own mind the others. */
const listsOfPage: readonly unknown[] = ['contents', 'content', 'services', 'items', 'results', 'records', 'data']
/** What some wrap such a list in: `{ "data": { "services": [] } }`. */
const wrappers: readonly unknown[] = ['data', 'result', 'results', 'response', 'payload', '_embedded']

/** Whether a list under these keys of a file's outermost value is one of services. */
export function isListOfPage(path: readonly unknown[]): boolean {
  const [first, second] = path
  return path.length <= 1 ? path.length === 0 || listsOfPage.includes(first) : path.length === 2 && wrappers.includes(first) && listsOfPage.includes(second)
}

/**
 * What a JSON file was, by its outermost value: a list or page of services, or one thing alone. `pages` is how many such files hold the
 * feed's every service: where they are all there, what is missing from them was withdrawn. Null where that is not claimed.
 */
export function readOutline(outermost: unknown): { isAlone: boolean; pages: number | null } {
  if (Array.isArray(outermost)) return { isAlone: false, pages: 1 }
  const outer = asObject(outermost) ?? {}
  const wrapped = wrappers.map((name) => asObject(outer[String(name)])).filter((one) => one !== null)
  const page = [outer, ...wrapped].find((one) => listsOfPage.some((list) => Array.isArray(one[String(list)])))
  if (page === undefined) return { isAlone: true, pages: null }
  // An organisation that lists its services is not the whole of a feed.
  return { isAlone: false, pages: plainText(page.name) === null ? Number(page.total_pages ?? page.totalPages ?? 1) : null }
}

/** The services in an element of a feed: itself; or those of an organisation, each with it; or why it is none. */
export function servicesIn(value: unknown, line: number): FeedItem[] {
  const item = asObject(value)
  if (!item) return [{ line, field: '', reason: 'This is no service.' }]
  if (Array.isArray(item.services) && !item.status) {
    const { services, ...organization } = item
    return services.flatMap((service: unknown) => servicesIn(asObject(service) ? { organization, ...(service as Json) } : service, line))
  }
  return [whyNoService(item, line) ?? toEntry(item, line)]
}

function toEntry(service: Json, line: number): FeedItem {
  const organization = service.organization ?? service.organisation
  const isNamed = plainText(service.organization_id ?? service.organisation_id) !== null
  return { line, service: { ...service, organization }, isOrganisationMissing: isNamed && !organization }
}

const aTerm = 'a term of a taxonomy'
const marks: [kind: string, fields: readonly string[]][] = [
  ['a service at a location', ['location', 'location_id']],
  ['an organisation', ['organization_identifiers', 'parent_organization_id', 'legal_status', 'year_incorporated', 'tax_id', 'website']],
  [aTerm, ['term_uri', 'taxonomy', 'taxonomy_detail', 'vocabulary', 'parent_id']],
  ['a location', ['location_type', 'addresses', 'latitude']],
  ['the root of a feed', ['openapi_url']],
  ['a list of tables', ['resources']]
]

/** Other things that a feed publishes have no status and say nothing of an organisation; each has a mark of its own. */
function whyNoService(item: Json, line: number): FeedFault | null {
  const isService = [item.status, item.organization, item.organization_id].some((value) => value !== undefined && value !== null)
  const kind = isService ? undefined : marks.find(([, fields]) => fields.some((field) => item[field] !== undefined))?.[0]
  if (kind === undefined) return null
  return { line, field: '', reason: [`This is ${kind}, not a service.`, ...(kind === aTerm ? faultsOfTerm(item) : [])].join(' ') }
}

/** What is wrong with a term of a taxonomy besides, by Open Referral UK 3.0 and HSDS 3: it has a name and a description, and its address is one. */
function faultsOfTerm(term: Json): string[] {
  const missing = ['name', 'description'].filter((field) => plainText(term[field]) === null).map((field) => `It has no ${field}, and needs one.`)
  const address = plainText(term.term_uri)
  return address === null || isWebAddress(address) ? missing : [...missing, 'Its term_uri is no web address: give it whole, with https://.']
}

/** Whether a file of its own beside the pages of a feed is something other than a service: nothing of it is a row. */
export function isNoPage(outermost: unknown): boolean {
  const item = asObject(outermost)
  return item !== null && (whyNoService(item, 0) !== null || objectsOf([item]).every((thing) => plainText(thing.id) === null && thing.status === undefined))
}
