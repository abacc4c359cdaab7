import { openChange } from '@throughcare/kit/change'
import { openOutbox } from '@throughcare/kit/outbox'
import { directoryEvents } from '@throughcare/schema/events/directory'
import { idempotency, outbox } from '../db/tables.ts'
import { longestName, longestText } from './service/feed-fields.rules.ts'

/** Leaves events of this room; see _kit/src/outbox.ts. */
export const record = openOutbox(outbox, directoryEvents)

/** How this room's verbs change rows; see _kit/src/change.ts. What services say of themselves is as long as in their feeds. */
export const change = openChange(idempotency, { text: longestText, fields: { name: longestName } })
