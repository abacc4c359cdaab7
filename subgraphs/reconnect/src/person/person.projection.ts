import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import { newestOfEach, type FeedEvent } from '@throughcare/kit/feed'
import { upsertBirths, upsertDeaths } from './person.store.ts'

const identityShape = z.object({ recordId: z.uuid(), birthDate: z.iso.date() })
const deathShape = z.object({ recordId: z.uuid(), diedOn: z.iso.date().nullable() })

/** Keeps the birth date and the death of each identity record, as `people` last published them. */
export async function projectPersons(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const births = newestOfEach(events, 'people.identity-recorded').map(({ payload, subjectVersion: version }) => ({ ...identityShape.parse(payload), version }))
  const deaths = newestOfEach(events, 'people.death-recorded').map(({ payload, subjectVersion }) => ({
    ...deathShape.parse(payload),
    deathVersion: subjectVersion
  }))
  await upsertBirths(tx, births)
  await upsertDeaths(tx, deaths)
}
