/**
 * Puts rows back in the order of the keys that asked for them, as a DataLoader wants. One row a key; null where there is none.
 */
export function inKeyOrder<Key, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.map((key) => byKey.get(key) ?? null)
}

/** The same for keys that each ask for many rows; the order of the rows is kept. */
export function groupedInKeyOrder<Key, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): Row[][] {
  const byKey = new Map<Key, Row[]>()
  for (const row of rows) {
    const group = byKey.get(keyOf(row))
    if (group) group.push(row)
    else byKey.set(keyOf(row), [row])
  }
  return keys.map((key) => byKey.get(key) ?? [])
}
