import { isoInstant } from '@throughcare/kit/clock'
import { sourceIdOf } from '@throughcare/kit/ids'
import { inColumn, readCode, readInstant, readItems, refuseColumn } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { Context } from '../context.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { offer } from './offer-reconnect-peer-support.ts'
import type { PeerOfferRow } from './peer-support.store.ts'

const answers = ['ACCEPTED', 'DECLINED', 'UNDECIDED'] as const

const column: Column = {
  name: 'peer_support_offers',
  items: 'at/answer',
  about: `peer support that was offered, and what the person said: a time in ISO 8601 with its offset; ${answers.join(', ')}. Nobody is assigned by it`
}

export const offerColumns: Column[] = [column]

/** The offers of a row; one at a time. An assignment is not read: it would open the person's records to somebody. */
export function readOffers(fields: Fields, context: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow): PeerOfferRow[] {
  const offers = readItems(fields, column).map((item) => {
    const given = { offeredAt: readInstant(item, 'peer_support_offers.at'), answer: readCode(item, 'peer_support_offers.answer', answers) }
    const row = inColumn(column.name, () => offer(context, episode, given))
    return { ...row, id: sourceIdOf('reconnect-peer-offer', episode.id, isoInstant(given.offeredAt)) }
  })
  if (new Set(offers.map(({ id }) => id)).size < offers.length) refuseColumn(column.name, 'Two offers have the same time.')
  return offers.sort((one, other) => one.offeredAt.getTime() - other.offeredAt.getTime())
}
