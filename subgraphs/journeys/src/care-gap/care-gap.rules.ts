import { londonDate } from '@throughcare/kit/clock'
import type { EventRow, SeenEvent } from '../event/event.store.ts'
import type { SpanRow } from '../span/span.store.ts'
import { addDays, startOfDay } from '@throughcare/kit/day.rules'
import { silentFrom } from '@throughcare/kit/silence.rules'

/** A step of a person's journey, with the period of what it is about. */
export type Step = { event: SeenEvent; span: SpanRow | null }

export type CareGapKind =
  'RELEASED_WITHOUT_ACCEPTED_REFERRAL' | 'MEDICINE_UNCOVERED' | 'TREATMENT_UNCOVERED' | 'REFERRAL_SILENT' | 'UNSEEN_REFERRAL' | 'RE_PRESENTATION'

export type Gap = {
  kind: CareGapKind
  /** When the clock of the rule began to run, and when what should have followed was overdue. */
  clockStartedAt: Date
  since: Date
  /** When it closes by itself, where that is known. */
  until: Date | null
  reason: string
  /** The service whose part it is to act. */
  service: EventRow['service']
  event: SeenEvent
  /** Every record it was worked out of. */
  releasedRecordIds: string[]
}

type Rule = (journey: readonly Step[]) => Gap[]

/** What ought to have followed in a person's journey and has not, as of now; what waited longest comes first. */
export function findGaps(journey: readonly Step[], now: Date): Gap[] {
  return rules
    .flatMap((rule) => rule(journey))
    .filter(({ since, until }) => since <= now && (until === null || until > now))
    .sort((one, other) => one.since.getTime() - other.since.getTime())
}

/** Clocks stop with the day on which the person died: what was overdue before it stays, nothing is overdue from then on. */
export function stopAtDeath(now: Date, diedOn: string | null): Date {
  if (diedOn === null) return now
  const lastInstant = new Date(startOfDay(diedOn).getTime() - 1)
  return lastInstant < now ? lastInstant : now
}

const daysToAnAcceptance = 7
// A proposed setting: no national standard for the time from referral to screening was found. Custody before charge lasts up to
// 24 hours in the first place — Police and Criminal Evidence Act 1984, s41.
const hoursToBeSeen = 24

/**
 * Released, and no onward referral accepted by the end of the seventh day in London. One accepted before the release counts where it had
 * not ended by then. The clock stops with the RECONNECT episode. Source: gap rules, "released, no referral accepted in 7 days"; 65 % do
 * not link back into community substance-misuse services (Plymouth, Enhanced RECONNECT).
 */
const releasedWithoutAcceptedReferral: Rule = (journey) =>
  journey
    .filter(({ event, span }) => event.kind === 'RELEASED' && isOpen(span))
    .filter(({ event: release }) => !journey.some(({ event, span }) => event.kind === 'REFERRAL_ACCEPTED' && !endedBefore(span, release.occurredAt)))
    .map(({ event }) =>
      gap('RELEASED_WITHOUT_ACCEPTED_REFERRAL', event, {
        since: startOfDay(addDays(londonDate(event.occurredAt), daysToAnAcceptance + 1)),
        reason: 'Released, and no service in the community accepted a referral within 7 days.'
      })
    )

/**
 * Sent, and nothing heard for three whole working days after the day of sending. Whatever the service says or records is heard; so is
 * the referral's end. Source: gap rules, "referral silent 3 working days".
 */
const referralSilent: Rule = (journey) =>
  journey
    .filter(({ event, span }) => event.kind === 'REFERRAL_SENT' && isOpen(span) && !isFollowed(journey, event))
    .map(({ event }) =>
      gap('REFERRAL_SILENT', event, {
        since: startOfDay(silentFrom(londonDate(event.occurredAt))),
        reason: 'The referral was sent, and for 3 working days the service has not answered.'
      })
    )

