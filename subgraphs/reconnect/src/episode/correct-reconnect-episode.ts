import { differencesOf, readCorrected, updateParts, whyNotKeep } from '@throughcare/kit/correct-parts'
import { findDifferences, whyNothingCorrected, type Correction } from '@throughcare/kit/correction.rules'
import type { Database } from '@throughcare/kit/db'
import { mustPermit, refuse } from '@throughcare/kit/errors'
import type { KnownFacilities } from '@throughcare/kit/known-facilities'
import { whyNotOfTaxonomy } from '@throughcare/kit/known-need.rules'
import { allocationEndedEvent } from '../allocation/accept-allocation.ts'
import type { AllocationRow } from '../allocation/allocation.store.ts'
import { record } from '../change.ts'
import { firstContactOn } from '../contact/contact.rules.ts'
import type { Context } from '../context.ts'
import { whyNotTakeOver } from '../eligibility/eligibility.rules.ts'
import { followReleaseDate } from '../gate/gate.rules.ts'
import { goalsOpenSince, whyNotKeepPlan } from '../goal/goal.rules.ts'
import { inChain, toldWhereItWas } from '../custody/prison-transfer.rules.ts'
import { whyNotHold } from '../known-facility/known-facility.rules.ts'
import { knownFacilities } from '../known-facility/known-facility.store.ts'
import { knownNeeds } from '../known-need/known-need.store.ts'
import { healthNeedsMetOn, whyNotFound } from '../need/need.rules.ts'
import { findKnownPersons } from '../person/person.store.ts'
import { onwardReferrals } from '../onward-referral/onward-referral.store.ts'
import { changeEpisode, ofEpisode, type EpisodeChange } from './change-episode.ts'
import { correctable, isFact, stepsInError, whyNotCorrect, writerOf, type Correctable, type Corrected, type StepInError } from './correction.rules.ts'
import {
  correctParts,
  eventsOfParts,
  everyList,
  partsBefore,
  partsOf,
  referredFrom,
  withMovesInChain,
  withNeedsFoundBy,
  type GivenParts,
  type KindOfParts
} from './correct-parts.ts'
import { updateEpisode, type EpisodeRow } from './episode.store.ts'
import { stepsAnew } from './steps-anew.ts'

type Given = { [Field in keyof Corrected]?: Corrected[Field] | null }
type CorrectionInput = EpisodeChange & { reason: string; recordedInError?: readonly StepInError[] | null } & Given & GivenParts

/** Corrects what was written down wrongly, and takes back what was recorded in error; old and new value, why and who stay in the history. */
export function correctReconnectEpisode(context: Context, input: CorrectionInput): Promise<EpisodeRow> {
  return changeEpisode(context, { action: 'correct-reconnect-episode', input }, async (tx, episode) => {
    const reason = input.reason.trim() || refuse('BAD_USER_INPUT', 'Say why it was wrong, in a sentence.', { field: 'reason' })
    const now = context.clock.now()
    const corrected = readCorrected({ correctable, stepsInError }, input) as Corrected
    const read = await correctParts(tx, context, { episodeId: episode.id, given: input, besides: everyList })
    const before = { ...episode, facilityId: referredFrom(read, episode) }
    const from = corrected.facilityId ?? before.facilityId
    const { assessedAt: to } = corrected
    const found = episode.assessedAt && to ? withNeedsFoundBy(read, { from: episode.assessedAt, to }) : read
    const parts = withMovesInChain(found, from)
    const after = becoming(episode, corrected, { parts, from, now })
    const [person] = corrected.referredAt ? await findKnownPersons(tx, [episode.recordId]) : []
    mustPermit(
      whyNotCorrect(before, { corrected, after, birthDate: person?.birthDate }, now) ??
        whyNotKeep(parts, { before: episode, after, now }) ??
        whyNotKeepPlan(after, goalsOf(parts))
    )
    const saysWhenFound = 'assessedAt' in corrected || (input.needs ?? []).some(({ identifiedAt }) => identifiedAt)
    mustPermit(saysWhenFound ? whyNotFound(after, partsOf(parts, 'needs')) : null)
    mustPermit(await whyNotGiven(tx, { episode, corrected, parts, input }))
    const differences = findDifferences(before, corrected)
    // A meeting at the gate goes with the day of release.
    const corrections = [...findDifferences(before, { ...corrected, gateMeetingAt: after.gateMeetingAt }), ...differencesOf(parts)]
    mustPermit(whyNothingCorrected(corrections))
    const fields = corrections.map(({ field }) => field)
    const row = await updateEpisode(tx, episode.id, { ...changesOf(episode, after), ...nowWrittenBy(context.principal.subject, episode, differences) })
    await updateParts(tx, parts)
    const { episode: pointers, subject } = ofEpisode(row)
    const needs = { before: partsBefore(parts, 'needs'), after: partsOf(parts, 'needs') }
    const supplies = partsOf(parts, 'continuity')
    const held = { facilityId: row.facilityId, transfers: inChain(partsOf(parts, 'prisonTransfers'), from) }
    await record(
      tx,
      context,
      { ...subject, type: 'reconnect.episode-corrected', payload: { ...pointers, fields: [...new Set(fields)] } },
      ...toldWhereItWas([...stepsAnew(context, row, { fields, needs, supplies, referredFrom: from }), ...eventsOfParts(row, parts, now)], held, now),
      ...endedAllocations(parts).map((one) => allocationEndedEvent(row, { ...one, endedAt: now }))
    )
    return { episode: row, reason, corrections }
  })
}

