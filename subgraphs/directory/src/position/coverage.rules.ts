/** A local authority or a county, and the larger one it lies in. */
export type AreaOf = { code: string; name: string; within: string | null }

export const england = 'E92000001'
const national = /^(england|national|nationwide|national coverage|england and wales|great britain|uk|united kingdom|uk-?wide)$/i
const gssCode = /\b[EWSN]\d{8}\b/g
const outcodes = /^([A-Z]{1,2}\d[A-Z\d]?)([\s,;]+(and\s+)?[A-Z]{1,2}\d[A-Z\d]?)*$/i

type Said = { name: string | null; extent: string | null; uri: string | null }

/**
 * What service areas come to, as GSS codes and postcode districts: by a code in the address or extent, by the name of an area, by a list of
 * districts. Null where nothing is said, or one of them says something else: then nobody can tell who is in and who is out.
 */
export function coverageOf(areas: readonly Said[], known: readonly AreaOf[]): string[] | null {
  if (areas.length === 0) return null
  const read = areas.map((area) => readArea(area, known))
  return read.some((codes) => codes.length === 0) ? null : [...new Set(read.flat())].sort()
}

function readArea({ name, extent, uri }: Said, known: readonly AreaOf[]): string[] {
  const coded = `${uri ?? ''} ${extent ?? ''}`.match(gssCode)
  if (coded) return coded
  const text = (name ?? extent ?? '').trim().replace(/[.]$/, '')
  if (national.test(text)) return [england]
  if (outcodes.test(text))
    return text
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter((part) => /\d/.test(part))
  const parts = text.split(/\s*(?:,|;|\band\b|&)\s*/i).filter(Boolean)
  const whole = findArea(text, known)
  if (whole) return [whole]
  const found = parts.map((part) => findArea(part, known))
  return parts.length > 0 && found.every((code) => code !== null) ? found : []
}

function findArea(text: string, known: readonly AreaOf[]): string | null {
  const name = text
    .toLowerCase()
    .replace(/^(the )?(borough|city|county|district) of /, '')
    .replace(/ (borough|city|county|district)?( council)?$/, '')
  return known.find((area) => area.name.toLowerCase() === name || area.name.toLowerCase() === text.toLowerCase())?.code ?? null
}

/** An area with all the larger ones it lies in. */
export function withLarger(code: string, known: readonly AreaOf[]): string[] {
  const within = known.find((area) => area.code === code)?.within ?? null
  if (within !== null) return [code, ...withLarger(within, known)]
  return code.startsWith('E') && code !== england ? [code, england] : [code]
}

/** Whether somewhere is covered: `true`, `false`, or null where a district straddles the boundary or its areas are not known. */
export function isCovered(
  coverage: readonly string[],
  where: { outcodes: readonly string[]; areaCodes: readonly string[] },
  known: readonly AreaOf[]
): boolean | null {
  const covers = (codes: readonly string[]) => codes.some((code) => coverage.includes(code))
  if (where.outcodes.length > 0 && where.outcodes.every((code) => coverage.includes(code))) return true
  if (where.areaCodes.length === 0) return coverage.includes(england) ? null : covers(where.outcodes) ? true : null
  const inside = where.areaCodes.map((code) => covers(withLarger(code, known)))
  if (inside.every(Boolean)) return true
  return inside.some(Boolean) || covers(where.outcodes) ? null : false
}
