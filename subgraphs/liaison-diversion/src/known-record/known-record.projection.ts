import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import { newestOfEach, type FeedEvent } from '@throughcare/kit/feed'
import { correctBirthDates, writeBirthDates, writeDeaths, writePositions } from './known-record.store.ts'

const identityShape = z.object({ recordId: z.uuid(), birthDate: z.iso.date() })
const deathShape = z.object({ recordId: z.uuid(), diedOn: z.iso.date().nullable() })
const positionsShape = z.object({
  recordId: z.uuid(),
  positions: z.array(
    z.object({
      purpose: z.string(),
      decision: z.enum(['GIVEN', 'REFUSED', 'WITHDRAWN', 'OBJECTED']).nullable(),
      until: z.iso.date().nullable(),
      override: z.object({ ground: z.string(), until: z.iso.datetime() }).nullable()
    })
  )
})

/** Keeps what `people` tells of identity records; of several tellings in a page the last holds. */
export async function projectKnownRecords(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const told = <Shape extends z.ZodType>(type: string, shape: Shape): z.infer<Shape>[] => newestOfEach(events, type).map(({ payload }) => shape.parse(payload))
  const identities = told('people.identity-recorded', identityShape)
  const births = identities.map(({ recordId, birthDate }) => ({ recordId, bornOn: birthDate }))
  await writeBirthDates(tx, births)
  await correctBirthDates(tx, births)
  await writePositions(tx, told('people.consent-positions-changed', positionsShape))
  await writeDeaths(tx, told('people.death-recorded', deathShape))
}
