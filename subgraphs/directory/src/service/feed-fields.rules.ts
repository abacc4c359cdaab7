import { objectsOf, type Json, type Warn } from './feed-value.rules.ts'

/** Longer than any text of a directory: what holds more holds a picture or a whole page, and no index of words takes it. */
export const longestText = 20_000

/** What an index can hold of a name, and anybody reads. */
export const longestName = 300

/** The entry, which comes to `written` as JSON, with the texts that nobody reads to their end cut off, and what was cut told. A shape of an area may be as long as it is. */
export function shortened(service: Json, written: string, warn: Warn): Json {
  return written.length > longestText ? (shorten(service, { warn, path: '' }) as Json) : service
}

function shorten(value: unknown, at: { warn: Warn; path: string }): unknown {
  const { warn, path } = at
  if (typeof value === 'string') {
    if (value.length <= longestText || path.endsWith('extent')) return value
    warn(path, `This is longer than ${longestText} characters, so it was cut off there.`)
    return value.slice(0, longestText)
  }
  if (Array.isArray(value)) return value.map((item) => shorten(item, at))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shorten(item, { warn, path: path ? `${path}.${name}` : name })]))
}

/** The fields in which a character could not be read. */
export function brokenFields(service: Json, written: string): string[] {
  // Half of a pair of surrogates is none either; as JSON it is written out.
  const lost = /\uFFFD|\\ud[89a-f][\da-f]{2}/
  return lost.test(written) ? Object.keys(service).filter((field) => lost.test(JSON.stringify(service[field] ?? null))) : []
}

// What the directory has a place for, level by level; and what only says how the parts belong together.
const links = ['id', 'organization_id', 'organisation_id', 'service_id', 'location_id', 'service_at_location_id', 'taxonomy_ids', 'row_id']
const fields = {
  '': [
    ...['name', 'alternate_name', 'description', 'url', 'website', 'email', 'status', 'interpretation_services', 'application_process', 'fees_description'],
    ...['fees', 'accreditations', 'eligibility_description', 'eligibility', 'eligibilitys', 'audience', 'minimum_age', 'maximum_age', 'assured_date'],
    ...['assurer_email', 'alert', 'last_modified', 'phones', 'schedules', 'regular_schedules', 'holiday_schedules', 'service_areas', 'service_at_locations'],
    ...['locations', 'location', 'languages', 'cost_options', 'contacts', 'attributes', 'service_taxonomys', 'terms', 'capacities', 'organization'],
    ...['attending_access', 'attending_type', 'deliverable_type', 'accessibility']
  ],
  organization: ['name', 'description', 'url', 'website', 'email', 'organization_identifiers', 'services', 'locations'],
  service_at_locations: [
    ...['location', 'service', 'description', 'schedules', 'regular_schedule', 'regular_schedules', 'holiday_schedule', 'holiday_schedules', 'phones'],
    'organization'
  ],
  location: [
    ...['name', 'description', 'location_type', 'latitude', 'longitude', 'addresses', 'physical_addresses', 'transportation', 'accessibility', 'schedules'],
    ...['accessibility_for_disabilities', 'regular_schedules', 'holiday_schedules', 'phones', 'throughcare_is_hidden', 'address', 'address_1', 'address_2'],
    ...['city', 'state_province', 'postal_code', 'country', 'organization']
  ]
}
const known = new Map(Object.entries(fields).map(([level, names]) => [level, new Set([...links, ...names])]))

/** Fields of an entry that say something for which the directory has no place, by the names of Open Referral; empty ones say nothing. */
export function fieldsWithoutPlace(service: Json): string[] {
  const sites = objectsOf(service.service_at_locations)
  return [
    ...new Set([
      ...unknownIn(service, '', ''),
      ...objectsOf([service.organization]).flatMap((item) => unknownIn(item, 'organization', 'organization.')),
      ...sites.flatMap((site) => unknownIn(site, 'service_at_locations', 'service_at_locations.')),
      ...sites.flatMap((site) => objectsOf([site.location])).flatMap((item) => unknownIn(item, 'location', 'location.'))
    ])
  ]
}

function unknownIn(item: Json, level: keyof typeof fields, before: string): string[] {
  return Object.keys(item).flatMap((name) => {
    if (known.get(level)?.has(name) || name.startsWith('throughcare_') || isEmpty(item[name])) return []
    return [/^[\w .:-]{1,60}$/.test(name) ? `${before}${name}` : `${before}(a field whose name is no word)`]
  })
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0)
}
