import { plainText } from './feed-text.rules.ts'
import type { Warn } from './feed-value.rules.ts'
import { isEmail, isWebAddress } from './service.rules.ts'

/** A web address without a scheme gets https://, and what may not stand in one is written as it must be; example.com is what templates hold. */
export function webAddressOf(value: unknown, warn: Warn, field = 'url'): string | null {
  const text = plainText(value)
  if (text === null) return null
  const several = text.split(/[\s,;]+/).map(addressIn)
  const address = /\s/.test(text) ? null : addressIn(text)
  const [first] = several
  if (address === null && (several.length < 2 || several.includes(null))) {
    warn(field, 'This is no web address, so it was left out.')
    return null
  }
  if (address === null) warn(field, 'Several web addresses stand here; the first was taken.')
  const taken = address ?? first ?? ''
  const isPlaceholder = /^(www\.)?example\.com$/i.test(new URL(taken).hostname)
  if (isPlaceholder) warn(field, 'The web address is a placeholder, so it was left out.')
  return isPlaceholder ? null : taken
}

function addressIn(text: string): string | null {
  const address = /^[a-z][a-z\d+.-]*:/i.test(text) && !/^[^/]+:\d+/.test(text) ? text : `https://${text}`
  if (isWebAddress(address)) return address
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return null
  const escaped = escape(new URL(address).href)
  return isWebAddress(escaped) ? escaped : null
}

/** What a browser lets pass and RFC 3986 does not: `|`, `[` and a stray `%` in the path, a second `#`. */
function escape(address: string): string {
  const [before = '', ...after] = address.split('#')
  return [before, ...(after.length > 0 ? [after.join('%23')] : [])]
    .map((part) => part.replace(/%(?![\da-f]{2})/gi, '%25').replace(/[^\w\-.~:/?@!$&'()*+,;=%]/g, (sign) => encodeURIComponent(sign)))
    .join('#')
}

/** An e-mail address, also out of `mailto:`, of `Hub <hub@…>` and of a list, of which the first is taken. */
export function emailOf(value: unknown, warn: Warn, field = 'email'): string | null {
  const given = Array.isArray(value) ? value.join(';') : value
  // Its brackets are none of HTML.
  const text = plainText(typeof given === 'string' ? given.replace(/<([^<>\s]+@[^<>\s]+)>/g, ' $1 ') : given)
  if (text === null || isEmail(text)) return text
  const [first, ...others] = text
    .split(/[\s;,<>()|"]+|\/(?=[^/]*@)/)
    .map((part) => part.replace(/^mailto:/i, '').replace(/[.:]+$/, ''))
    .filter(isEmail)
  if (first === undefined) warn(field, 'This is no e-mail address, so it was left out.')
  else if (others.length > 0) warn(field, 'Several e-mail addresses stand here; the first was taken.')
  else warn(field, 'More than an e-mail address stands here; the address was taken.')
  return first ?? null
}
