import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from '../episode/change-episode.ts'
import { updateEpisode, type EpisodeRow } from '../episode/episode.store.ts'
import { whyNotCheckEligibility } from './eligibility.rules.ts'

type Facts = Pick<
  EpisodeRow,
  'custodySetting' | 'healthNeed' | 'strugglesToEngage' | 'riskOfSeriousHarm' | 'intensiveServices' | 'residentialRehabilitation' | 'resettlementArea'
>

/** What was found out; what is left out stays as it was written down before. */
export type EligibilityInput = Partial<Facts>

/** Writes down the facts that the rules of eligibility ask for. The rules' answers are derived. */
export function checkReconnectEligibility(context: Context, input: EpisodeChange & EligibilityInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'check-reconnect-eligibility', input }, async (tx, episode) => {
    const checked = await updateEpisode(tx, episode.id, findOut(context, episode, input))
    await record(tx, context, eligibilityEvent(checked))
    return checked
  })
}

/** What a check of eligibility changes in an episode; refuses one after the decision. */
export function findOut({ principal, clock }: Pick<Context, 'principal' | 'clock'>, episode: EpisodeRow, input: EligibilityInput) {
  mustPermit(whyNotCheckEligibility(episode))
  const found: Facts = {
    custodySetting: input.custodySetting ?? episode.custodySetting,
    healthNeed: input.healthNeed ?? episode.healthNeed,
    strugglesToEngage: input.strugglesToEngage ?? episode.strugglesToEngage,
    riskOfSeriousHarm: input.riskOfSeriousHarm ?? episode.riskOfSeriousHarm,
    intensiveServices: input.intensiveServices ?? episode.intensiveServices,
    residentialRehabilitation: input.residentialRehabilitation ?? episode.residentialRehabilitation,
    resettlementArea: input.resettlementArea ?? episode.resettlementArea
  }
  return { ...found, eligibilityCheckedAt: clock.now(), eligibilityCheckedBy: principal.subject }
}

export function eligibilityEvent(row: EpisodeRow) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.eligibility-checked' as const, occurredAt: row.eligibilityCheckedAt ?? undefined, payload: episode }
}
