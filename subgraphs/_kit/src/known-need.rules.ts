/** Why needs cannot be written down: the taxonomy has no such code. While the room has heard of none, any is taken: the news may be on its way. */
export function whyNotOfTaxonomy(known: ReadonlySet<string>, codes: readonly string[]): string | null {
  if (known.size === 0 || codes.every((code) => known.has(code))) return null
  return 'There is no such need in the need taxonomy. Choose it by its code, such as housing.'
}
