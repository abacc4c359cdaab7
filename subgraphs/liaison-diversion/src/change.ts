import { openChange } from '@throughcare/kit/change'
import { openOutbox } from '@throughcare/kit/outbox'
import { liaisonDiversionEvents } from '@throughcare/schema/events/liaison-diversion'
import { idempotency, outbox } from '../db/tables.ts'
import { longestContents } from './court-report/court-report.rules.ts'

/** Leaves events of this room; see _kit/src/outbox.ts. */
export const record = openOutbox(outbox, liaisonDiversionEvents)

/** How this room's verbs change rows; see _kit/src/change.ts. */
export const change = openChange(idempotency, { fields: { contents: longestContents } })
