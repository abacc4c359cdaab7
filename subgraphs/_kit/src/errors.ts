import { GraphQLError } from 'graphql'

/** The closed list of refusals. Anything else that goes wrong is masked before it leaves the building. */
export const refusalCodes = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'CONFLICT', 'CONSENT_REQUIRED', 'UNAVAILABLE'] as const

export type RefusalCode = (typeof refusalCodes)[number]

/**
 * Stops the work with a refusal that a practitioner can act on: what happened, what to do.
 * The message never holds a value of a person; `details` may name a field, a version or a rule, nothing more.
 */
export function refuse(code: RefusalCode, message: string, details: Record<string, unknown> = {}): never {
  throw new GraphQLError(message, { extensions: { code, ...details } })
}

/** Stops with the rule's own sentence where a rule says why not. */
export function mustPermit(whyNot: string | null): void {
  if (whyNot) refuse('BAD_USER_INPUT', whyNot)
}

/** The refusal inside an error, or null when the error is a fault and must be masked. */
export function refusalOf(error: unknown): { code: RefusalCode; message: string } | null {
  const refusal = error instanceof GraphQLError && error.originalError ? error.originalError : error
  if (!(refusal instanceof GraphQLError)) return null
  const code = refusal.extensions.code as RefusalCode
  return refusalCodes.includes(code) ? { code, message: refusal.message } : null
}
