import { randomUUID } from 'node:crypto'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { whyNotHold } from '../known-facility/known-facility.rules.ts'
import { knownFacilities } from '../known-facility/known-facility.store.ts'
import { findKnownPersons } from '../person/person.store.ts'
import { insertPlannedReleases } from '../release/release.store.ts'
import { planRelease, releaseDateEvent } from '../release/set-release-date.ts'
import { ofEpisode } from './change-episode.ts'
import { whyNotRefer } from './episode.rules.ts'
import { findEpisode, findKnownRecords, insertEpisodes, type EpisodeRow } from './episode.store.ts'

export type ReferralInput = Pick<EpisodeRow, 'facilityId' | 'source'> & {
  identityRecordId: string
  referredAt?: Date | null
  birthDate?: string | null
  diedOn?: string | null
}

/** Starts an episode: someone referred a person. A release date that comes with the referral is the first known. */
export async function referToReconnect(
  context: Context,
  input: ReferralInput & { plannedReleaseDate?: string | null; idempotencyKey: string }
): Promise<EpisodeRow> {
  may(context, 'reconnect:write')
  return change(context, { action: 'reconnect.refer-to-reconnect', input, find: findEpisode }, async (tx) => {
    const known = await findKnownRecords(tx, [input.identityRecordId])
    if (!known.has(input.identityRecordId))
      refuse('NOT_FOUND', 'This service does not know that identity record. If it was written down a moment ago, try again in a second.')
    // A referral may come after the release: the prison may have closed since.
    mustPermit(whyNotHold(await knownFacilities.findKnownFacilities(tx), input.facilityId, null))
    const [person] = await findKnownPersons(tx, [input.identityRecordId])
    const started = startEpisode(context, randomUUID(), { ...input, birthDate: person?.birthDate, diedOn: person?.diedOn })
    const first = input.plannedReleaseDate ? planRelease(context, started, { id: randomUUID(), date: input.plannedReleaseDate, reason: 'FIRST_KNOWN' }) : null
    const episode = { ...started, ...first?.changes }
    await insertEpisodes(tx, [episode])
    await record(tx, context, referralEvent(episode))
    if (first) {
      await insertPlannedReleases(tx, [first.plannedRelease])
      await record(tx, context, releaseDateEvent(episode, first.plannedRelease))
    }
    return episode
  })
}

/** What has not happened yet in an episode that has just begun. */
const nothingYet = {
  ...{ eligibilityCheckedAt: null, eligibilityCheckedBy: null, custodySetting: null, healthNeed: null, strugglesToEngage: null },
  ...{ riskOfSeriousHarm: null, intensiveServices: null, residentialRehabilitation: null, resettlementArea: null },
  ...{ acceptedAt: null, acceptedBy: null },
  ...{ declinedAt: null, declinedBy: null, declineReason: null, handoverReferralId: null },
  ...{ assessedAt: null, assessedBy: null, healthNeedsMetOn: null, planMadeAt: null, planMadeBy: null, goalsOpenSince: null },
  ...{ plannedReleaseDate: null, actualReleaseDate: null, releaseRecordedBy: null, sleptAt: null },
  ...{ temporarilyReleasedOn: null, temporaryReleaseRecordedBy: null },
  ...{ gateMeetingAt: null, gateMeetingMovedFrom: null, gateMeetingPlannedBy: null, gateMeetingOutcome: null, gateMeetingRecordedBy: null },
  ...{ firstContactOn: null, gpRegisteredOn: null, gpRegistrationRecordedBy: null, treatmentStartedOn: null, treatmentStartRecordedBy: null },
  ...{ returnedToCustodyOn: null, returnRecordedBy: null },
  ...{ extendedUntil: null, extendedAt: null, extendedBy: null, extensionReason: null },
  ...{ closedAt: null, closedBy: null, closureReason: null }
}

/** The episode a referral starts; refuses one from the future, and one from before the birth or after the death. */
export function startEpisode({ principal, clock }: Pick<Context, 'principal' | 'clock'>, id: string, input: ReferralInput): EpisodeRow {
  const referredAt = input.referredAt ?? clock.now()
  const diedOn = input.diedOn ?? null
  mustPermit(whyNotRefer(referredAt, { birthDate: input.birthDate, diedOn }, clock.now()))
  return {
    ...nothingYet,
    id,
    recordId: input.identityRecordId,
    organisation: principal.organisation,
    service: 'RECONNECT',
    version: 1,
    retentionClass: 'adult-mental-health',
    recordedAt: clock.now(),
    recordedBy: principal.subject,
    facilityId: input.facilityId,
    source: input.source,
    referredAt,
    diedOn
  }
}

export function referralEvent(row: EpisodeRow) {
  const { episode, subject } = ofEpisode(row)
  return { ...subject, type: 'reconnect.referral-received' as const, occurredAt: row.referredAt, payload: { ...episode, source: row.source } }
}
