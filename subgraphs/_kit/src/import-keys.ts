import { hash } from 'node:crypto'

/** Whether a file has named an id before: not yet, in a row that says the same, or in one that says something else. */
export type Meeting = 'new' | 'same' | 'other'

const leastSlots = 1_024

/**
 * Knows which ids of a file were met, and whether a row says the same as the first with its id. Of each row it keeps two short digests, in
 * a table of numbers that is at most half full: a `Map` of as many takes four times the memory, and a file may have millions of rows.
 */
export function openKeys(): (id: string, content: string) => Meeting {
  let [table, rows] = [openTable(leastSlots), 0]
  return (id, content) => {
    const [place, said] = [digest(id), digest(content)]
    const at = slotOf(table, place)
    if (table[at] === place) return table[at + 1] === said ? 'same' : 'other'
    table.set([place, said], at)
    rows += 1
    if (rows * 4 > table.length) table = doubled(table)
    return 'new'
  }
}

/** A slot is the digest of an id, zero where it is free, and beside it that of what the row says. */
function openTable(slots: number): Float64Array {
  return new Float64Array(slots * 2)
}

/** Where the digest of an id stands, or the free slot where it belongs. */
function slotOf(table: Float64Array, place: number): number {
  let at = (place * 2) % table.length
  while (table[at] !== 0 && table[at] !== place) at = (at + 2) % table.length
  return at
}

function doubled(table: Float64Array): Float64Array {
  const larger = openTable(table.length)
  for (let at = 0; at < table.length; at += 2) {
    const [place = 0, said = 0] = [table[at], table[at + 1]]
    if (place !== 0) larger.set([place, said], slotOf(larger, place))
  }
  return larger
}

/** A whole number of 52 bits, never zero. */
function digest(text: string): number {
  return Number.parseInt(hash('sha1', text).slice(0, 13), 16) + 1
}
