import { z } from 'zod'
import type { Database } from '@throughcare/kit/db'
import { newestOfEach, type FeedEvent } from '@throughcare/kit/feed'
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
  const told = <Shape extends z.ZodType>(type: string, shape: Shape): { told: z.infer<Shape>; version: number }[] =>
    newestOfEach(events, type).map(({ payload, subjectVersion: version }) => ({ told: shape.parse(payload), version }))
  const positions = told('people.consent-positions-changed', positionsShape)
  const deaths = told('people.death-recorded', deathShape)
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
