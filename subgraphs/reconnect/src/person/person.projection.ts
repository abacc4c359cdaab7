import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import { newestTold, type FeedEvent } from '@throughcare/kit/feed'
import { upsertBirths, upsertDeaths } from './person.store.ts'

const identityShape = z.object({ recordId: z.uuid(), birthDate: z.iso.date() })
const deathShape = z.object({ recordId: z.uuid(), diedOn: z.iso.date().nullable() })

/** Keeps the birth date and the death of each identity record, as `people` last published them. */
export async function projectPersons(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const births = newestTold(events, 'people.identity-recorded', identityShape)
  const deaths = newestTold(events, 'people.death-recorded', deathShape)
  await upsertBirths(
    tx,
    births.map(({ told, version }) => ({ ...told, version }))
  )
  await upsertDeaths(
    tx,
    deaths.map(({ told, version }) => ({ ...told, deathVersion: version }))
  )
}
