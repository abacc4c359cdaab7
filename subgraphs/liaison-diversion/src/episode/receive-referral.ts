import { randomUUID } from 'node:crypto'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { whyNotReceive } from './episode.rules.ts'
import { findEpisode, findKnownRecords, insertEpisodes, type EpisodeRow } from './episode.store.ts'

export type ReferralInput = Pick<EpisodeRow, 'facilityId' | 'setting' | 'source'> & { identityRecordId: string; receivedAt?: Date | null }

/** Starts an episode: someone alerted the service about a person. */
export async function receiveReferral(context: Context, input: ReferralInput & { idempotencyKey: string }): Promise<EpisodeRow> {
  may(context, 'liaison-diversion:write')
  return change(context, { action: 'liaison-diversion.receive-referral', input, find: findEpisode }, async (tx) => {
    const known = await findKnownRecords(tx, [input.identityRecordId])
    if (!known.has(input.identityRecordId))
      refuse('NOT_FOUND', 'This service does not know that identity record. If it was written down a moment ago, try again in a second.')
    const episode = startEpisode(context, randomUUID(), input)
    await insertEpisodes(tx, [episode])
    await record(tx, context, referralEvent(episode))
    return episode
  })
}

/** The episode a referral starts; refuses one from the future. */
export function startEpisode({ principal, clock }: Pick<Context, 'principal' | 'clock'>, id: string, input: ReferralInput): EpisodeRow {
  const receivedAt = input.receivedAt ?? clock.now()
  mustPermit(whyNotReceive(receivedAt, clock.now()))
  return {
    id,
    recordId: input.identityRecordId,
    organisation: principal.organisation,
    service: 'LIAISON_DIVERSION',
    version: 1,
    retentionClass: 'adult-mental-health',
    recordedAt: clock.now(),
    recordedBy: principal.subject,
    facilityId: input.facilityId,
    setting: input.setting,
    source: input.source,
    receivedAt,
    ...{ screenedAt: null, screenedBy: null, screeningOutcome: null, screeningRisk: null },
    ...{ notSeenAt: null, notSeenBy: null, notSeenReason: null },
    ...{ diversionAt: null, diversionBy: null, outcome: null },
    ...{ closedAt: null, closedBy: null, closureReason: null }
  }
}

export function referralEvent({ id, recordId, version, facilityId, setting, source, receivedAt }: EpisodeRow) {
  return {
    type: 'liaison-diversion.referral-received' as const,
    subjectId: id,
    subjectVersion: version,
    recordId,
    occurredAt: receivedAt,
    payload: { episodeId: id, facilityId, setting, source }
  }
}
