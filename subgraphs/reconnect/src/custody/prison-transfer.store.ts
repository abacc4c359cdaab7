import { asc } from 'drizzle-orm'
import { openParts } from '@throughcare/kit/rows'
import { prisonTransfer } from '../../db/tables/parts.ts'

export type PrisonTransferRow = Omit<typeof prisonTransfer.$inferSelect, 'place'>

/** In order; of two on one day the one written down last comes last. */
export const {
  findOfEpisodes: findTransfersOfEpisodes,
  findEvery: findEveryTransfer,
  insert: insertTransfers,
  update: updateTransfers
} = openParts(prisonTransfer, [asc(prisonTransfer.transferredOn), asc(prisonTransfer.place)], ['place'])
