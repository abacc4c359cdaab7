import { ending, opening, type DetailType } from '../event/event.rules.ts'
import type { EventRow } from '../event/event.store.ts'
import type { SpanRow } from './span.store.ts'

export type SpanKind = 'LIAISON_DIVERSION_EPISODE' | 'RECONNECT_EPISODE' | 'ONWARD_REFERRAL'

// A signpost is a moment: it opens nothing.
const kinds: Record<Exclude<DetailType, 'Signpost'>, SpanKind> = {
  LiaisonDiversionEpisode: 'LIAISON_DIVERSION_EPISODE',
  ReconnectEpisode: 'RECONNECT_EPISODE',
  OnwardReferral: 'ONWARD_REFERRAL'
}

/**
 * The period that the events of one thing make, given in the order of time: from what opened it to what ended it, however those came in.
 * Null without an opening: a period whose beginning nobody told is not made up.
 */
export function spanOf(course: readonly EventRow[]): SpanRow | null {
  const opened = course.find(({ kind }) => opening.has(kind))
  if (!opened || opened.detailType === 'Signpost') return null
  const ended = course.find(({ kind }) => ending.has(kind))
  const { recordId, organisation, service, retentionClass, recordedAt, recordedBy, detailType, detailId } = opened
  return {
    ...{ recordId, organisation, service, retentionClass, recordedAt, recordedBy, detailType, detailId },
    version: Math.max(...course.map(({ version }) => version)),
    kind: kinds[opened.detailType],
    startedAt: opened.occurredAt,
    endedAt: ended?.occurredAt ?? null,
    endReason: ended?.kind ?? null
  }
}
