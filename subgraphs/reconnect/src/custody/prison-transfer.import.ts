import { londonDate } from '@throughcare/kit/clock'
import { mustPermit } from '@throughcare/kit/errors'
import { sourceIdOf } from '@throughcare/kit/ids'
import { inColumn, readDay, readItems, readText } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { Context } from '../context.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { whyNotMoveOn } from './custody.rules.ts'
import { move } from './transfer-prison.ts'
import type { PrisonTransferRow } from './prison-transfer.store.ts'

const column: Column = {
  name: 'prison_transfers',
  items: 'prison:day',
  about: 'every move to another prison since the referral, in order: NOMIS id of the prison, YYYY-MM-DD; facility is then the prison of the referral'
}

export const transferColumns: Column[] = [column]

/** The moves of a row in their order; the episode itself names the prison of the referral. */
export function readTransfers(fields: Fields, context: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow): PrisonTransferRow[] {
  const transfers: PrisonTransferRow[] = []
  for (const item of readItems(fields, column)) {
    const [facilityId, transferredOn] = [readText(item, 'prison_transfers.prison', 40), readDay(item, 'prison_transfers.day')]
    const held = { ...episode, facilityId: transfers.at(-1)?.facilityId ?? episode.facilityId }
    const row = inColumn(column.name, () => move(context, { episode: held, standing: transfers }, { facilityId, transferredOn }))
    transfers.push({ ...row, id: sourceIdOf('reconnect-prison-transfer', episode.id, `${transferredOn} ${facilityId}`) })
  }
  return transfers
}

/** The same moves once the release of the row is known. */
export function checkAgainstRelease({ clock }: Pick<Context, 'clock'>, episode: EpisodeRow, transfers: readonly PrisonTransferRow[]): void {
  const days = { movedOn: null, today: londonDate(clock.now()) }
  for (const { transferredOn } of transfers) inColumn(column.name, () => mustPermit(whyNotMoveOn(episode, transferredOn, days)))
}
