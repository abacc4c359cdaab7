import { randomUUID } from 'node:crypto'
import type { ExecutionResult } from 'graphql'
import type { Clock } from '@throughcare/kit/clock'
import { openLog } from '@throughcare/kit/log'
import { readPolicy } from '@throughcare/kit/policy'
import { openRoom, type RoomDefinition } from '@throughcare/kit/room'
import type { Principal } from '@throughcare/kit/principal'
import type { RoomContext } from '@throughcare/kit/context'
import { cloneDatabase } from './database.ts'
import { openLastSent } from './last-sent.ts'

export const quiet = openLog('test', 'silent')

export type Answer = { data: Record<string, any> | null; errors: { message: string; code: string }[] }

export type TestRoom = {
  /** The database, for what opens it by itself: importers, reference data. */
  url: string
  ask(principal: Principal, query: string, variables?: Record<string, unknown>): Promise<Answer>
  /** Rows as the superuser sees them: what is really in the database. */
  rows<Row extends object>(query: string, ...values: unknown[]): Promise<Row[]>
  /** The statements the room's stores have sent since the last call. */
  statements(): string[]
  close(): Promise<void>
}

/** A room on a database of its own, asked through its schema as the gateway would ask it. */
export async function openTestRoom<Context extends RoomContext>(definition: RoomDefinition<Context>, clock?: Clock): Promise<TestRoom> {
  const database = await cloneDatabase()
  const sent = openLastSent<string>()
  const room = openRoom(definition, { url: database.url, policy: readPolicy(), log: quiet, clock, onStatement: (_, statement) => sent.keep(statement) })
  return {
    url: database.url,
    ask: async (principal, query, variables) =>
      readable(
        await room.answer({ query, variables, requestId: randomUUID() }, principal).catch((error: unknown) => ({ data: null, errors: [error] }) as never)
      ),
    rows: database.rows,
    statements: sent.take,
    async close() {
      await room.close()
      await database.drop()
    }
  }
}

/** An answer as a client reads it: plain JSON, each error by its message and code. */
export function readable({ data, errors }: ExecutionResult): Answer {
  return {
    data: JSON.parse(JSON.stringify(data ?? null)) as Answer['data'],
    errors: (errors ?? []).map(({ message, extensions }) => ({ message, code: String(extensions?.code) }))
  }
}
