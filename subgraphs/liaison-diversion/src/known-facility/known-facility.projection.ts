import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import { newestTold, type FeedEvent } from '@throughcare/kit/feed'
import { writeKnownFacilities } from './known-facility.store.ts'

const facilityShape = z.object({
  facilityId: z.string(),
  kind: z.enum(['CUSTODY_SUITE', 'MAGISTRATES_COURT', 'YOUTH_COURT', 'CROWN_COURT', 'PRISON']),
  openFrom: z.iso.date().nullable(),
  closedOn: z.iso.date().nullable()
})

/** Keeps what `directory` tells of facilities: what each is, and when it opened and closed. */
export async function projectFacilities(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const news = newestTold(events, 'directory.facility-recorded', facilityShape).map(({ told: { facilityId: id, ...facts }, version }) => ({
    id,
    ...facts,
    version
  }))
  await writeKnownFacilities(tx, news)
}
