import type { z } from 'zod'
import { insertMany } from './bulk.ts'
import { isoInstant, type Clock } from './clock.ts'
import type { Database } from './db.ts'
import type { Principal } from './principal.ts'
import type { RoomTables, StoredEvent } from './room-tables.ts'

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

const rowsPerInsert = 500
/** A row of the outbox holds no more events: pages of a feed are made of whole rows. */
const eventsPerRow = 100

/**
 * Opens a room's outbox: the one way to leave events. What it returns writes them in the caller's transaction and fails closed:
 * an event that does not fit its shape stops the change. Events about one record keep their order.
 */
export function openOutbox<Contract extends EventContract>(outbox: RoomTables['outbox'], contract: Contract) {
  return async function record(tx: Database, context: Recording, ...drafts: EventDraft<Contract>[]): Promise<void> {
    const { organisation, subject: actor, role: actorRole } = context.principal
    const bySubject = Map.groupBy(drafts, ({ recordId, subjectId }) => recordId ?? subjectId)
    const { requestId } = context
    const rows = [...bySubject.values()].flatMap((together) =>
      inParts(together, eventsPerRow).flatMap((part) => {
        const [first] = part
        if (!first) return []
        const { recordId, subjectId } = first
        const told = part.map((draft) => toStored(draft, subjectId))
        return [{ recordId, subjectId, size: part.length, shared: takeShared(told), events: told, organisation, actor, actorRole, requestId }]
      })
    )
    await Promise.all(inParts(rows, rowsPerInsert).map((part) => insertMany(tx, outbox, part)))

    function toStored({ type, subjectId, subjectVersion, occurredAt = context.clock.now(), payload }: EventDraft<Contract>, ofRow: string): StoredEvent {
      const declared = contract[type]
      if (!declared) throw new Error(`The event ${type} is not in the room's contract.`)
      const event: StoredEvent = [type, declared.version, subjectVersion, isoInstant(occurredAt), declared.shape.parse(payload)]
      if (subjectId !== ofRow) event.push(subjectId)
      return event
    }
  }
}

/** Takes the texts that stand alike in the payloads of many events out of them. */
function takeShared(events: readonly StoredEvent[]): StoredEvent[4] {
  const [first, ...others] = events
  if (!first || others.length === 0) return {}
  const shared = Object.entries(first[4]).filter(([name, value]) => typeof value === 'string' && others.every((event) => event[4][name] === value))
  const names = new Set(shared.map(([name]) => name))
  for (const event of events) {
    const own: StoredEvent[4] = {}
    for (const name in event[4]) if (!names.has(name)) own[name] = event[4][name]
    event[4] = own
  }
  return Object.fromEntries(shared)
}

function inParts<Item>(items: readonly Item[], most: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, place) => items.slice(place * most, (place + 1) * most))
}
