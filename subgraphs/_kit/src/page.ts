import { asc, desc, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { refuse } from './errors.ts'
import { isUuid } from './ids.ts'

/** The paging arguments of every Relay connection here: forwards only. */
export type PageArguments = { first?: number | null; after?: string | null }

export type Page = { limit: number; after: string[] | null }

export const defaultPageSize = 25
export const largestPage = 100

/** Reads `first` and `after`. `after` is a cursor this graph made: the sort key of the row it stood on. */
export function readPage({ first, after }: PageArguments): Page {
  const limit = first ?? defaultPageSize
  if (limit < 1 || limit > largestPage) refuse('BAD_USER_INPUT', `"first" must be from 1 to ${largestPage}.`, { field: 'first' })
  return { limit, after: after == null ? null : decodeCursor(after) }
}

function decodeCursor(cursor: string): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(parts) && parts.every((part) => typeof part === 'string')) return parts
  } catch {
    // Told below, like every other cursor that is not ours.
  }
  return refuseCursor('of this graph')
}

function refuseCursor(what: string): never {
  return refuse('BAD_USER_INPUT', `"after" is not a cursor ${what}. Use an edge's "cursor" or "pageInfo.endCursor" as it came.`, { field: 'after' })
}

/** The order of a list: `by` says it to a query, `beyond` is what stands behind a cursor, and undefined where there is none. */
export type ListOrder = { by: SQL[]; beyond(after: Page['after']): SQL | undefined }

/**
 * The order of a list that is read in pages: by a value of its rows and, of equal values, by id, both upwards or both downwards, so that one
 * index on both finds where a page begins. The cursor holds both; one of another list is refused. An expression says of which type its value is.
 */
export function orderedBy(value: PgColumn | { of: SQL; type: string }, id: PgColumn, direction: 'upwards' | 'downwards' = 'upwards'): ListOrder {
  const { of, type } = 'of' in value ? value : { of: sql`${value}`, type: value.getSQLType() }
  const [one, comparison] = direction === 'upwards' ? [asc, sql.raw('>')] : [desc, sql.raw('<')]
  return {
    by: [one(of), one(id)],
    beyond(after) {
      if (after === null) return undefined
      const [place = '', lastId = ''] = after
      if (after.length !== 2 || !isOf(type, place) || !isOf('uuid', lastId)) return refuseCursor('of this list')
      return sql`(${of}, ${id}) ${comparison} (${place}::${sql.raw(type)}, ${lastId}::${sql.raw(id.getSQLType())})`
    }
  }
}

/** Whether a text could be a value of a column's type, as far as the orders of lists have it. */
function isOf(type: string, text: string): boolean {
  if (type === 'uuid') return isUuid(text)
  if (type === 'real') return text !== '' && Number.isFinite(Number(text))
  return /^(date|time)/.test(type) ? /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text)) : true
}

export type Connection<Row> = {
  edges: { cursor: string; node: Row }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
}

/** Makes a connection of rows read with a limit one above the page's, each row's cursor holding its sort key. */
export function toConnection<Row>(rows: readonly Row[], page: Page, sortKey: (row: Row) => string[]): Connection<Row> {
  const edges = rows.slice(0, page.limit).map((node) => ({ node, cursor: Buffer.from(JSON.stringify(sortKey(node))).toString('base64url') }))
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null
    }
  }
}

/**
 * A connection of what one person has in a service, out of all of it. Where something is withheld and nothing is readable, `edges` is
 * null, never an empty list: nothing there and not for you are different answers.
 */
export function toPersonConnection<Row extends { id: string }, Withheld>(rows: readonly Row[], withheld: Withheld | null, page: Page) {
  const [afterId] = page.after ?? []
  const start = afterId === undefined ? 0 : rows.findIndex((row) => row.id === afterId) + 1
  const connection = toConnection(rows.slice(start, start + page.limit + 1), page, (row) => [row.id])
  return { ...connection, edges: withheld && rows.length === 0 ? null : connection.edges, withheld }
}
