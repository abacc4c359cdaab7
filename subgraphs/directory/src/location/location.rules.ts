/** What decides where a location belongs: the ten places, each with the postcode districts that count as being there. */
export type PlaceArea = { id: string; name: string; outcodes: readonly string[] }

/** The place a location belongs to: by postcode district, or, where there is no postcode, by the name of the town. Null when none. */
export function placeIdOf({ postcode, town }: { postcode: string | null; town: string | null }, places: readonly PlaceArea[]): string | null {
  const outcode = postcode?.trim().toUpperCase().split(' ')[0]
  const match = outcode
    ? places.find(({ outcodes }) => outcodes.includes(outcode))
    : places.find(({ name }) => name.toLowerCase() === town?.trim().toLowerCase())
  return match?.id ?? null
}

const unitPostcode = /^([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})$/

/** A UK postcode in capitals with its one space; anything else as it came, trimmed. */
export function tidyPostcode(postcode: string): string {
  const [, outward, inward] = postcode.trim().toUpperCase().match(unitPostcode) ?? []
  return outward && inward ? `${outward} ${inward}` : postcode.trim()
}

type Whereabouts = {
  kind: string
  town: string | null
  postcode: string | null
  latitude: number | null
  longitude: number | null
  isHidden: boolean
  feed: string | null
}

/** Whether a feed moves a location that stands: then every service given there is found elsewhere. One of another origin it cannot move, nor open one that is hidden. */
export function isMoved(standing: Whereabouts, given: Whereabouts): boolean {
  if (standing.feed !== given.feed) return false
  return (
    (given.isHidden && !standing.isHidden) || (['kind', 'town', 'postcode', 'latitude', 'longitude'] as const).some((field) => standing[field] !== given[field])
  )
}

/** Why a pair of coordinates cannot be a site in the United Kingdom; null where it can. 0,0 is what broken sources write for "unknown" (askdarcel-api). */
export function coordinateFault(latitude: number | null, longitude: number | null): string | null {
  if (latitude === null && longitude === null) return null
  if (latitude === null || longitude === null) return 'One coordinate is missing.'
  if (latitude === 0 && longitude === 0) return '0,0 stands for a position that is not known.'
  const isInKingdom = latitude >= 49 && latitude <= 61 && longitude >= -9 && longitude <= 2.1
  return isInKingdom ? null : 'The coordinates lie outside the United Kingdom.'
}
