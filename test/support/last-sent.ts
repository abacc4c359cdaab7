const most = 5_000

/** What was sent since it was last taken: of many, those that came last, so that a long walk does not fill the memory. */
export function openLastSent<Item>(): { keep(item: Item): void; take(): Item[] } {
  let kept: Item[] = []
  return {
    keep(item) {
      if (kept.length >= most) kept = kept.slice(most / 2)
      kept.push(item)
    },
    take() {
      const since = kept
      kept = []
      return since
    }
  }
}
