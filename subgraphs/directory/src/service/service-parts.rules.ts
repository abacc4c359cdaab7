import { isUuid, sourceIdOf } from '@throughcare/kit/ids'
import { emailOf, webAddressOf } from './feed-address.rules.ts'
import { plainText } from './feed-text.rules.ts'
import { asObject, dayOf, listOf, numberOf, objectsOf, type Json, type Warn } from './feed-value.rules.ts'

// The lists that belong to a service, a site or an organisation, as HSDS 3.1 has them. What is empty is null.

export type Identifier = { id: string; scheme: string | null; type: string; identifier: string }
export type ServiceArea = { id: string; name: string | null; description: string | null; extent: string | null; extentType: string | null; uri: string | null }
export type CostOption = {
  id: string
  option: string | null
  amount: number | null
  currency: string | null
  amountDescription: string | null
  validFrom: string | null
  validTo: string | null
}
export type Language = { id: string; name: string | null; code: string | null; note: string | null }
export type Accessibility = { id: string; description: string | null; details: string | null; url: string | null }
/** A term of another taxonomy; `termId` is the term, `id` that it is said of this service. */
export type Term = {
  id: string
  termId: string
  name: string
  code: string | null
  description: string | null
  uri: string | null
  taxonomyId: string | null
  taxonomyName: string | null
  linkType: string | null
  value: string | null
}
export type Capacity = { id: string; unitId: string; unit: string; available: number; maximum: number | null; updated: string; description: string | null }

/** A source's id where it is a UUID, in lower case; null where one has to be made. */
export function keptUuid(id: unknown): string | null {
  return typeof id === 'string' && isUuid(id) ? id.toLowerCase() : null
}

/** The id of a part: its own where it is a UUID, else one made of what the part says, so that the same part has the same id again. */
export function idOfPart(kind: string, id: unknown, content: unknown): string {
  return keptUuid(id) ?? sourceIdOf(kind, plainText(id) ?? '', JSON.stringify(content))
}

/** Rows of a list under ids of their own, those that say nothing left out. */
export function parts<Part extends object>(kind: string, rows: readonly Json[], read: (row: Json) => Part | null): (Part & { id: string })[] {
  return rows.flatMap((row) => {
    const part = read(row)
    const isEmpty = part === null || Object.values(part).every((value) => value === null)
    return isEmpty ? [] : [{ id: idOfPart(kind, row.id, part), ...part }]
  })
}

export function areasOf(service: Json, warn: Warn): ServiceArea[] {
  return parts('service-area', listOf(service, 'service_areas', { warn, word: 'name' }), (row) => ({
    name: plainText(row.name) ?? plainText(row.service_area),
    description: plainText(row.description),
    extent: plainText(typeof row.extent === 'object' && row.extent ? JSON.stringify(row.extent) : row.extent),
    extentType: plainText(row.extent_type)?.toLowerCase() ?? null,
    uri: webAddressOf(row.uri, warn, 'service_areas.uri')
  }))
}

export function costsOf(service: Json, warn: Warn): CostOption[] {
  return parts('cost-option', listOf(service, 'cost_options', { warn, word: 'amount_description' }), (row) => ({
    option: plainText(row.option),
    amount: numberOf(row.amount, plainText(row.amount_description) === null ? undefined : warn, 'cost_options.amount'),
    currency: plainText(row.currency),
    // An amount in words is a description of it.
    amountDescription: plainText(row.amount_description) ?? (numberOf(row.amount) === null ? plainText(row.amount) : null),
    validFrom: dayOf(row.valid_from, warn, 'valid_from'),
    validTo: dayOf(row.valid_to, warn, 'valid_to')
  }))
}

const noLanguage = /upon request|available|various|other/i

/** "Others available upon request" is no language, so it goes into the note. */
export function languagesOf(service: Json, warn: Warn): Language[] {
  return parts('language', listOf(service, 'languages', { warn, word: 'name' }), (row) => {
    const [name, note] = [plainText(row.name) ?? plainText(row.language), plainText(row.note)]
    const isName = name !== null && !noLanguage.test(name)
    return { name: isName ? name : null, code: plainText(row.code)?.toLowerCase() ?? null, note: isName ? note : (name ?? note) }
  })
}

