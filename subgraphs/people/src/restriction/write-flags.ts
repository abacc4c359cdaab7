import { refuse } from '@throughcare/kit/errors'
import type { Context } from '../context.ts'
import { record } from '../change.ts'
import { isNews } from './restriction.rules.ts'
import { findFlags, insertFlags, type FlagRow } from './restriction.store.ts'
import { flagEvent } from './flag-sensitive.ts'

/** What a source says of whether a record's places may be known. */
export type ToldFlag = { recordId: string; state: FlagRow['state'] }

/**
 * Writes down what a source says of places, where that is not what stands, and returns what was written. Before the transaction ends access
 * must be decided anew to the persons of these records.
 */
export async function writeFlags(context: Context, told: readonly ToldFlag[]): Promise<FlagRow[]> {
  const { db: tx, principal, clock } = context
  if (told.length === 0) return []
  const standing = Map.groupBy(
    await findFlags(
      tx,
      told.map(({ recordId }) => recordId)
    ),
    ({ recordId }) => recordId
  )
  const news = told.filter(({ recordId, state }) => isNews(state, standing.get(recordId)?.[0], principal.subject))
  const rows = await insertFlags(
    tx,
    news.map(({ recordId, state }) => ({
      ...{ recordId, state, organisation: principal.organisation, recordedBy: principal.subject, recordedAt: clock.now() },
      service: principal.service ?? refuse('FORBIDDEN', 'Only staff of a service say whether places may be known.'),
      reason: 'As the source of the record says.',
      retentionClass: 'adult-mental-health'
    }))
  )
  await record(tx, context, ...rows.map(flagEvent))
  return rows
}