const goalsOf = (parts: readonly KindOfParts[]) => ({ before: partsBefore(parts, 'goals').length, after: partsOf(parts, 'goals').length })

/** The episode as it would become, with what it keeps of its parts; `from` is the prison of the referral. */
function becoming(episode: EpisodeRow, corrected: Corrected, { parts, from, now }: { parts: readonly KindOfParts[]; from: string; now: Date }): EpisodeRow {
  const isPlannedAnew = parts.some(({ part, changes }) => part.list === 'plannedReleases' && changes.length > 0)
  const plannedReleaseDate = isPlannedAnew ? (partsOf(parts, 'plannedReleases').at(-1)?.date ?? null) : episode.plannedReleaseDate
  const row = { ...episode, ...corrected, facilityId: inChain(partsOf(parts, 'prisonTransfers'), from).at(-1)?.facilityId ?? from }
  const releaseDay = row.actualReleaseDate ?? plannedReleaseDate
  const meeting = 'gateMeetingAt' in corrected ? { gateMeetingMovedFrom: null } : releaseDay ? followReleaseDate(row, releaseDay) : {}
  // A meeting that is planned again, for its outcome is taken back, is so for the day of release as it is now.
  const isAsBefore =
    releaseDay === (episode.actualReleaseDate ?? episode.plannedReleaseDate) && !('gateMeetingAt' in corrected) && corrected.gateMeetingOutcome !== null
  return {
    ...{ ...row, plannedReleaseDate },
    ...(isAsBefore ? {} : meeting),
    ...(corrected.extendedUntil === null ? { extendedAt: null } : {}),
    ...(episode.eligibilityCheckedAt === null && Object.keys(corrected).some(isFact) ? { eligibilityCheckedAt: now } : {}),
    goalsOpenSince: goalsOpenSince(partsOf(parts, 'goals')),
    healthNeedsMetOn: healthNeedsMetOn(partsOf(parts, 'needs')),
    firstContactOn: firstContactOn(row, partsOf(parts, 'contacts'))
  }
}

type Asked = { episode: EpisodeRow; corrected: Corrected; parts: readonly KindOfParts[]; input: CorrectionInput }

/** Why what is given cannot be: a prison that is none or was shut, a need that is not of the taxonomy, a referral by which nobody takes over. */
async function whyNotGiven(tx: Database, { episode, corrected: { facilityId, handoverReferralId }, parts, input }: Asked): Promise<string | null> {
  const codes = [...(input.needs ?? []), ...(input.goals ?? [])].flatMap(({ needCode }) => needCode ?? [])
  const whyNotCode = codes.length > 0 ? whyNotOfTaxonomy(await knownNeeds.findKnownNeeds(tx), codes) : null
  if (whyNotCode) return whyNotCode
  const given = (input.prisonTransfers ?? []).map(({ id }) => id)
  const moves = partsOf(parts, 'prisonTransfers').filter(({ id }) => given.includes(id))
  const held = [...(facilityId ? [{ facilityId, on: null }] : []), ...moves.map((move) => ({ facilityId: move.facilityId, on: move.transferredOn }))]
  const known: KnownFacilities = held.length > 0 ? await knownFacilities.findKnownFacilities(tx) : new Map()
  const whyNotThere = held.map((one) => whyNotHold(known, one.facilityId, one.on)).find((fault) => fault !== null)
  if (whyNotThere) return whyNotThere
  return handoverReferralId ? whyNotTakeOver(await onwardReferrals.getReferral(tx, episode.id, handoverReferralId)) : null
}

/** What changes of an episode; its version is the update's own. */
function changesOf(episode: EpisodeRow, after: EpisodeRow): Partial<EpisodeRow> {
  return Object.fromEntries(Object.entries(after).filter(([field, value]) => value !== episode[field as keyof EpisodeRow]))
}

/** Whoever corrects a step, or takes it back, has written it: an import that says otherwise is refused from then on. */
function nowWrittenBy(subject: string, episode: EpisodeRow, differences: readonly Correction[]): Partial<EpisodeRow> {
  return Object.fromEntries(differences.map(({ field }) => [writerOf(episode, field as Correctable), subject]))
}

/** The allocations that a correction ends by taking them back. */
function endedAllocations(parts: readonly KindOfParts[]): AllocationRow[] {
  const changes = parts.filter(({ part }) => part.list === 'allocations').flatMap((kind) => kind.changes)
  return changes.map(({ before }) => before as unknown as AllocationRow).filter(({ endedAt }) => endedAt === null)
}
