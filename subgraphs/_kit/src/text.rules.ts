// What the texts of every verb's input have in common: ids and codes are not empty, nothing is longer than a column of an import takes, and lists of
// texts are short and name each once.

/** What is written in words, in characters; and an id, a code or a key. */
export const longestText = 2_000
export const longestName = 200
/** Of texts in one list, such as tools or ids. */
export const mostTexts = 50

/** A room's own limits: of what is written in words, and of some fields by their names. */
export type TextLimits = { text?: number; fields?: Readonly<Record<string, number>> }

type TextFault = { field: string; message: string }

const isName = /(^id|Ids?|Codes?|Key)$/
/** By what people sign in: as long as an id, but whether it may be empty each verb says. */
const isSignIn = /^(subjects?|worker)$/

/** Spaces of no width and their like, which no trimming takes away. */
const unseen = /^\s*\p{Default_Ignorable_Code_Point}[\s\p{Default_Ignorable_Code_Point}]*$/u

/** Why a text of an input is not taken, and in which field, however deep it lies; null where all are. Never repeats one. */
export function findTextFault(input: unknown, limits: TextLimits = {}, field = ''): TextFault | null {
  if (typeof input === 'string') return faultOf(input, limits, field)
  if (input === null || typeof input !== 'object' || input instanceof Date) return null
  const list = Array.isArray(input) && input.some((item) => typeof item === 'string') ? faultOfList(input, field) : null
  if (list) return list
  for (const [name, value] of Array.isArray(input) ? input.map((item) => [field, item] as const) : Object.entries(input)) {
    const fault = findTextFault(value, limits, name)
    if (fault) return fault
  }
  return null
}

function faultOfList(texts: readonly unknown[], field: string): TextFault | null {
  if (texts.length > mostTexts) return { field, message: `"${field}" names more than ${mostTexts}. Name up to ${mostTexts}.` }
  const named = texts.map((text) => (typeof text === 'string' ? text.trim() : text))
  return new Set(named).size < named.length ? { field, message: `"${field}" names the same twice. Name each once.` } : null
}

function faultOf(text: string, { text: inWords = longestText, fields = {} }: TextLimits, field: string): TextFault | null {
  // PostgreSQL holds no text with it; it comes from a broken copy, and cannot be seen.
  if (text.includes('\u0000')) return { field, message: `"${field}" holds a character that cannot be seen or kept (NUL). Write the text anew, without it.` }
  if (isName.test(field) && text.trim() === '') return { field, message: `"${field}" is empty. Give it as the graph gave it, or leave it out where it may be.` }
  if (unseen.test(text)) return { field, message: `"${field}" holds nothing that can be seen. Write it anew, or leave it out where it may be.` }
  const longest = fields[field] ?? (isName.test(field) || isSignIn.test(field) ? longestName : inWords)
  return text.length > longest ? { field, message: `"${field}" is longer than ${longest.toLocaleString('en-GB')} characters. Shorten it.` } : null
}
