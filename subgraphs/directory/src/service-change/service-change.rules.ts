/** What a field said and what it says now, as JSON writes it; `null` where it said nothing. */
export type FieldChange = { field: string; before: string; after: string }

/** What goes with every change, and says nothing of the entry. */
const notSaid: readonly string[] = ['id', 'version', 'recordedAt', 'recordedBy', 'modifiedAt', 'feedDigest', 'isKeptHere', 'retentionClass', 'coverage']

type Where = { name: string | null; address: string | null; town: string | null; postcode: string | null }
type Place = {
  location: Where & { latitude: number | null; longitude: number | null; transport: string | null; accessibility: readonly object[]; isHidden: boolean }
  site: { description: string | null; schedules: readonly object[] }
}

/** Where a service is given, as a change tells it: the address, and of what else is said there only what says something. */
export function toldPlaces(sites: readonly Place[]): object[] {
  return sites.map(({ location, site }) => {
    const { name, address, town, postcode, latitude, longitude, transport, accessibility, isHidden } = location
    const besides = {
      latitude,
      longitude,
      transport,
      accessibility,
      isHidden: isHidden || null,
      ...{ description: site.description, schedules: site.schedules }
    }
    return { name, address, town, postcode, ...Object.fromEntries(Object.entries(besides).filter(([, value]) => saysSomething(value))) }
  })
}

function saysSomething(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null
}

/** The fields in which two versions of an entry differ. */
export function changesBetween(before: object, after: object): FieldChange[] {
  const earlier = new Map(Object.entries(before).map(([field, value]) => [field, JSON.stringify(value ?? null)]))
  return Object.entries(after).flatMap(([field, value]) => {
    const [was, is] = [earlier.get(field) ?? 'null', JSON.stringify(value ?? null)]
    return was === is || notSaid.includes(field) ? [] : [{ field, before: was, after: is }]
  })
}
