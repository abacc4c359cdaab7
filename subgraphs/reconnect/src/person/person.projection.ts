import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import type { FeedEvent } from '@throughcare/kit/feed'
import { upsertBirths, upsertDeaths } from './person.store.ts'

const identityShape = z.object({ recordId: z.uuid(), birthDate: z.iso.date() })
const deathShape = z.object({ recordId: z.uuid(), diedOn: z.iso.date().nullable() })

/** Keeps the birth date and the death of each identity record, as `people` last published them. */
export async function projectPersons(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const births = newest(events, 'people.identity-recorded').map(({ payload, subjectVersion: version }) => ({ ...identityShape.parse(payload), version }))
  const deaths = newest(events, 'people.death-recorded').map(({ payload, subjectVersion }) => ({
    ...deathShape.parse(payload),
    deathVersion: subjectVersion
  }))
  await upsertBirths(tx, births)
  await upsertDeaths(tx, deaths)
}

/** The event of a type with the highest version of each record. */
function newest(events: readonly FeedEvent[], type: string): FeedEvent[] {
  const latest = new Map<string | null, FeedEvent>()
  for (const event of events) {
    if (event.type === type && event.subjectVersion > (latest.get(event.recordId)?.subjectVersion ?? 0)) latest.set(event.recordId, event)
  }
  return [...latest.values()]
}
