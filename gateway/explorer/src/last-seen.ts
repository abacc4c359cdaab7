/** What answers brought last, so that the next ready-made query can be filled with it. Only in this page's memory. */
export type LastSeen = Partial<Record<SeenKind, string>>
export type SeenKind = 'person' | 'identityRecord' | 'nhsNumber'

const kindOfField: Record<string, SeenKind> = { person: 'person', people: 'person', records: 'identityRecord', identityRecord: 'identityRecord' }
const passedThrough = ['edges', 'node']

/** The first of each kind in an answer; what it does not name stays as it was. */
export function noteSeen(data: unknown, before: LastSeen): LastSeen {
  const found: LastSeen = {}
  const visit = (value: unknown, field: string): void => {
    if (Array.isArray(value)) return value.forEach((item) => visit(item, field))
    if (typeof value !== 'object' || value === null) return
    const { id, type, value: number } = value as { id?: unknown; type?: unknown; value?: unknown }
    const kind = kindOfField[field]
    if (kind && typeof id === 'string') found[kind] ??= id
    if (type === 'NHS_NUMBER' && typeof number === 'string') found.nhsNumber ??= number
    for (const [name, inner] of Object.entries(value)) visit(inner, passedThrough.includes(name) ? field : name)
  }
  visit(data, '')
  return { ...before, ...found }
}

/** What outlives a change of role: ids say nothing about anyone, an NHS number does. */
export function keepIds({ person, identityRecord }: LastSeen): LastSeen {
  return { person, identityRecord }
}
