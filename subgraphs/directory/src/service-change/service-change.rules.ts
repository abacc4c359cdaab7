/** What a field said and what it says now, as JSON writes it; `null` where it said nothing. */
export type FieldChange = { field: string; before: string; after: string }

/** What goes with every change, and says nothing of the entry. */
const notSaid: readonly string[] = ['id', 'version', 'recordedAt', 'recordedBy', 'modifiedAt', 'feedDigest', 'isKeptHere', 'retentionClass', 'coverage']

type Place = { location: { name: string | null; address: string | null; town: string | null; postcode: string | null } }

/** Where a service is given, as a change tells it. */
export function toldPlaces(sites: readonly Place[]): object[] {
  return sites.map(({ location: { name, address, town, postcode } }) => ({ name, address, town, postcode }))
}

/** The fields in which two versions of an entry differ. */
export function changesBetween(before: object, after: object): FieldChange[] {
  const earlier = new Map(Object.entries(before).map(([field, value]) => [field, JSON.stringify(value ?? null)]))
  return Object.entries(after).flatMap(([field, value]) => {
    const [was, is] = [earlier.get(field) ?? 'null', JSON.stringify(value ?? null)]
    return was === is || notSaid.includes(field) ? [] : [{ field, before: was, after: is }]
  })
}
