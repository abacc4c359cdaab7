import { sourceIdOf } from '@throughcare/kit/ids'
import { findCode, findDay, inColumn, refuseColumn } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { Context } from '../context.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { supplyColumn } from './continuity.rules.ts'
import type { ContinuityRow } from './continuity.store.ts'
import { supply } from './record-continuity.ts'

const kinds = ['MEDICINE', 'TREATMENT'] as const
const means = ['APPOINTMENT', 'PRESCRIPTION'] as const

export const continuityColumns: Column[] = kinds.flatMap((kind) => [
  { name: supplyColumn(kind), about: 'days of supply in hand at release, the day of release being the first' },
  { name: supplyColumn(kind, 'continues_on'), about: 'YYYY-MM-DD: the first appointment or prescription in the community' },
  { name: supplyColumn(kind, 'continues_by'), about: `which of the two: ${means.join(', ')}` }
])

/** What a row tells of supplies. */
export function readContinuity(fields: Fields, context: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow): ContinuityRow[] {
  return kinds.flatMap((kind) => {
    const column = supplyColumn(kind)
    const days = fields[column] ?? ''
    const continuesOn = findDay(fields, supplyColumn(kind, 'continues_on'))
    const continuesBy = findCode(fields, supplyColumn(kind, 'continues_by'), means)
    if (!days) return continuesOn || continuesBy ? refuseColumn(column, `${column} is empty, though the row says when it goes on.`) : []
    if (!/^\d{1,3}$/.test(days)) refuseColumn(column, `${column} is a whole number of days.`)
    const row = inColumn(column, () => supply(context, episode, { kind, daysInHand: Number(days), continuesOn, continuesBy }))
    return [{ ...row, id: sourceIdOf('reconnect-continuity', episode.id, kind) }]
  })
}
