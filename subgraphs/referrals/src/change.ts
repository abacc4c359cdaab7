import { openChange } from '@throughcare/kit/change'
import { openOutbox } from '@throughcare/kit/outbox'
import { referralsEvents } from '@throughcare/schema/events/referrals'
import { idempotency, outbox } from '../db/tables.ts'

/** Leaves events of this room; see _kit/src/outbox.ts. */
export const record = openOutbox(outbox, referralsEvents)

/** How this room's verbs change rows; see _kit/src/change.ts. */
export const change = openChange(idempotency)