/** Referred to Liaison & Diversion, and for 24 hours neither a screening nor why the person was not seen is recorded. */
const unseenReferral: Rule = (journey) =>
  journey
    .filter(({ event, span }) => event.kind === 'LIAISON_DIVERSION_REFERRAL' && isOpen(span) && !isFollowed(journey, event, seenOrNot))
    .map(({ event }) =>
      gap('UNSEEN_REFERRAL', event, {
        since: new Date(event.occurredAt.getTime() + hoursToBeSeen * 3_600_000),
        reason: 'Referred to Liaison & Diversion, and for 24 hours neither a screening nor why the person was not seen is recorded.'
      })
    )

/**
 * Back in custody or before a court while RECONNECT supports the person: an alert to RECONNECT from the moment of the referral, as long
 * as its episode is open. Source: re-presentation alert, "custody or court contact while a RECONNECT case is open".
 */
const rePresentation: Rule = (journey) =>
  journey
    .filter(({ event }) => event.kind === 'LIAISON_DIVERSION_REFERRAL')
    .flatMap(({ event }) => {
      const episode = journey.find(({ span }) => span?.kind === 'RECONNECT_EPISODE' && isOpen(span) && span.startedAt <= event.occurredAt)
      if (!episode) return []
      const alert = gap('RE_PRESENTATION', event, {
        since: event.occurredAt,
        reason: 'Referred to Liaison & Diversion again while a RECONNECT episode is open.'
      })
      return [{ ...alert, service: 'RECONNECT' as const, releasedRecordIds: [event.recordId, episode.event.recordId] }]
    })

/**
 * The supply in hand at release is used up, and the day on which it goes on in the community has not come or is not known. Over with the
 * return to custody, where the prison supplies again, and with what `endedBy` tells. Dates alone are known here. Source: prescription
 * cover across the gate in days, the design's gap rules; no drug detail is needed.
 */
function uncovered(kind: CareGapKind, supplied: EventRow['kind'], { reason, endedBy }: { reason: string; endedBy: readonly EventRow['kind'][] }): Rule {
  return (journey) =>
    journey
      .filter(({ event, span }) => event.kind === supplied && isOpen(span) && !isFollowed(journey, event, endedBy))
      .flatMap(({ event }) => {
        const { runsOutOn, continuesOn } = event
        if (!runsOutOn) return []
        return [{ ...gap(kind, event, { since: startOfDay(runsOutOn), reason }), until: continuesOn === null ? null : startOfDay(continuesOn) }]
      })
}

const medicineUncovered = uncovered('MEDICINE_UNCOVERED', 'MEDICINE_SUPPLIED', {
  reason: 'The medicine in hand at release is used up, and it does not go on in the community yet.',
  endedBy: ['RETURNED_TO_CUSTODY']
})
const treatmentUncovered = uncovered('TREATMENT_UNCOVERED', 'TREATMENT_SUPPLIED', {
  reason: 'The treatment in hand at release is used up, and it does not go on in the community yet.',
  endedBy: ['RETURNED_TO_CUSTODY', 'TREATMENT_STARTED']
})

const rules: readonly Rule[] = [medicineUncovered, treatmentUncovered, releasedWithoutAcceptedReferral, referralSilent, unseenReferral, rePresentation]

const seenOrNot: readonly EventRow['kind'][] = ['LIAISON_DIVERSION_SCREENING', 'LIAISON_DIVERSION_NOT_SEEN']

function gap(kind: CareGapKind, event: SeenEvent, { since, reason }: Pick<Gap, 'since' | 'reason'>): Gap {
  return { kind, clockStartedAt: event.occurredAt, since, until: null, reason, service: event.service, event, releasedRecordIds: [event.recordId] }
}

function isOpen(span: SpanRow | null): boolean {
  return span !== null && span.endedAt === null
}

function endedBefore(span: SpanRow | null, instant: Date): boolean {
  return span !== null && span.endedAt !== null && span.endedAt < instant
}

/** Whether anything else, or anything of the given kinds, is told of what an event is about. */
function isFollowed(journey: readonly Step[], { id, detailId }: EventRow, kinds?: readonly EventRow['kind'][]): boolean {
  return journey.some(({ event }) => event.detailId === detailId && event.id !== id && (kinds?.includes(event.kind) ?? true))
}
