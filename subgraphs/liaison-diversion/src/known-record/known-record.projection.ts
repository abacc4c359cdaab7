import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import { newestTold, type FeedEvent } from '@throughcare/kit/feed'
import { writeBirthDates, writeDeaths, writePositions } from './known-record.store.ts'

const identityShape = z.object({ recordId: z.uuid(), birthDate: z.iso.date() })
const deathShape = z.object({ recordId: z.uuid(), diedOn: z.iso.date().nullable() })
const positionsShape = z.object({
  recordId: z.uuid(),
  positions: z.array(
    z.object({
      purpose: z.string(),
      decision: z.enum(['GIVEN', 'REFUSED', 'WITHDRAWN', 'OBJECTED']).nullable(),
      decidedAt: z.iso.datetime().nullable(),
      until: z.iso.date().nullable(),
      override: z.object({ ground: z.string(), until: z.iso.datetime() }).nullable()
    })
  )
})

/** Keeps what `people` tells of identity records; of several tellings the newest holds. */
export async function projectKnownRecords(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const identities = newestTold(events, 'people.identity-recorded', identityShape)
  const positions = newestTold(events, 'people.consent-positions-changed', positionsShape)
  const deaths = newestTold(events, 'people.death-recorded', deathShape)
  await writeBirthDates(
    tx,
    identities.map(({ told: { recordId, birthDate }, version }) => ({ recordId, bornOn: birthDate, version }))
  )
  await writePositions(
    tx,
    positions.map(({ told: position, version }) => ({ ...position, positionsVersion: version }))
  )
  await writeDeaths(
    tx,
    deaths.map(({ told: death, version }) => ({ ...death, deathVersion: version }))
  )
}
