/** The items of a field that holds a list: between semicolons, else between commas. */
export function itemsOf(value: string | undefined): string[] {
  const text = value ?? ''
  return text
    .split(text.includes(';') ? ';' : ',')
    .map((item) => item.trim())
    .filter(Boolean)
}
