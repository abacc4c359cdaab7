import { pgSchema } from 'drizzle-orm/pg-core'
import { roomTables } from '@throughcare/kit/room-tables'

export const directory = pgSchema('directory')

export const { outbox, feedCursor, recordAccess, idempotency } = roomTables(directory)
