import { isEmail, isWebAddress } from './service.rules.ts'

export type Json = Record<string, unknown>
export type Warn = (field: string, reason: string) => void

const placeholders = /^(n\/?a|none|null|unknown|-+|\.+|tb[ac]|no (description|information) available\.?)$/i

/** Plain text out of what may hold HTML; null for nothing and for what stands for nothing. */
export function plainText(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = unscrambled(String(value))
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<\/?[a-z!][^>]*>/gi, ' ')
    .replace(/&(amp|lt|gt|quot|nbsp|#0?39|apos);/gi, (_, name: string) => entities[name.toLowerCase()] ?? ' ')
    .replace(/\\[nrt]/g, ' ')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return text === '' || placeholders.test(text) ? null : text
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'", '#039': "'", apos: "'" }

// UTF-8 read as another character set and written again: as Windows-1252, and as the DOS page 437 of Miami's feed.
const scrambled: [RegExp, string][] = [
  [/â€™|GÇÖ|ΓÇÖ|â\u0080\u0099/g, '’'],
  [/â€˜|GÇÿ|ΓÇÿ|â\u0080\u0098/g, '‘'],
  [/â€œ|GÇ£|ΓÇ£|â\u0080\u009c/g, '“'],
  [/â€\u009d|GÇ¥|ΓÇ¥|â\u0080\u009d/g, '”'],
  [/â€“|GÇô|ΓÇô|â\u0080\u0093/g, '–'],
  [/â€”|GÇö|ΓÇö|â\u0080\u0094/g, '—'],
  [/Â(?=[\u00a0£·°])/g, ''],
  [/Ã©/g, 'é']
]

function unscrambled(text: string): string {
  return /[âGΓÂÃ]/.test(text) ? scrambled.reduce((mended, [broken, right]) => mended.replace(broken, right), text) : text
}

/** A web address without a scheme gets https://; example.com is what templates hold. */
export function webAddressOf(value: unknown, warn: Warn): string | null {
  const text = plainText(value)
  if (text === null) return null
  const address = /^[a-z][a-z\d+.-]*:/i.test(text) && !/^[^/]+:\d+/.test(text) ? text : `https://${text}`
  if (!isWebAddress(address) || /\s/.test(address)) {
    warn('url', 'This is no web address, so it was left out.')
    return null
  }
  const isPlaceholder = /^(www\.)?example\.com$/i.test(new URL(address).hostname)
  if (isPlaceholder) warn('url', 'The web address is a placeholder, so it was left out.')
  return isPlaceholder ? null : address
}

export function emailOf(value: unknown, warn: Warn, field = 'email'): string | null {
  const text = plainText(value)
  if (text === null || isEmail(text)) return text
  warn(field, 'This is no e-mail address, so it was left out.')
  return null
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A day as YYYY-MM-DD, also out of `January 05, 2026` and `05/01/2026` (day first, as in the United Kingdom). */
export function dayOf(value: unknown, warn: Warn, field: string): string | null {
  const text = plainText(value)
  if (text === null) return null
  const [, month, dayOfMonth, year] = text.match(/^([A-Za-z]{3})[a-z]* (\d{1,2}),? (\d{4})$/) ?? []
  const [, first, second, last] = text.match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/) ?? []
  const day = year
    ? `${year}-${pad(months.indexOf(String(month).toLowerCase()) + 1)}-${pad(Number(dayOfMonth))}`
    : last
      ? `${last}-${pad(Number(second))}-${pad(Number(first))}`
      : text.slice(0, 10)
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(day).toJSON()?.startsWith(day)) return day
  warn(field, 'This is no day, so it was left out.')
  return null
}

/** A time of day as HH:MM, also out of `9:00AM`, `9.30 pm`, `10:00:00Z`, `noon`. Whatever offset is written: it is the time on the door. */
export function timeOf(value: unknown): string | null {
  const text = plainText(value)?.toLowerCase() ?? ''
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

export function numberOf(value: unknown): number | null {
  const text = plainText(value)
  const number = text === null ? Number.NaN : Number(text.replace(/^[£$€]/, ''))
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
