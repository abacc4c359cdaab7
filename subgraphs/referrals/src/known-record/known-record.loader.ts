import DataLoader from 'dataloader'
import { isOwnTeam } from '@throughcare/kit/access'
import { inKeyOrder } from '@throughcare/kit/batch'
import type { RoomContext } from '@throughcare/kit/context'
import { teamAudience } from '@throughcare/kit/principal'
import { findOpenPlaces, findToldOf, type KnownRecordRow } from './known-record.store.ts'

export function createKnownRecordLoaders({ db, principal }: RoomContext) {
  const { service } = principal
  const team = service && isOwnTeam(principal, service) ? { audience: teamAudience(principal.organisation, service), service } : null
  return {
    /** What `people` told of a record; null where it told nothing, or the caller may not read the record. */
    knownRecord: new DataLoader<string, KnownRecordRow | null>(async (recordIds) =>
      inKeyOrder(recordIds, await findToldOf(db, recordIds), (row) => row.recordId)
    ),

    /** Whether the caller may know where the person of a record can be met. */
    isPlaceOpen: new DataLoader<string, boolean>(async (recordIds) => {
      const open = await findOpenPlaces(db, recordIds, team)
      return recordIds.map((recordId) => open.has(recordId))
    })
  }
}
