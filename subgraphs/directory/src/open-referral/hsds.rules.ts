import { sourceIdOf } from '@throughcare/kit/ids'
import type { Site } from '../location/site.store.ts'
import type { NeedRow } from '../need/need.store.ts'
import type { Schedule } from '../opening/schedule.rules.ts'
import type { OrganisationRow } from '../organisation/organisation.store.ts'
import type { Phone } from '../service/contact-import.rules.ts'
import { keptUuid, type Term } from '../service/service-parts.rules.ts'
import type { ServiceRow } from '../service/service.store.ts'

// The public directory as HSDS 3.1 writes it, which is valid as Open Referral UK 3.0 too: neither forbids what the other has. What is null is
// left out, for a null is not valid. No contact has a name: staff are not published. A hidden location never comes here.

export type Json = Record<string, unknown>
export type Published = { service: ServiceRow; organisation: OrganisationRow | null; sites: readonly Site[]; needs: readonly NeedRow[] }

/** An object without what is null or an empty list. */
function kept(fields: Json): Json {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0))
  )
}

/** What a service says of itself; in a list, no more than this and its organisation. */
export function toListedService({ service, organisation }: Pick<Published, 'service' | 'organisation'>): Json {
  return kept({
    id: service.id,
    organization_id: organisation && organisationIdOf(organisation.id),
    name: service.name,
    alternate_name: service.alternateName,
    description: service.description,
    url: service.url,
    email: service.email,
    status: service.status.toLowerCase().replace('_', ' '),
    interpretation_services: service.interpretation,
    application_process: service.applicationProcess,
    fees_description: service.fees,
    accreditations: service.accreditations,
    eligibility_description: service.eligibility,
    minimum_age: service.minimumAge,
    maximum_age: service.maximumAge,
    assured_date: service.assuredDate,
    assurer_email: service.assuredBy,
    alert: service.alert,
    last_modified: service.modifiedAt.toISOString(),
    throughcare_conviction_exclusions: service.convictionExclusions && (service.convictionExclusions.join(',') || 'none'),
    throughcare_takes_no_fixed_abode: service.takesNoFixedAbode,
    throughcare_takes_under_18: service.takesUnder18,
    throughcare_takes_sex: service.takesSex,
    throughcare_referral_route: service.referralRoute,
    throughcare_needs_consent: service.needsConsent,
    throughcare_waiting_days: service.waitingDays,
    throughcare_bank_holidays: service.bankHolidays,
    organization: organisation && toOrganisation(organisation)
  })
}

/** A service with all that belongs to it. */
export function toFullService(published: Published): Json {
  const { service, sites, needs } = published
  const { line, others } = phonesOf(service)
  return kept({
    ...toListedService(published),
    phones: [...(line ? [line] : []), ...others],
    schedules: service.schedules.map(toSchedule),
    service_areas: service.serviceAreas.map(({ extentType, ...area }) => kept({ ...area, service_area: area.name, extent_type: extentType })),
    service_at_locations: sites.map((site) => toSite(site)),
    languages: service.languages.map(({ id, name, code, note }) => kept({ id, name, code, note })),
    cost_options: service.costs.map(({ amountDescription, validFrom, validTo, ...cost }) =>
      kept({ ...cost, amount_description: amountDescription, valid_from: validFrom, valid_to: validTo })
    ),
    // Open Referral UK has no other place for a telephone number than a contact.
    contacts: line ? [{ id: sourceIdOf('contact', service.id, ''), phones: [line] }] : [],
    attributes: [...needs.map((need) => toNeedAttribute(service.id, need)), ...service.terms.map(toAttribute)],
    capacities: service.capacities.map(({ unitId, unit, updated, ...capacity }) =>
      kept({ ...capacity, unit: { id: unitId, name: unit }, updated: `${updated}T00:00:00Z` })
    )
  })
}

/** The public line, with what more is known of it, and the others. */
function phonesOf({ id: serviceId, phone, otherPhones }: ServiceRow): { line: Json | null; others: Json[] } {
  const told = otherPhones.find(({ number }) => number === phone)
  const toPhone = ({ id, number, extension, type, description }: Phone) => kept({ id, number, extension, type, description })
  const line = phone === null ? null : told ? toPhone(told) : { id: sourceIdOf('phone', serviceId, phone), number: phone }
  return { line, others: otherPhones.filter((other) => other !== told).map(toPhone) }
}

