import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { RoomContext } from './context.ts'
import { inTransaction, type Database } from './db.ts'
import { refuse } from './errors.ts'
import type { RoomTables } from './room-tables.ts'
import { findTextFault, type TextLimits } from './text.rules.ts'

export type Change<Row> = {
  /** The audit's name for it, such as `people.record-identity`. */
  action: string
  input: { idempotencyKey: string }
  /** The id of the row, where it is known before the work is done. */
  id?: string
  /** Finds the row again when the same request comes a second time. */
  find(tx: Database, id: string): Promise<Row | null>
}

const keyless = '"idempotencyKey" is empty. Give each new request a key of its own, such as a UUID, and the same key when you send that request again.'

/**
 * Opens the way a room's verbs change rows: in one transaction, once for each idempotency key.
 * The same key with the same input answers what the first call answered; with another input it is refused, and so are an empty key or id, and a text that is too long (`limits`: the room's own).
 */
export function openChange(idempotency: RoomTables['idempotency'], limits: TextLimits = {}) {
  return function change<Row extends { id: string }>(
    context: RoomContext,
    { action, input, id, find }: Change<Row>,
    work: (tx: Database) => Promise<Row>
  ): Promise<Row> {
    if (input.idempotencyKey.trim() === '') refuse('BAD_USER_INPUT', keyless, { field: 'idempotencyKey' })
    const fault = findTextFault(input, limits)
    if (fault) refuse('BAD_USER_INPUT', fault.message, { field: fault.field })
    const subject = context.principal.subject
    const requestHash = createHash('sha256').update(action).update(JSON.stringify(input)).digest('hex')
    const mine = and(eq(idempotency.subject, subject), eq(idempotency.key, input.idempotencyKey))

    return inTransaction(context, async (tx) => {
      const request = { subject, key: input.idempotencyKey, requestHash, resultId: id ?? '' }
      const [claim] = await tx.insert(idempotency).values(request).onConflictDoNothing().returning()
      if (claim) {
        const row = await work(tx)
        if (row.id !== id) await tx.update(idempotency).set({ resultId: row.id }).where(mine)
        return row
      }
      const [earlier] = await tx.select().from(idempotency).where(mine)
      if (earlier?.requestHash !== requestHash) refuse('CONFLICT', 'This idempotencyKey was used for a different request. Use a new key for each new request.')
      return (await find(tx, earlier.resultId)) ?? refuse('NOT_FOUND', 'What this request made can no longer be seen.')
    })
  }
}

/** Why a change is refused that names a version which the row has not come to. */
export function whyNotYet({ version }: { version: number }): string {
  return `There is no such version yet: it is at version ${version}. Read it again, then decide.`
}

/** Refuses a change made from an old reading of the row. */
export function mustBeAt(row: { version: number }, expectedVersion: number): void {
  if (row.version === expectedVersion) return
  if (expectedVersion > row.version) refuse('CONFLICT', whyNotYet(row), { version: row.version })
  refuse('CONFLICT', `This was changed since you read it: it is at version ${row.version}, you read version ${expectedVersion}. Read it again, then decide.`, {
    version: row.version
  })
}