export function accessibilityOf(location: Json, warn: Warn): Accessibility[] {
  const rows = [...listOf(location, 'accessibility', { warn, word: 'description' }), ...listOf(location, 'accessibility_for_disabilities', { warn })]
  return parts('accessibility', rows, (row) => ({
    description: plainText(row.description) ?? plainText(row.accessibility),
    details: plainText(row.details),
    url: webAddressOf(row.url, warn, 'accessibility.url')
  }))
}

/** Terms of other taxonomies, out of attributes (HSDS 3) or taxonomy links (ORUK 1.0). Ours are told by their code and left out. */
export function termsOf(service: Json, { isOurs, warn }: { isOurs: (term: Json) => boolean; warn: Warn }): Term[] {
  const legacy = listOf(service, 'service_taxonomys', { warn }).map((link) => ({ ...link, taxonomy_term: link.taxonomy }))
  return parts('attribute', [...listOf(service, 'attributes', { warn }), ...legacy], (link: Json) => {
    const term = asObject(link.taxonomy_term)
    const name = plainText(term?.name) ?? plainText(term?.term) ?? plainText(term?.code)
    if (!term || name === null) {
      warn('attributes', 'The feed does not hold this term, so it was left out.')
      return null
    }
    if (isOurs(term)) return null
    const taxonomy = asObject(term.taxonomy_detail) ?? asObject(term.taxonomy)
    const taxonomyName = plainText(term.taxonomy) ?? plainText(taxonomy?.name) ?? plainText(term.vocabulary)
    const content = { name, code: plainText(term.code), taxonomyName }
    return {
      ...content,
      termId: idOfPart('taxonomy-term', term.id, content),
      description: plainText(term.description),
      uri: webAddressOf(term.term_uri, warn, 'taxonomy_term.term_uri'),
      taxonomyId: keptUuid(taxonomy?.id ?? term.taxonomy_id) ?? (taxonomyName ? sourceIdOf('taxonomy', '', taxonomyName) : null),
      linkType: plainText(link.link_type),
      value: plainText(link.value)
    }
  })
}

export function capacitiesOf(service: Json, warn: Warn): Capacity[] {
  return parts('service-capacity', listOf(service, 'capacities', { warn }), (row) => {
    const unit = plainText(asObject(row.unit)?.name)
    const [available, updated] = [numberOf(row.available), dayOf(row.updated, warn, 'capacities.updated')]
    if (unit === null || available === null || updated === null) {
      warn('capacities', 'A capacity needs its unit, what is available, and when it was so; this one was left out.')
      return null
    }
    const unitId = idOfPart('unit', asObject(row.unit)?.id, unit)
    return { unitId, unit, available, maximum: numberOf(row.maximum, warn, 'capacities.maximum'), updated, description: plainText(row.description) }
  })
}

export function identifiersOf(organisation: Json): Identifier[] {
  return parts('organization-identifier', objectsOf(organisation.organization_identifiers), (row) => {
    const identifier = plainText(row.identifier)
    const scheme = plainText(row.identifier_scheme)
    return identifier ? { scheme, type: plainText(row.identifier_type) ?? scheme ?? 'other', identifier } : null
  })
}

/** The texts of a service that need no more than cleaning. */
export function textsOf(service: Json, warn: Warn) {
  const joined = [plainText(service.eligibility_description) ?? plainText(service.eligibility), plainText(service.audience)].filter((text) => text !== null)
  return {
    alternateName: plainText(service.alternate_name),
    eligibility: joined.length > 0 ? joined.join(' ') : null,
    applicationProcess: plainText(service.application_process),
    fees: plainText(service.fees_description) ?? plainText(service.fees),
    accreditations: plainText(service.accreditations),
    alert: plainText(service.alert),
    interpretation: plainText(service.interpretation_services),
    assuredBy: emailOf(service.assurer_email, warn, 'assurer_email')
  }
}
