/** A point on the earth in degrees (WGS 84). */
export type Point = { latitude: number; longitude: number }

export type Grain = 'UNIT' | 'SECTOR' | 'DISTRICT'

const outward = String.raw`[A-Z]{1,2}\d[A-Z\d]?`
const unit = new RegExp(String.raw`^(${outward})\s*(\d)([A-Z]{2})$`)
const sector = new RegExp(String.raw`^(${outward})\s+(\d)$`)
const district = new RegExp(`^${outward}$`)

/**
 * What a text may be as a postcode, finest first: a unit falls back to its sector and its district. Empty when it is no postcode. The
 * shapes are those of BS 7666: outward code, then a digit and two letters.
 */
export function postcodeCandidates(text: string): string[] {
  const typed = text.trim().toUpperCase().replace(/\s+/g, ' ')
  const [, unitOutward, unitSector, unitEnd] = typed.match(unit) ?? []
  if (unitOutward) return [`${unitOutward} ${unitSector}${unitEnd}`, `${unitOutward} ${unitSector}`, unitOutward]
  const [, sectorOutward, digit] = typed.match(sector) ?? []
  if (sectorOutward) return [`${sectorOutward} ${digit}`, sectorOutward]
  return district.test(typed) ? [typed] : []
}

export function grainOf(code: string): Grain {
  if (!code.includes(' ')) return 'DISTRICT'
  return /\d[A-Z]{2}$/.test(code) ? 'UNIT' : 'SECTOR'
}

/** What a position is called: only a unit postcode is where somebody is, anything coarser is the middle of something. */
export function labelOf(code: string): string {
  const grain = grainOf(code)
  return grain === 'UNIT' ? code : `${code} (${grain.toLowerCase()} centre)`
}

/** The middle of some points; null of none. Near enough on the scale of a county; to five places, about a yard. */
export function middleOf(points: readonly Point[]): Point | null {
  if (points.length === 0) return null
  const mean = (pick: (point: Point) => number) => Math.round((points.reduce((sum, point) => sum + pick(point), 0) / points.length) * 100_000) / 100_000
  return { latitude: mean(({ latitude }) => latitude), longitude: mean(({ longitude }) => longitude) }
}

// The mean radius of the earth (IUGG), in statute miles.
const earthRadiusMiles = 6371.0088 / 1.609344
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Miles between two points as the crow flies (haversine). */
export function milesBetween(one: Point, other: Point): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const chord = half(one.latitude, other.latitude) + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * half(one.longitude, other.longitude)
  return 2 * earthRadiusMiles * Math.asin(Math.sqrt(chord))
}

/** Old district codes of Cumbria, and the two authorities that took their place on 1 April 2023 (general knowledge: check against the ONS). */
const replacedAreas: Record<string, string> = {
  ...{ E07000026: 'E06000063', E07000028: 'E06000063', E07000029: 'E06000063' },
  ...{ E07000027: 'E06000064', E07000030: 'E06000064', E07000031: 'E06000064' }
}

export function currentAreaCode(code: string): string {
  return replacedAreas[code] ?? code
}

/** Why a row of a postcode file cannot be taken; null where it can. */
export function whyNotPosition({ code, latitude, longitude }: { code: string; latitude: number; longitude: number }): { field: string; reason: string } | null {
  if (!unit.test(code)) return { field: 'postcode', reason: 'This is no unit postcode, such as BB1 9ZZ.' }
  if (!(latitude >= 49 && latitude <= 61)) return { field: 'latitude', reason: 'The latitude is not one of the United Kingdom.' }
  if (!(longitude >= -9 && longitude <= 2.1)) return { field: 'longitude', reason: 'The longitude is not one of the United Kingdom.' }
  return null
}
