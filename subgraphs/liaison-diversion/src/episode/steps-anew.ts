import { circumstancesEvent } from '../child/record-child-circumstances.ts'
import type { EpisodeEvent } from './as-episode-part.ts'
import { closureEvent } from './close-liaison-diversion-episode.ts'
import type { Correctable } from './correction.rules.ts'
import { diversionFields, everyOutcome } from './episode.rules.ts'
import type { EpisodeRow } from './episode.store.ts'
import { offerEvent } from './offer-screening.ts'
import { referralEvent } from './receive-referral.ts'
import { disposalEvent } from './record-custody-disposal.ts'
import { diversionEvent, diversionIdOf } from './record-diversion.ts'
import { notSeenEvent } from './record-not-seen.ts'
import { screeningEvent } from './record-screening.ts'
import { withdrawalEvent } from './withdrawal-event.ts'

/** The steps of the episode itself that readers were told wrongly, told again as they are; or that they were told in error. */
export function stepsAnew(episode: EpisodeRow, fields: readonly string[]): EpisodeEvent[] {
  const has = (...names: Correctable[]) => names.some((name) => fields.includes(name))
  const { screeningOfferedAt, screenedAt, notSeenAt, custodyDisposalAt, childCircumstancesAt } = episode
  return [
    ...(has('receivedAt', 'facilityId', 'setting', 'source') ? [referralEvent(episode)] : []),
    ...(has('screeningOfferedAt') ? [screeningOfferedAt ? offerEvent(episode) : withdrawalEvent(episode, 'screening-offered', null)] : []),
    ...(has('screenedAt', 'screeningOutcome') ? [screenedAt ? screeningEvent(episode) : withdrawalEvent(episode, 'screening-recorded', null)] : []),
    ...(has('notSeenAt', 'notSeenReason') ? [notSeenAt ? notSeenEvent(episode) : withdrawalEvent(episode, 'not-seen-recorded', null)] : []),
    ...(has('isLookedAfter', 'childProtectionPlan', 'isYouthCourtCase') && childCircumstancesAt ? [circumstancesEvent(episode)] : []),
    ...(has('custodyDisposalAt', 'custodyDisposal')
      ? [custodyDisposalAt ? disposalEvent(episode) : withdrawalEvent(episode, 'custody-disposal-recorded', null)]
      : []),
    ...everyOutcome.flatMap((outcome) => {
      const { at } = diversionFields[outcome]
      if (!has(at)) return []
      return [episode[at] ? diversionEvent(episode, outcome) : withdrawalEvent(episode, 'diversion-recorded', diversionIdOf(episode, outcome))]
    }),
    ...(has('closedAt', 'closureReason') ? [closureEvent(episode)] : [])
  ]
}
