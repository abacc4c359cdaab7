import type { Steps } from '@throughcare/kit/import-steps'
import { circumstancesEvent } from '../child/record-child-circumstances.ts'
import { needEvent } from '../need/identify-needs.ts'
import type { NeedRow } from '../need/need.store.ts'
import { closureEvent } from './close-liaison-diversion-episode.ts'
import { everyOutcome } from './episode.rules.ts'
import type { EpisodeRow } from './episode.store.ts'
import { offerEvent } from './offer-screening.ts'
import { partEvents, type PartNews } from './episode-parts.import.ts'
import { referralEvent } from './receive-referral.ts'
import { disposalEvent } from './record-custody-disposal.ts'
import { diversionEvent } from './record-diversion.ts'
import { notSeenEvent } from './record-not-seen.ts'
import { screeningEvent } from './record-screening.ts'

/** The steps of an episode that a source tells of, each with what it writes and whose it is. */
export const steps = {
  referral: { fields: ['receivedAt', 'recordId', 'facilityId', 'setting', 'source', 'offenceGroup', 'custodyClockStartedAt'], by: 'recordedBy' },
  offer: { fields: ['screeningOfferedAt'], by: 'screeningOfferedBy' },
  screening: { fields: ['screenedAt', 'screeningOutcome', 'screeningRisk', 'screeningUrgency'], by: 'screenedBy' },
  notSeen: { fields: ['notSeenAt', 'notSeenReason'], by: 'notSeenBy' },
  childCircumstances: { fields: ['isLookedAfter', 'childProtectionPlan', 'isYouthCourtCase', 'childCircumstancesAt'], by: 'childCircumstancesBy' },
  custodyDisposal: { fields: ['custodyDisposalAt', 'custodyDisposal'], by: 'custodyDisposalBy' },
  DIVERTED_OUT_OF_JUSTICE: { fields: ['divertedOutOfJusticeAt'], by: 'divertedOutOfJusticeBy' },
  SUPPORTED_WITHIN_JUSTICE: { fields: ['supportedWithinJusticeAt'], by: 'supportedWithinJusticeBy' },
  NOT_DIVERTED: { fields: ['notDivertedAt'], by: 'notDivertedBy' },
  closure: { fields: ['closedAt', 'closureReason'], by: 'closedBy' }
} as const satisfies Steps<EpisodeRow>

/** The columns that are called otherwise than the fields they tell of. */
export const columnNames: Partial<Record<keyof EpisodeRow, string>> = {
  ...{ recordId: 'source_key', facilityId: 'facility', childCircumstancesAt: 'is_looked_after' },
  ...{ divertedOutOfJusticeAt: 'outcome', supportedWithinJusticeAt: 'outcome', notDivertedAt: 'outcome' }
}

export type Step = keyof typeof steps
export const allSteps = Object.keys(steps) as Step[]

/** One event a step, each the next version of the episode after `episode.version`. */
export function eventsOfSteps(
  episode: EpisodeRow,
  { needs, parts, happened }: { needs: readonly NeedRow[]; parts: readonly PartNews[]; happened: readonly Step[] }
) {
  const events = [
    ...(happened.includes('referral') ? [referralEvent(episode)] : []),
    ...(happened.includes('offer') ? [offerEvent(episode)] : []),
    ...(happened.includes('screening') ? [screeningEvent(episode)] : []),
    ...(happened.includes('notSeen') ? [notSeenEvent(episode)] : []),
    ...needs.map((row) => needEvent(episode, row)),
    ...(happened.includes('childCircumstances') ? [circumstancesEvent(episode)] : []),
    ...partEvents(episode, parts),
    ...(happened.includes('custodyDisposal') ? [disposalEvent(episode)] : []),
    ...everyOutcome.flatMap((outcome) => (happened.includes(outcome) ? [diversionEvent(episode, outcome)] : [])),
    ...(happened.includes('closure') ? [closureEvent(episode)] : [])
  ]
  for (const [place, event] of events.entries()) event.subjectVersion = episode.version + place + 1
  return events
}