/** A UUID for an organisation that is known here by its ODS code. */
export function organisationIdOf(id: string): string {
  return keptUuid(id) ?? sourceIdOf('organisation', '', id)
}

export function toOrganisation({ id, name, description, email, url, identifiers }: OrganisationRow): Json {
  const isKnownByUuid = keptUuid(id) !== null || identifiers.some(({ identifier }) => identifier === id)
  const code = { id: sourceIdOf('organization-identifier', '', id), scheme: 'GB-NHS', type: 'ODS', identifier: id }
  return kept({
    id: organisationIdOf(id),
    name,
    description: description ?? name,
    email,
    website: url,
    organization_identifiers: [...(isKnownByUuid ? [] : [code]), ...identifiers].map(({ scheme, type, ...identifier }) =>
      kept({ id: identifier.id, identifier_scheme: scheme, identifier_type: type, identifier: identifier.identifier })
    )
  })
}

function toSchedule(schedule: Schedule): Json {
  return kept({
    id: schedule.id,
    valid_from: schedule.validFrom,
    valid_to: schedule.validTo,
    dtstart: schedule.startsOn,
    until: schedule.until,
    count: schedule.count,
    wkst: schedule.weekStart,
    freq: schedule.frequency,
    interval: schedule.interval,
    byday: schedule.byDay,
    bymonthday: schedule.byMonthDay,
    opens_at: schedule.opensAt,
    closes_at: schedule.closesAt,
    notes: schedule.notes,
    throughcare_is_closed: schedule.isClosed ? true : null
  })
}

/** A service at a location; with the service nested where it is asked for by itself. */
export function toSite({ site, location }: Site, service: Json | null = null): Json {
  return kept({
    id: site.id,
    service_id: service?.id,
    location_id: service ? location.id : null,
    description: site.description,
    schedules: site.schedules.map(toSchedule),
    location: toLocation(location),
    service
  })
}

function toLocation(location: Site['location']): Json {
  const { address, town, postcode, county, kind } = location
  const isKnown = [address, town, postcode, county].some((part) => part !== null)
  const isBritish = /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/.test(postcode ?? '')
  // Each part is required: what is not known is an empty text.
  const written = {
    id: sourceIdOf('address', '', location.id),
    address_1: address ?? '',
    city: town ?? '',
    state_province: county ?? '',
    postal_code: postcode ?? '',
    country: location.country ?? (isBritish ? 'GB' : ''),
    address_type: kind.toLowerCase()
  }
  return kept({
    id: location.id,
    location_type: kind.toLowerCase(),
    name: location.name,
    description: location.description,
    transportation: location.transport,
    latitude: location.latitude,
    longitude: location.longitude,
    addresses: isKnown ? [written] : [],
    accessibility: location.accessibility.map(({ id, description, details, url }) => kept({ id, description, accessibility: description, details, url }))
  })
}

export const needTaxonomy = { id: sourceIdOf('taxonomy', '', 'throughcare-needs'), name: 'Throughcare needs', description: 'What a person can need help with.' }

export function toNeedTerm({ code, label }: Pick<NeedRow, 'code' | 'label'>): Json {
  return { id: sourceIdOf('taxonomy-term', '', code), code, name: label, description: label, taxonomy: needTaxonomy.name, taxonomy_id: needTaxonomy.id }
}

function toNeedAttribute(serviceId: string, need: NeedRow): Json {
  return { id: sourceIdOf('attribute', serviceId, need.code), link_type: 'need', taxonomy_term: toNeedTerm(need) }
}

/** A term of another taxonomy, as a term of its own. */
export function toTerm(term: Term): Json {
  const { termId, code, name, description, uri, taxonomyId, taxonomyName } = term
  return kept({ id: termId, code, name, description: description ?? name, term_uri: uri, taxonomy: taxonomyName, taxonomy_id: taxonomyId })
}

function toAttribute(term: Term): Json {
  return kept({ id: term.id, link_type: term.linkType, value: term.value, taxonomy_term: toTerm(term) })
}

/** A page of a list, in the envelope of HSDS 3. */
export function toPage(contents: readonly Json[], { total, page, size }: { total: number; page: number; size: number }): Json {
  const pages = Math.max(1, Math.ceil(total / size))
  return {
    total_items: total,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents
  }
}
