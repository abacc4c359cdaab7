import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { systemClock } from '@throughcare/kit/clock'
import { withRole, type Database } from '@throughcare/kit/db'
import type { FeedEvent, Projection } from '@throughcare/kit/feed'
import { systemPrincipal } from '@throughcare/kit/principal'
import type { SisterSharing } from '../access/access.rules.ts'
import { publishAccess } from '../access/publish-access.ts'
import { findPersonsOf } from '../link/link.store.ts'
import { endStandingRelationship, findHolders, findRelationship, insertRelationship } from './relationship.store.ts'

/** A peer support worker was assigned to a person: `subject` is the name they sign in with. Ended by the assignment's id. */
const assignedShape = z.object({ assignmentId: z.uuid(), subject: z.string().min(1).max(200) })
const endedShape = z.object({ assignmentId: z.uuid() })

/** Follows the services' assignments of peer support workers: only `people` knows the links, so only it can open the records. */
export function relationshipProjection(sharing: SisterSharing): Projection {
  return (tx, events) =>
    withRole(tx, 'system-linker', async () => {
      const touched = new Set<string>()
      for (const event of events) {
        const recordId = event.type.endsWith('.peer-support-assigned') ? await assign(tx, event) : await end(tx, event)
        if (recordId) touched.add(recordId)
      }
      if (touched.size === 0) return
      const context = { principal: systemPrincipal('system-reader', 'projection'), clock: systemClock, requestId: randomUUID(), sharing }
      await publishAccess(tx, context, new Set((await findPersonsOf(tx, [...touched])).values()))
    })
}

async function assign(tx: Database, event: FeedEvent): Promise<string | null> {
  const { assignmentId, subject } = assignedShape.parse(event.payload)
  const [holder] = event.recordId ? await findHolders(tx, [event.recordId]) : []
  if (!holder || (await findRelationship(tx, assignmentId))) return null
  await insertRelationship(tx, {
    ...{ ...holder, id: assignmentId, subject, kind: 'PEER_SUPPORT', until: null },
    reason: 'Assigned as peer support worker.',
    overseers: [`organisation:${holder.organisation}`],
    recordedAt: new Date(event.occurredAt),
    recordedBy: event.actor,
    retentionClass: 'audit'
  })
  return holder.recordId
}

async function end(tx: Database, event: FeedEvent): Promise<string | null> {
  if (!event.type.endsWith('.peer-support-ended')) return null
  const standing = await findRelationship(tx, endedShape.parse(event.payload).assignmentId)
  if (!standing || standing.endedAt) return null
  await endStandingRelationship(tx, standing, { endedAt: new Date(event.occurredAt), endedBy: event.actor })
  return standing.recordId
}
