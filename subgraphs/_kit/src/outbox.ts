import type { z } from 'zod'
import { insertMany } from './bulk.ts'
import type { Clock } from './clock.ts'
import type { Database } from './db.ts'
import type { Principal } from './principal.ts'
import type { RoomTables } from './room-tables.ts'

/** What a room publishes: a shape for each event, and which fields of its payload each reading room may have ('all', or their names). */
export type EventContract = Record<string, { version: number; shape: z.ZodType<Record<string, unknown>>; readers: Record<string, 'all' | readonly string[]> }>

export type EventDraft<Contract extends EventContract, Type extends keyof Contract & string = keyof Contract & string> = {
  [T in Type]: {
    type: T
    subjectId: string
    /** Version of the subject after the change. */
    subjectVersion: number
    /** The identity record the change is about; null where no person is concerned. */
    recordId: string | null
    /** When it happened in the world, which may be long before it is recorded. */
    occurredAt?: Date
    payload: z.infer<Contract[T]['shape']>
  }
}[Type]

type Recording = { principal: Principal; clock: Clock; requestId: string }

const rowsPerInsert = 1_000

/**
 * Opens a room's outbox: the one way to leave events. What it returns writes them in the caller's transaction and fails closed:
 * an event that does not fit its shape stops the change.
 */
export function openOutbox<Contract extends EventContract>(outbox: RoomTables['outbox'], contract: Contract) {
  return async function record(tx: Database, context: Recording, ...events: EventDraft<Contract>[]): Promise<void> {
    const rows = events.map((event) => {
      const declared = contract[event.type]
      if (!declared) throw new Error(`The event ${event.type} is not in the room's contract.`)
      return {
        type: event.type,
        shapeVersion: declared.version,
        subjectId: event.subjectId,
        subjectVersion: event.subjectVersion,
        recordId: event.recordId,
        organisation: context.principal.organisation,
        actor: context.principal.subject,
        actorRole: context.principal.role,
        requestId: context.requestId,
        occurredAt: event.occurredAt ?? context.clock.now(),
        payload: declared.shape.parse(event.payload)
      }
    })
    const starts = Array.from({ length: Math.ceil(rows.length / rowsPerInsert) }, (_, place) => place * rowsPerInsert)
    await Promise.all(starts.map((start) => insertMany(tx, outbox, rows.slice(start, start + rowsPerInsert))))
  }
}
