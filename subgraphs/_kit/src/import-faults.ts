import { refusalOf } from './errors.ts'

/** Why a row cannot be taken: the rule's own words, and the field they are about, or '' . */
export type RowFault = { reason: string; column: string }

/** A refusal as a row's fault, or null where the error is a fault of the machine. */
export function reasonOf(error: unknown): RowFault | null {
  const refusal = refusalOf(error)
  if (!refusal) return null
  const { field } = (error as { extensions?: { field?: unknown } }).extensions ?? {}
  return { reason: refusal.message, column: typeof field === 'string' ? field : '' }
}

// Classes of PostgreSQL errors: 22 data exception, 23 integrity; 40001 and 40P01 two transactions in each other's way, 55P03 lock not available.

/** Passes on what is no fault of a row. */
export function raise(error: unknown): never {
  throw error
}

/** What the database would not take though no rule refused it; its own message is not told, for it repeats values. */
export function faultOfRow(error: unknown): RowFault | null {
  const code = codeOf(error)
  return /^2[23]/.test(code)
    ? { reason: `The database cannot hold this row as it is (${code}). Check it for odd characters and for keys used elsewhere.`, column: '' }
    : null
}

export function isWorthRetrying(error: unknown): boolean {
  return ['40001', '40P01', '55P03'].includes(codeOf(error))
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause ? error.cause : error
  return String((cause as { code?: unknown } | undefined)?.code ?? '')
}
