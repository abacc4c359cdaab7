import { plainText } from './feed-text.rules.ts'

export type Json = Record<string, unknown>
export type Warn = (field: string, reason: string) => void

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A day as YYYY-MM-DD, also out of `January 05, 2026`, `5 Jan 2026`, `20260105T…` and `05/01/2026` (day first, as in the United Kingdom). */
export function dayOf(value: unknown, warn: Warn, field: string): string | null {
  const text = plainText(value)
  if (text === null) return null
  const day = writtenDay(text)
  if (day !== null && new Date(day).toJSON()?.startsWith(day)) return day
  warn(field, 'This is no day, so it was left out.')
  return null
}

function writtenDay(text: string): string | null {
  const [, year, month, day] = text.match(/^(\d{4})([-/.]?)(\d{2})\2(\d{2})(?![\d])/)?.toSpliced(2, 1) ?? []
  if (year) return `${year}-${month}-${day}`
  const [, first, second, last] = text.match(/^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T].*)?$/) ?? []
  if (last) return `${last}-${pad(Number(second))}-${pad(Number(first))}`
  const [, before, name, after, inYear] = text.match(/^(?:(\d{1,2})(?:st|nd|rd|th)? )?([A-Za-z]{3})[a-z]*\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?,? (\d{4})$/) ?? []
  const place = months.indexOf(String(name).toLowerCase())
  return inYear && place >= 0 && (before === undefined) !== (after === undefined) ? `${inYear}-${pad(place + 1)}-${pad(Number(before ?? after))}` : null
}

/** An instant in ISO 8601, also without its T, its offset (UTC, then) or its time of day. */
export function instantOf(value: unknown, warn: Warn, field: string): string | null {
  const text = plainText(value)
  if (text === null) return null
  const day = writtenDay(text)
  const [, time = '00:00', zone = 'Z'] = text.match(/[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:?\d{2})?$/i) ?? []
  const instant = Date.parse(`${day}T${time}${zone}`)
  if (!Number.isNaN(instant)) return new Date(instant).toISOString()
  warn(field, 'This is no day or time, so it was left out.')
  return null
}

/** A time of day as HH:MM, also out of `9:00AM`, `9.30 pm`, `0930`, `10:00:00Z`, `noon`. Whatever offset is written: it is the time on the door. */
export function timeOf(value: unknown): string | null {
  const text = (plainText(value)?.toLowerCase() ?? '').replace(/^\d{4}-\d{2}-\d{2}[t ]/, '').replace(/^(\d{2})(\d{2})$/, '$1:$2')
  if (/^(12 ?)?noon$/.test(text)) return '12:00'
  if (/^(12 ?)?midnight$/.test(text)) return '00:00'
  const [, hours, minutes = '00', half] = text.match(/^(\d{1,2})(?:[:.](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?\s*(?:z|[+-]\d{2}:?\d{2})?$/) ?? []
  if (hours === undefined || (!half && !/[:.]/.test(text))) return null
  const hour = half ? (Number(hours) % 12) + (half === 'p' ? 12 : 0) : Number(hours)
  if (hour === 24 && minutes === '00') return '23:59'
  return hour < 24 && Number(minutes) < 60 ? `${pad(hour)}:${minutes}` : null
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}

/** A number; what is there and is none is told where `warn` is given. */
export function numberOf(value: unknown, warn?: Warn, field = ''): number | null {
  const text = plainText(value)
  const number = text === null ? Number.NaN : Number(text.replace(/^[£$€] ?/, ''))
  if (text !== null && !Number.isFinite(number)) warn?.(field, 'This is no number, so it was left out.')
  return Number.isFinite(number) ? number : null
}

/** Yes and no as feeds write them; null for anything else. */
export function truthOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  const text = plainText(value)?.toLowerCase() ?? ''
  if (/^(y|yes|true|1)$/.test(text)) return true
  return /^(n|no|false|0)$/.test(text) ? false : null
}

export function asObject(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null
}

/** The objects of a list; of what is no list, none. */
export function objectsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asObject).filter((item) => item !== null) : []
}

/**
 * The objects of a list that a feed gives. One object for a list is taken for a list of one, and a text for a row with nothing but its
 * `word`; what is neither is told.
 */
export function listOf(owner: Json, field: string, { warn, word }: { warn: Warn; word?: string }): Json[] {
  const value = owner[field]
  if (value === null || value === undefined || value === '') return []
  const items = (Array.isArray(value) ? value : [value]) as unknown[]
  return items.flatMap((item) => {
    const found = asObject(item) ?? (word !== undefined && plainText(item) !== null ? { [word]: item } : null)
    if (!found && item !== null && item !== '') warn(field, 'An item of this list could not be read, so it was left out.')
    return found ? [found] : []
  })
}
