import { itemsOf } from './feed-items.rules.ts'

export type Values = Record<string, string>

/** A row of a CSV file by the names of our columns, and the line on which it ends; `raw` goes by the file's own names, in lower case. */
export type TableRow = { line: number; values: Values; raw?: Values; file?: string }

type Rows = readonly TableRow[] | undefined

/** Rows by what they hold in a column, and which rows were found by it: one that nobody asks for belongs to nothing. */
export type Index = {
  /** The first row of each key. */
  byFirst(rows: Rows, columns: readonly string[]): { get(key: string): Values | undefined; has(key: string): boolean }
  /** Every row of a key; a row that holds a list of keys is found by each. */
  byAll(rows: Rows, column: string): { get(key: string): Values[] }
  use(found: readonly Values[]): void
  isUsed(values: Values): boolean
}

export function openIndex(): Index {
  const used = new Set<Values>()
  const use = (found: readonly Values[]) => found.forEach((values) => used.add(values))
  return {
    byFirst(rows = [], columns) {
      const found = new Map<string, Values>()
      for (const { values } of rows) {
        const key = columns.map((column) => values[column]).find(Boolean) ?? ''
        if (!found.has(key)) found.set(key, values)
      }
      return {
        has: (key) => found.has(key),
        get(key) {
          const values = found.get(key)
          if (values) used.add(values)
          return values
        }
      }
    },
    byAll(rows = [], column) {
      const found = new Map<string, Values[]>()
      for (const { values } of rows) {
        const named = values[column] ?? ''
        for (const key of named === '' ? [] : new Set([named, ...itemsOf(named)])) {
          const group = found.get(key)
          if (group) group.push(values)
          else found.set(key, [values])
        }
      }
      return {
        get(key) {
          const group = key === '' ? [] : (found.get(key) ?? [])
          use(group)
          return group
        }
      }
    },
    use,
    isUsed: (values) => used.has(values)
  }
}
