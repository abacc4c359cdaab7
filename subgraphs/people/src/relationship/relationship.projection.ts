import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { systemClock } from '@throughcare/kit/clock'
import { withRole } from '@throughcare/kit/db'
import type { FeedEvent, Projection } from '@throughcare/kit/feed'
import { systemPrincipal } from '@throughcare/kit/principal'
import { longestName } from '@throughcare/kit/text.rules'
import type { SisterSharing } from '../access/access.rules.ts'
import { publishAccess } from '../access/publish-access.ts'
import { findPersonsOf } from '../link/link.store.ts'
import { followNews, type RelationshipNews } from './follow-relationships.rules.ts'
import { findHolders, findRelationshipsOf, insertRelationships, writeEnds } from './relationship.store.ts'

// A name that nobody signs in by opens nothing, and holds up nothing that is told after it.
const isSignInName = (name: string) => name !== '' && name.length <= longestName
const subjectShape = z.string().trim()
const assignedShape = z.object({ assignmentId: z.uuid(), subject: subjectShape })
const endedShape = z.object({ assignmentId: z.uuid() })
const episodeShape = z.object({ episodeId: z.uuid() })
// Events of before these fields were told say nothing of who works with the person.
const episodeOfWorkerShape = z.object({ episodeId: z.uuid(), worker: subjectShape.nullish() })
const allocatedShape = z.object({ episodeId: z.uuid(), allocationId: z.uuid(), workerId: subjectShape }).partial()
const allocationEndedShape = z.object({ allocationId: z.uuid() })

type Said = Pick<RelationshipNews, 'ends' | 'begins'>

/** What the services' events say, by their names: `subject` and `worker` are the names by which people sign in. */
const readers: Record<string, (event: FeedEvent) => Said> = {
  'peer-support-assigned': ({ payload }) => {
    const { assignmentId: id, subject } = assignedShape.parse(payload)
    return { ends: null, begins: { id, subject, kind: 'PEER_SUPPORT', episodeId: null } }
  },
  'peer-support-ended': ({ payload }) => ({ ends: { id: endedShape.parse(payload).assignmentId }, begins: null }),
  'episode-allocated': readEpisodeOfWorker,
  'episode-reopened': readEpisodeOfWorker,
  'episode-closed': ({ payload }) => ({ ends: episodeShape.parse(payload), begins: null }),
  'worker-allocated': ({ payload }) => {
    const { episodeId = null, allocationId: id, workerId: subject } = allocatedShape.parse(payload)
    return { ends: null, begins: id && subject ? { id, subject, kind: 'ALLOCATED', episodeId } : null }
  },
  'allocation-ended': ({ payload }) => ({ ends: { id: allocationEndedShape.parse(payload).allocationId }, begins: null })
}

/** An episode has one worker at a time: whoever had it has it no more. */
function readEpisodeOfWorker({ eventId, payload }: FeedEvent): Said {
  const { episodeId, worker } = episodeOfWorkerShape.parse(payload)
  return { ends: { episodeId }, begins: worker ? { id: eventId, subject: worker, kind: 'ALLOCATED', episodeId } : null }
}

function toNews(event: FeedEvent): RelationshipNews[] {
  const read = readers[event.type.slice(event.type.indexOf('.') + 1)]
  if (!read) return []
  const { ends, begins } = read(event)
  return [{ recordId: event.recordId, ends, begins: begins && isSignInName(begins.subject) ? begins : null, at: new Date(event.occurredAt), by: event.actor }]
}

/** Follows whom the services assign and allocate to persons: only `people` knows the links, so only it can open the records. */
export function relationshipProjection(sharing: SisterSharing): Projection {
  return (tx, events) =>
    withRole(tx, 'system-linker', async () => {
      const news = events.flatMap(toNews)
      if (news.length === 0) return
      const named = news.flatMap(({ ends, begins }) => [...(ends && 'id' in ends ? [ends.id] : []), ...(begins ? [begins.id] : [])])
      const episodeIds = news.flatMap(({ ends }) => (ends && 'episodeId' in ends ? [ends.episodeId] : []))
      const standing = await findRelationshipsOf(tx, { ids: named, episodeIds })
      const holders = await findHolders(
        tx,
        news.flatMap(({ recordId, begins }) => (begins && recordId ? [recordId] : []))
      )
      const { begun, ended, touched } = followNews(news, { standing, holders: new Map(holders.map((holder) => [holder.recordId, holder])) })
      await insertRelationships(tx, begun)
      await writeEnds(tx, ended)
      if (touched.size === 0) return
      const context = { principal: systemPrincipal('system-reader', 'projection'), clock: systemClock, requestId: randomUUID(), sharing }
      await publishAccess(tx, context, { persons: new Set((await findPersonsOf(tx, [...touched])).values()) })
    })
}
