import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import { newestTold, type FeedEvent } from '@throughcare/kit/feed'
import { writeDeaths, writePositions } from './known-record.store.ts'

const purpose = 'SHARE_ONWARD_SERVICE'
const grounds = ['SAFEGUARDING', 'VITAL_INTERESTS', 'COURT_ORDER', 'PREVENT_SERIOUS_HARM'] as const

const deathShape = z.object({ recordId: z.uuid(), diedOn: z.iso.date().nullable() })
const positionsShape = z.object({
  recordId: z.uuid(),
  positions: z.array(
    z.object({
      purpose: z.string(),
      decision: z.enum(['GIVEN', 'REFUSED', 'WITHDRAWN', 'OBJECTED']).nullable(),
      decidedAt: z.iso.datetime().nullable(),
      until: z.iso.date().nullable(),
      override: z.object({ ground: z.enum(grounds), until: z.iso.datetime() }).nullable()
    })
  )
})

/** Keeps what `people` tells of identity records; of several tellings the newest holds. */
export async function projectKnownRecords(tx: Database, events: readonly FeedEvent[]): Promise<void> {
  const positions = newestTold(events, 'people.consent-positions-changed', positionsShape)
  const deaths = newestTold(events, 'people.death-recorded', deathShape)
  await writePositions(
    tx,
    positions.map(({ told: { recordId, positions: all }, version }) => ({
      ...{ recordId, position: all.find((position) => position.purpose === purpose) ?? null, positionVersion: version }
    }))
  )
  await writeDeaths(
    tx,
    deaths.map(({ told: death, version }) => ({ ...death, deathVersion: version }))
  )
}
