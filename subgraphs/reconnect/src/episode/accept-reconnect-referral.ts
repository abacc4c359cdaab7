import { whyNotAlive } from '@throughcare/kit/day.rules'
import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { eligibilityFactsOf, whyNotEligible } from '../eligibility/eligibility.rules.ts'
import { findKnownPersons } from '../person/person.store.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from './change-episode.ts'
import { whyNotDecide } from './episode.rules.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'

export type AcceptanceInput = { acceptedAt?: Date | null }

/** Accepts a referral. */
export function acceptReconnectReferral(context: Context, input: EpisodeChange & AcceptanceInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'accept-reconnect-referral', input }, async (tx, episode) => {
    const [known] = await findKnownPersons(tx, [episode.recordId])
    const accepted = await updateEpisode(tx, episode.id, accept(context, episode, { ...input, birthDate: known?.birthDate }))
    await record(tx, context, acceptanceEvent(accepted))
    return accepted
  })
}

/** What an acceptance changes in an episode; refuses a second decision, and where a rule of eligibility that decides is not met. */
export function accept(
  { principal, clock }: Pick<Context, 'principal' | 'clock'>,
  episode: EpisodeRow,
  { acceptedAt, birthDate = null }: AcceptanceInput & { birthDate?: string | null }
) {
  const at = acceptedAt ?? clock.now()
  mustPermit(whyNotDecide(episode, at, clock.now()) ?? whyNotAlive(episode, at) ?? whyNotEligible(eligibilityFactsOf(episode, { birthDate })))
  return { acceptedAt: at, acceptedBy: principal.subject }
}

export function acceptanceEvent(row: EpisodeRow) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.referral-accepted' as const, occurredAt: row.acceptedAt ?? undefined, payload: episode }
}
