import { londonDate } from '@throughcare/kit/clock'
import { whyNotDied } from '@throughcare/kit/correction.rules'
import { mustPermit } from '@throughcare/kit/errors'
import type { DeclineReason } from '../../db/codes.ts'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { checkEligibility, eligibilityFactsOf, whyNotDeclineFor } from '../eligibility/eligibility.rules.ts'
import { handOver } from '../eligibility/hand-over.ts'
import { endWithEpisode } from '../peer-support/end-with-episode.ts'
import { findKnownPersons } from '../person/person.store.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from './change-episode.ts'
import { whyNotDecide } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'

export type DeclineInput = { reason: DeclineReason; declinedAt?: Date | null }

/** Declines a referral with a reason, and ends its peer support; where another service takes over, with the onward referral by which it does. */
export function declineReconnectReferral(context: Context, input: EpisodeChange & DeclineInput & { handoverReferralId?: string | null }): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'decline-reconnect-referral', input }, async (tx, episode) => {
    const changes = decline(context, episode, input)
    const [known] = await findKnownPersons(tx, [episode.recordId])
    mustPermit(whyNotDeclineFor(input.reason, checkEligibility(eligibilityFactsOf(episode, known), context.settings)))
    if (input.reason === 'DIED') mustPermit(whyNotDied(episode, londonDate(changes.declinedAt)))
    const handover = await handOver(tx, episode.id, input)
    const declined = await updateEpisode(tx, episode.id, { ...changes, ...handover })
    await record(tx, context, declineEvent(declined), ...(await endWithEpisode(tx, context, [declined])))
    return declined
  })
}

/** What declining changes in an episode; refuses a second decision. */
export function decline({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, { reason, declinedAt }: DeclineInput) {
  const at = declinedAt ?? clock.now()
  mustPermit(whyNotDecide(episode, at, clock.now()))
  return { declinedAt: at, declinedBy: principal.subject, declineReason: reason }
}

export function declineEvent(row: EpisodeRow) {
  const { episode, subject } = ofEpisode(row)
  const payload = { ...episode, reason: row.declineReason ?? '' }
  return { ...subject, type: 'reconnect.referral-declined' as const, occurredAt: row.declinedAt ?? undefined, payload }
}
