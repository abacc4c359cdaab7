import { Column, getTableColumns, is, sql, type SQL } from 'drizzle-orm'

type Field = { field: unknown }
type Options = { isSingleTable?: boolean }
/** The part of drizzle that writes statements; it does not show it to whoever uses it. */
type Dialect = { buildSelection(fields: readonly Field[], options?: Options): SQL; sqlToQuery(selection: SQL): { sql: string } }

type Written = { columns: readonly Column[]; isSingleTable: boolean; text: SQL }

/**
 * Has a database write each list of selected columns once and remember it. Drizzle writes it anew for every statement, piece by piece: two thirds of
 * all it does for one that reads a wide table, and half of all the memory that a change goes through.
 */
export function rememberSelections(db: object): void {
  const { dialect } = db as { dialect: Dialect }
  const write = dialect.buildSelection.bind(dialect)
  // By the first column of each list.
  const known = new WeakMap<Column, Written[]>()
  dialect.buildSelection = (fields, options = {}) => {
    const { isSingleTable = false } = options
    const first = fields[0]?.field
    if (!is(first, Column)) return write(fields, options)
    const lists = known.get(first) ?? []
    const found = lists.find(
      ({ columns, ...list }) =>
        list.isSingleTable === isSingleTable && columns.length === fields.length && columns.every((column, place) => column === fields[place]?.field)
    )
    if (found) return found.text
    const columns = fields.map(({ field }) => field).filter((field) => is(field, Column))
    if (columns.length < fields.length || !columns.every(isOfTable)) return write(fields, options)
    const text = sql.raw(dialect.sqlToQuery(write(fields, options)).sql)
    known.set(first, [...lists, { columns, isSingleTable, text }])
    return text
  }
}

/** Whether a column is its table's own: those of a table under another name are made anew whenever they are asked for, and would never be known again. */
function isOfTable(column: Column): boolean {
  return Object.values(getTableColumns(column.table)).includes(column)
}
