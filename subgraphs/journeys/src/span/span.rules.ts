import { ending, opening, reopening, type DetailType } from '../event/event.rules.ts'
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
 * The period that the events of one thing make, given in the order of time: from what opened it, as it was told last, to what ended it,
 * as that was told last, where no reopening followed and it was not taken back, however those came in. Null without an opening: a period whose beginning nobody told is not made up.
 */
export function spanOf(course: readonly EventRow[]): SpanRow | null {
  const opened = toldLast(
    course.filter(({ isWithdrawn }) => !isWithdrawn),
    (kind) => opening.has(kind)
  )
  if (!opened || opened.detailType === 'Signpost') return null
  const [end, reopened] = [ending, reopening].map((kinds) => toldLast(course, (kind) => kinds.has(kind)))
  // An end that is told again with a reopening is over still: of a declined referral that had been closed besides.
  const ended = end && !end.isWithdrawn && !(reopened && reopened.version > end.version) ? end : null
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

/** Of the events of some kinds, the one of the highest version: a correction may say that it happened earlier. */
function toldLast(course: readonly EventRow[], isOf: (kind: EventRow['kind']) => boolean): EventRow | null {
  return course.filter(({ kind }) => isOf(kind)).reduce<EventRow | null>((latest, event) => (latest && latest.version > event.version ? latest : event), null)
}
