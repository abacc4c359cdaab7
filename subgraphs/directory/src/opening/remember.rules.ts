/** Keeps what was reckoned under each key, so that it is reckoned once; when it holds `most` it begins anew. For what never changes. */
export function remember<Value>(most: number): (key: string, reckon: () => Value) => Value {
  const known = new Map<string, Value>()
  return (key, reckon) => {
    if (known.has(key)) return known.get(key) as Value
    const value = reckon()
    if (known.size >= most) known.clear()
    known.set(key, value)
    return value
  }
}
