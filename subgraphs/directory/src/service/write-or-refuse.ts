import type { Transact } from '../importer-rows.ts'
import { writeEntries, type Candidate, type Writing, type Written } from './write-entries.ts'

const counts = ['added', 'changed', 'unchanged'] as const
const reason = 'The database cannot hold this entry: something in it is too long, or is nothing that a text or a number may be.'

/**
 * Writes entries, all in one transaction where that can be. Where the database refuses them for what is in them, they are written in
 * halves, until what it cannot hold stands alone and is refused: one broken entry costs no other.
 */
export async function writeOrRefuse(transact: Transact, writing: Writing, chunk: readonly Candidate[]): Promise<Written> {
  try {
    return await transact((tx) => writeEntries(tx, writing, chunk))
  } catch (error) {
    if (!isOfData(error)) throw error
    const [only, ...others] = chunk
    if (!only || others.length === 0)
      return { added: 0, changed: 0, unchanged: 0, rejected: only ? [{ line: only.line, field: '', reason }] : [], warnings: [] }
    const middle = Math.ceil(chunk.length / 2)
    const first = await writeOrRefuse(transact, writing, chunk.slice(0, middle))
    const second = await writeOrRefuse(transact, writing, chunk.slice(middle))
    for (const count of counts) first[count] += second[count]
    first.rejected.push(...second.rejected)
    first.warnings.push(...second.warnings)
    return first
  }
}

/** True where PostgreSQL names a fault of the data, of a constraint or of a limit (classes 22, 23 and 54): not where it cannot be reached. */
function isOfData(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  return typeof code === 'string' && /^(22|23|54)/.test(code) ? true : cause !== undefined && isOfData(cause)
}
