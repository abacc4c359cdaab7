const placeholders = /^(n\/?a|none|null|unknown|undefined|-+|\.+|tb[ac]|no (description|information) available\.?)$/i

/** Nothing in a text without any of these has to be mended. */
const isSuspect = /[^\S ]| {2}|^ | $|[<&\\]|\p{Cc}|â|GÇ|Γ|Â|Ã/u

/** Plain text out of what may hold HTML; null for nothing and for what stands for nothing. */
export function plainText(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = settled(String(value).toWellFormed())
  return text === '' || placeholders.test(text) ? null : text
}

/** Mended until nothing is left to mend: `&amp;lt;b&amp;gt;` must not become another text when our own feed is read again, nor a live tag. */
function settled(given: string): string {
  let text = given
  while (isSuspect.test(text)) {
    const mended = mend(text)
    if (mended === text) return text
    text = mended
  }
  return text
}

function mend(text: string): string {
  return unscrambled(text)
    .replace(/&(?:(?:amp|#0*38|#x0*26);)+/gi, '&')
    .replace(/&(#x?[\da-f]{1,6}|[a-z]{2,8}\d{0,2});/gi, (whole, name: string) => characterOf(name) ?? whole)
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<\/?[a-z!][^>]*>/gi, ' ')
    .replace(/\\[nrt]/g, ' ')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The character that an entity of HTML stands for, `&rsquo;` or `&#8217;`; null where it is none that is in use. */
function characterOf(name: string): string | null {
  if (!name.startsWith('#')) return entities[name] ?? entities[name.toLowerCase()] ?? null
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  // Windows-1252 was what browsers took these numbers for, and pages are written so.
  if (code >= 0x80 && code <= 0x9f) return new TextDecoder('windows-1252').decode(Uint8Array.of(code))
  return code > 0x10ffff || Number.isNaN(code) ? null : String.fromCodePoint(code).toWellFormed()
}

const entities: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'", shy: '', ensp: ' ', emsp: ' ' },
  ...{ lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„', laquo: '«', raquo: '»' },
  ...{ ndash: '–', mdash: '—', hellip: '…', bull: '•', middot: '·', pound: '£', euro: '€', copy: '©', reg: '®', trade: '™', deg: '°', times: '×' },
  ...{ frac12: '½', frac14: '¼', frac34: '¾', eacute: 'é', egrave: 'è', ecirc: 'ê', aacute: 'á', agrave: 'à', acirc: 'â', iacute: 'í', oacute: 'ó' },
  ...{ ocirc: 'ô', ouml: 'ö', uuml: 'ü', auml: 'ä', uacute: 'ú', ccedil: 'ç', ntilde: 'ñ', Eacute: 'É', szlig: 'ß', rarr: '→' }
}

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
  return /â|GÇ|Γ|Â|Ã/.test(text) ? scrambled.reduce((mended, [broken, right]) => mended.replace(broken, right), text) : text
}
