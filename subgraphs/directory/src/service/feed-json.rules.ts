import type { FeedEntry, FeedLocation } from './service-import.rules.ts'

type Json = Record<string, unknown>

/** The lists of a page of services: ORUK 3.0 and HSDS 3.x say `contents`, ORUK 1.0 `content`. */
export const listsOfPage: readonly unknown[] = ['contents', 'content']

/**
 * What a JSON file was, by its outermost value: one service, a list, or a page. It is whole when it claims to hold the feed's every
 * service: then what is missing from it was withdrawn.
 */
export function readOutline(outermost: unknown): { isService: boolean; isWhole: boolean } {
  const page = asObject(outermost)
  const isList = Array.isArray(outermost)
  const isPage = Array.isArray(page?.contents ?? page?.content)
  return { isService: !isList && !isPage, isWhole: isList || (isPage && Number(page?.total_pages ?? page?.totalPages ?? 1) <= 1) }
}

/** A service of a feed; null where the element is no object. */
export function readService(value: unknown, line: number): FeedEntry | null {
  const service = asObject(value)
  if (!service) return null
  const organisation = asObject(service.organization)
  const contacts = list(service.contacts)
  // A contact with a name is a member of staff; one without is the public line, the only way ORUK has to carry it.
  const staff = contacts.find((contact) => contact.name)
  const open = contacts.find((contact) => !contact.name)
  return {
    line,
    id: service.id,
    name: service.name,
    description: service.description,
    status: service.status,
    url: service.url,
    email: service.email,
    phone: firstPhone(service) ?? firstPhone(open),
    minimumAge: service.minimum_age,
    maximumAge: service.maximum_age,
    assuredDate: service.assured_date,
    organisation: organisation && {
      id: organisation.id,
      name: organisation.name,
      url: organisation.website ?? organisation.url,
      // GB-NHS is what org-id.guide calls the NHS's Organisation Data Service.
      odsCode: list(organisation.organization_identifiers).find(({ identifier_scheme }) => identifier_scheme === 'GB-NHS')?.identifier
    },
    isOrganisationMissing: !organisation && Boolean(service.organization_id),
    locations: list(service.service_at_locations).flatMap(({ location }) => toLocation(asObject(location)) ?? []),
    terms: [...list(service.attributes).map(({ taxonomy_term }) => taxonomy_term), ...list(service.service_taxonomys).map(({ taxonomy }) => taxonomy)].flatMap(
      (term) => termsOf(asObject(term))
    ),
    contact: staff ? { name: staff.name, email: staff.email, phone: firstPhone(staff) } : null,
    convictionExclusions: service.throughcare_conviction_exclusions,
    takesNoFixedAbode: service.throughcare_takes_no_fixed_abode,
    referralRoute: service.throughcare_referral_route
  }
}

function toLocation(location: Json | null): FeedLocation | null {
  if (!location) return null
  const [address] = [...list(location.addresses), ...list(location.physical_addresses)]
  return {
    id: location.id,
    name: location.name,
    address: [address?.address_1, address?.address_2].filter((part) => typeof part === 'string' && part).join(', '),
    town: address?.city,
    postcode: address?.postal_code,
    latitude: location.latitude,
    longitude: location.longitude,
    isHidden: location.throughcare_is_hidden
  }
}

function termsOf(term: Json | null): unknown[] {
  return term ? [term.code, term.name, term.term] : []
}

function firstPhone(owner: Json | undefined): unknown {
  return list(owner?.phones)[0]?.number
}

function asObject(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asObject).filter((item) => item !== null) : []
}
