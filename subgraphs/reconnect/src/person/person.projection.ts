import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import type { FeedEvent } from '@throughcare/kit/feed'
import { upsertKnownPersons } from './person.store.ts'

const identityShape = z.object({ recordId: z.uuid(), birthDate: z.iso.date() })

/** Keeps the birth date of each identity record, as `people` last published it. */
export async function projectPersons(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const latest = new Map<string, { recordId: string; birthDate: string; version: number }>()
  for (const { type, payload, subjectVersion: version } of events) {
    if (type !== 'people.identity-recorded') continue
    const { recordId, birthDate } = identityShape.parse(payload)
    if (version > (latest.get(recordId)?.version ?? 0)) latest.set(recordId, { recordId, birthDate, version })
  }
  await upsertKnownPersons(tx, [...latest.values()])
}
