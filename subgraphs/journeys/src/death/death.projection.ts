import { z } from 'zod'
import { services } from '@throughcare/kit/principal'
import type { Projection } from '@throughcare/kit/feed'
import { upsertDeaths, type NewDeath } from './death.store.ts'

const shape = z.object({ recordId: z.uuid(), organisation: z.string(), service: z.enum(services), diedOn: z.iso.date().nullable() })

/** Follows what `people` tells of deaths, to each record of a person; no day takes an earlier word back. */
export const projectDeaths: Projection = async (tx, events) => {
  const newest = new Map<string, NewDeath>()
  for (const { type, payload, subjectVersion, actor } of events) {
    if (type !== 'people.death-recorded') continue
    const { recordId, organisation, service, diedOn } = shape.parse(payload)
    newest.set(recordId, { recordId, organisation, service, diedOn, version: subjectVersion, recordedBy: actor, retentionClass: 'adult-mental-health' })
  }
  await upsertDeaths(tx, [...newest.values()])
}
