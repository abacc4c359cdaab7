import { plainText } from './feed-text.rules.ts'
import type { Json, Warn } from './feed-value.rules.ts'

/** 0, 200 and 999 are how sources write "no limit" (Florida's legal feed); other ages run to 120. */
export function ageOf(value: unknown): number | null | 'not an age' {
  const text = plainText(value)
  if (text === null) return null
  const age = Number(text)
  if (age === 0 || age === 200 || age === 999) return null
  return Number.isInteger(age) && age > 0 && age <= 120 ? age : 'not an age'
}

/** An age range in words: `18+`, `11-25`, `From 5 years upwards`, `Over 55s`, `Under 25`, `All ages`; null where there is none in them. */
export function agesIn(text: string): { minimumAge: number | null; maximumAge: number | null } | null {
  if (/^all ages$/i.test(text)) return { minimumAge: null, maximumAge: null }
  const [, low, high] = text.match(/^(?:ages? )?(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})(?: years?)?(?: old)?$/i) ?? []
  if (low && high) return { minimumAge: Number(low), maximumAge: Number(high) }
  const [, least] =
    text.match(/^(?:from |aged? |over )?(\d{1,3})s?(?: years?)?\s*(?:\+|and (?:over|above)|upwards|or (?:over|older))$/i) ??
    text.match(/^over (\d{1,3})s?$/i) ??
    []
  if (least) return { minimumAge: Number(least), maximumAge: null }
  const [, below] = text.match(/^under (\d{1,3})s?$/i) ?? []
  return below ? { minimumAge: null, maximumAge: Number(below) - 1 } : null
}

/** The ages a service takes, by its two fields, or out of what stands in the first. */
export function ageRange(service: Json, warn: Warn): { minimumAge: number | null; maximumAge: number | null } {
  const inWords = agesIn(plainText(service.minimum_age) ?? '')
  if (inWords && plainText(service.maximum_age) === null) return inWords
  const [minimumAge, maximumAge] = (['minimum_age', 'maximum_age'] as const).map((field) => {
    const age = ageOf(service[field])
    if (age === 'not an age') warn(field, 'This is no age in whole years, so it was left out.')
    return age === 'not an age' ? null : age
  })
  const isReversed = minimumAge != null && maximumAge != null && minimumAge > maximumAge
  if (isReversed) warn('minimum_age', 'The youngest age is above the oldest, so both were left out.')
  return isReversed ? { minimumAge: null, maximumAge: null } : { minimumAge: minimumAge ?? null, maximumAge: maximumAge ?? null }
}
