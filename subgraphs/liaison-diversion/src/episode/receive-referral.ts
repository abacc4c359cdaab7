import { randomUUID } from 'node:crypto'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { retentionClassOf } from '../child/age.rules.ts'
import { whyNotCustodyClock, whyNotOfPerson, whyNotReceive } from './episode.rules.ts'
import { whyNotMeetAt } from '../known-facility/known-facility.rules.ts'
import { knownFacilities } from '../known-facility/known-facility.store.ts'
import { findKnownRecords, type KnownRecord } from '../known-record/known-record.store.ts'
import { history } from '../history/history.store.ts'
import { findEpisode, insertEpisodes, type EpisodeRow } from './episode.store.ts'
import { partOf } from './part-of.ts'
import { toEvent } from './to-event.ts'

export type ReferralInput = Pick<EpisodeRow, 'facilityId' | 'setting' | 'source'> & {
  identityRecordId: string
  receivedAt?: Date | null
  offenceGroup?: EpisodeRow['offenceGroup'] | null
  custodyClockStartedAt?: Date | null
}

/** Starts an episode: someone alerted the service about a person. */
export async function receiveReferral(context: Context, input: ReferralInput & { idempotencyKey: string }): Promise<EpisodeRow> {
  may(context, 'liaison-diversion:write')
  return change(context, { action: 'liaison-diversion.receive-referral', input, find: findEpisode }, async (tx) => {
    const known = (await findKnownRecords(tx, [input.identityRecordId])).get(input.identityRecordId)
    if (!known) return refuse('NOT_FOUND', 'This service does not know that identity record. If it was written down a moment ago, try again in a second.')
    const episode = ofPerson(startEpisode(context, randomUUID(), input), known)
    mustPermit(whyNotOfPerson(episode, known))
    mustPermit(whyNotMeetAt(await knownFacilities.findKnownFacilities(tx), episode))
    await insertEpisodes(tx, [episode])
    await history.insertEpisodeChanges(tx, [{ ...partOf(context, episode), episodeVersion: episode.version, action: 'receive-referral' }])
    await record(tx, context, referralEvent(episode))
    return episode
  })
}

/** What has not happened yet in an episode that has just begun. */
const nothingYet = {
  ...{ bornOn: null, diedOn: null },
  ...{ screeningOfferedAt: null, screeningOfferedBy: null },
  ...{ screenedAt: null, screenedBy: null, screeningOutcome: null, screeningRisk: null, screeningUrgency: null, assessedAt: null, specialistDueSince: null },
  ...{ notSeenAt: null, notSeenBy: null, notSeenReason: null },
  ...{ custodyDisposalAt: null, custodyDisposalBy: null, custodyDisposal: null, followUpDueOn: null, unheardSince: null },
  ...{ childCircumstancesAt: null, childCircumstancesBy: null, isLookedAfter: null, childProtectionPlan: null, isYouthCourtCase: null },
  ...{ divertedOutOfJusticeAt: null, divertedOutOfJusticeBy: null, supportedWithinJusticeAt: null, supportedWithinJusticeBy: null },
  ...{ notDivertedAt: null, notDivertedBy: null },
  ...{ worker: null, allocatedAt: null, allocatedBy: null },
  ...{ closedAt: null, closedBy: null, closureReason: null, reopenedAt: null, reopenedBy: null }
}

/** The episode a referral starts; refuses one from the future. */
export function startEpisode({ principal, clock }: Pick<Context, 'principal' | 'clock'>, id: string, input: ReferralInput): EpisodeRow {
  const receivedAt = input.receivedAt ?? clock.now()
  const custodyClockStartedAt = input.custodyClockStartedAt ?? null
  const now = clock.now()
  mustPermit(whyNotReceive(receivedAt, now) ?? whyNotCustodyClock({ setting: input.setting, receivedAt, custodyClockStartedAt }, now))
  return {
    ...nothingYet,
    id,
    recordId: input.identityRecordId,
    organisation: principal.organisation,
    service: 'LIAISON_DIVERSION',
    version: 1,
    retentionClass: 'adult-mental-health',
    recordedAt: now,
    recordedBy: principal.subject,
    facilityId: input.facilityId,
    setting: input.setting,
    source: input.source,
    offenceGroup: input.offenceGroup ?? 'NOT_RECORDED',
    receivedAt,
    custodyClockStartedAt
  }
}

/** The episode with what is known of the person: their death, and their date of birth, and so how long its rows are kept. */
export function ofPerson(episode: EpisodeRow, { bornOn, diedOn }: KnownRecord): EpisodeRow {
  return { ...episode, bornOn, diedOn, retentionClass: retentionClassOf({ ...episode, bornOn }) }
}

export function referralEvent(episode: EpisodeRow) {
  const facts = { setting: episode.setting, source: episode.source }
  return toEvent(episode, { type: 'liaison-diversion.referral-received', at: episode.receivedAt, facts })
}
