import { londonDate } from '@throughcare/kit/clock'
import { recordIdOf, sourceIdOf } from '@throughcare/kit/ids'
import type { Importer } from '@throughcare/kit/import'
import {
  findCode,
  findDay,
  findInstant,
  findItems,
  findText,
  inColumn,
  readCode,
  readDay,
  readInstant,
  readText,
  refuseColumn
} from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import { allocationColumns, readAllocations } from '../allocation/allocation.import.ts'
import { contactColumns, readContacts } from '../contact/contact.import.ts'
import { continuityColumns, readContinuity } from '../continuity/continuity.import.ts'
import type { Context } from '../context.ts'
import { checkAgainstRelease, readTransfers, transferColumns } from '../custody/prison-transfer.import.ts'
import type { ClosureReason, DeclineReason } from '../../db/codes.ts'
import { whyNotHandOver, whyNotHaveDeclinedFor } from '../eligibility/eligibility.rules.ts'
import type { GoalRow } from '../goal/goal.store.ts'
import { review } from '../goal/review-goal.ts'
import { addGoal } from '../goal/set-goal.ts'
import { needColumns, readNeeds } from '../need/need.import.ts'
import { healthNeedsMetOn } from '../need/need.rules.ts'
import { offerColumns, readOffers } from '../peer-support/peer-support.import.ts'
import { release } from '../release/record-release.ts'
import { planRelease } from '../release/set-release-date.ts'
import { accept } from './accept-reconnect-referral.ts'
import type { GivenEpisode } from './bring-up-to-date.ts'
import { close } from './close-reconnect-episode.ts'
import { decline } from './decline-reconnect-referral.ts'
import { partsDone } from './episode-parts.rules.ts'
import { whyNotCloseThen, type Done } from './episode.rules.ts'
import type { EpisodeRow } from './episode.store.ts'
import type { GivenPlan } from './episode-import.rules.ts'
import { extend } from './extend-reconnect-support.ts'
import { readAfterRelease, readBeforeRelease, readEligibility, stepColumns } from './episode-steps.import.ts'
import { receiveEpisodes } from './receive-episodes.ts'
import { startEpisode } from './refer-to-reconnect.ts'

// One row an episode, with everything that happened in it: each part goes through the rules of the verb that records it.

const sources = [
  ...(['PRISON_HEALTHCARE', 'MENTAL_HEALTH_TEAM', 'SUBSTANCE_MISUSE_TEAM', 'PRISON_STAFF', 'OFFENDER_MANAGER'] as const),
  ...(['LIAISON_DIVERSION', 'SELF', 'FAMILY'] as const)
]
const declineReasons = [
  ...(['UNDER_18', 'NO_HEALTH_NEED', 'ABLE_TO_ENGAGE_WITHOUT_SUPPORT', 'OUTSIDE_REFERRAL_WINDOW', 'SUITABLE_FOR_ENHANCED_RECONNECT'] as const),
  ...([
    'SUPPORTED_BY_SERVICE_OF_ANOTHER_AREA',
    'SUITABLE_FOR_INTENSIVE_RISK_MANAGEMENT',
    'SUITABLE_FOR_RESIDENTIAL_REHABILITATION',
    'PERSON_DECLINED',
    'TRANSFERRED_PRISON'
  ] as const),
  ...(['DIED', 'DUPLICATE', 'OTHER'] as const)
]
const releaseReasons = ['FIRST_KNOWN', 'EARLY_RELEASE', 'RECALCULATED', 'RECALLED', 'OTHER'] as const
const accommodations = [
  ...(['OWNER_OCCUPIER', 'PRIVATE_RENT', 'SOCIAL_RENT', 'FRIENDS_OR_FAMILY_SETTLED', 'FRIENDS_OR_FAMILY_TRANSIENT', 'SUPPORTED_HOUSING'] as const),
  ...(['APPROVED_PREMISES', 'COMMUNITY_ACCOMMODATION_TIER_2', 'COMMUNITY_ACCOMMODATION_TIER_3', 'TRANSIENT', 'RESIDENTIAL_HEALTHCARE'] as const),
  ...(['HOME_OFFICE_ACCOMMODATION', 'SHELTER_HOSTEL_OR_CAMPSITE', 'SQUAT', 'ROUGH_SLEEPING', 'IMMIGRATION_DETENTION'] as const),
  ...(['AWAITING_ASSESSMENT', 'NOT_STATED', 'NOT_KNOWN'] as const)
]
const goalStatuses = ['NOT_STARTED', 'IN_PROGRESS', 'ACHIEVED', 'PARTIALLY_ACHIEVED', 'NOT_ACHIEVED'] as const
const closureReasons = [
  ...(['NEEDS_MET', 'SIX_MONTHS_REACHED', 'TRANSFERRED_TO_SERVICE', 'DISENGAGED', 'DECLINED', 'RECALLED_OR_RETURNED_TO_CUSTODY'] as const),
  ...(['MOVED_OUT_OF_AREA', 'NOT_RELEASED', 'TRANSFERRED_PRISON', 'DIED', 'INELIGIBLE', 'DUPLICATE', 'OTHER'] as const)
]

const time = 'a time in ISO 8601 with its offset'

const columns: Column[] = [
  { name: 'episode_key', about: "the source system's own key of the episode", isRequired: true },
  { name: 'source_system', about: 'with source_key: the identity record, as in the people file', isRequired: true },
  { name: 'source_key', about: 'see source_system', isRequired: true },
  { name: 'facility', about: 'NOMIS id of the prison, at the referral where prison_transfers says more', isRequired: true },
  { name: 'source', about: `who referred: ${sources.join(', ')}`, isRequired: true },
  { name: 'referred_at', about: time, isRequired: true },
  { name: 'accepted_at', about: time },
  { name: 'declined_at', about: time },
  { name: 'decline_reason', about: declineReasons.join(', ') },
  {
    name: 'planned_releases',
    items: 'day:reason:set-on',
    about: `every planned release date in the order set; set-on may be left out; reason: ${releaseReasons.join(', ')}`
  },
  { name: 'released_on', about: 'YYYY-MM-DD' },
  { name: 'slept_at', about: `where on the first night: ${accommodations.join(', ')}` },
  { name: 'goals', items: 'need:status', about: `a goal for each need; status: ${goalStatuses.join(', ')}` },
  { name: 'goals_reviewed_at', about: `${time}; if empty, closed_at, else accepted_at, or for a goal that moved on since the last file, now` },
  { name: 'extended_until', about: 'YYYY-MM-DD' },
  { name: 'extension_reason', about: 'why discharge at six months would harm health' },
  { name: 'closed_at', about: time },
  { name: 'closure_reason', about: closureReasons.join(', ') },
  {
    name: 'handover_referral_key',
    about: 'of one handed over at the decline or the closing: the key of that referral (referral_key) in the file of onward referrals of the same system'
  },
  ...stepColumns,
  ...needColumns,
  ...contactColumns,
  ...continuityColumns,
  ...transferColumns,
  ...allocationColumns,
  ...offerColumns
]

type Importing = Pick<Context, 'principal' | 'clock'>

/** Takes in RECONNECT episodes. */
export const episodeImporter: Importer<Context, GivenEpisode> = {
  columns,
  keyColumn: 'episode_key',
  readRow,
  importRows: receiveEpisodes,
  rowsPerChunk: 250,
  chunksAtOnce: 2
}

function readRow(fields: Fields, context: Importing): GivenEpisode {
  const sourceSystem = readText(fields, 'source_system', 100)
  const id = sourceIdOf('reconnect-episode', sourceSystem, readText(fields, 'episode_key', 100))
  const referral = {
    identityRecordId: recordIdOf(sourceSystem, readText(fields, 'source_key', 100)),
    facilityId: readText(fields, 'facility', 40),
    source: readCode(fields, 'source', sources),
    referredAt: readInstant(fields, 'referred_at')
  }
  const episode = inColumn('referred_at', () => startEpisode(context, id, referral))
  const plannedReleases = readPlannedReleases(fields, context, episode)
  const transfers = readTransfers(fields, context, episode)
  const offers = readOffers(fields, context, episode)
  Object.assign(episode, readEligibility(fields, context, episode))
  Object.assign(episode, readAcceptance(fields, context, episode))
  const { needs, changes } = readNeeds(fields, context, episode)
  Object.assign(episode, changes)
  const goals = readGoals(fields, context, episode)
  Object.assign(episode, readBeforeRelease(fields, context, { episode, goals }))
  Object.assign(episode, readRelease(fields, context, episode))
  checkAgainstRelease(context, episode, transfers)
  const allocations = readAllocations(fields, context, episode)
  const contacts = readContacts(fields, context, episode)
  const supplies = readContinuity(fields, context, episode)
  Object.assign(episode, readAfterRelease(fields, context, episode), { healthNeedsMetOn: healthNeedsMetOn(needs) })
  Object.assign(episode, readExtension(fields, context, episode))
  Object.assign(episode, readDecline(fields, context, episode))
  Object.assign(episode, readClosure(fields, context, { episode, done: partsDone({ needs, goals, contacts, offers, transfers }) }))
  if (fields.handover_referral_key && !episode.declinedAt && !episode.closedAt)
    refuseColumn('handover_referral_key', 'A handover goes with declined_at or closed_at, and both are empty.')
  const parts = { needs, contacts, supplies, offers, transfers, allocations }
  const [goalsReviewedAt, needsReviewedAt] = [findInstant(fields, 'goals_reviewed_at'), findInstant(fields, 'needs_reviewed_at')]
  return { id, episode, plannedReleases, goals, goalsReviewedAt, parts, needsReviewedAt }
}

/** The dates in the order in which they were set; the last is the episode's. */
function readPlannedReleases(fields: Fields, context: Importing, episode: EpisodeRow): GivenPlan[] {
  const parts = partsOf(fields, 'planned_releases').map(([day = '', reason = '', setOn = '']): Fields => ({
    'planned_releases.day': day,
    'planned_releases.reason': reason,
    'planned_releases.set-on': setOn
  }))
  return inColumn('planned_releases', () => {
    const setAt = readSetAt(parts, context, episode)
    return parts.map((given, place) => {
      const [date, reason] = [readDay(given, 'planned_releases.day'), readCode(given, 'planned_releases.reason', releaseReasons)]
      const id = sourceIdOf('reconnect-planned-release', episode.id, `${place} ${date} ${reason}`)
      const { plannedRelease, changes } = planRelease(context, episode, { id, date, reason, recordedAt: setAt[place] })
      Object.assign(episode, changes)
      return { ...plannedRelease, isDated: given['planned_releases.set-on'] !== '' }
    })
  })
}

/** Only the day is known: noon of it, but between the referral and now, and each after the one before. */
function readSetAt(parts: readonly Fields[], { clock }: Importing, { referredAt }: EpisodeRow): Date[] {
  const days = parts.map((given) => findDay(given, 'planned_releases.set-on'))
  const named = days.filter((day) => day !== null)
  if (named.some((day) => day > londonDate(clock.now()))) refuseColumn('planned_releases', 'The day on which a date was set lies in the future.')
  if (named.some((day, place) => day < (named[place - 1] ?? ''))) refuseColumn('planned_releases', 'Give the dates in the order in which they were set.')
  let earliest = referredAt.getTime()
  return days.map((day, place) => {
    const noon = day ? Date.parse(`${day}T12:00:00Z`) : earliest
    const at = Math.max(earliest, Math.min(noon, clock.now().getTime() - (days.length - 1 - place)))
    earliest = at + 1
    return new Date(at)
  })
}

function readAcceptance(fields: Fields, context: Importing, episode: EpisodeRow) {
  const acceptedAt = findInstant(fields, 'accepted_at')
  return acceptedAt && inColumn('accepted_at', () => accept(context, episode, { acceptedAt }))
}

function readDecline(fields: Fields, context: Importing, episode: EpisodeRow) {
  const declinedAt = findInstant(fields, 'declined_at')
  if (!declinedAt) return fields.decline_reason ? refuseColumn('declined_at', 'declined_at is empty, though the row says why the referral was declined.') : null
  const reason = readCode(fields, 'decline_reason', declineReasons)
  const whyNotFor = whyNotHaveDeclinedFor(reason, episode)
  if (whyNotFor) refuseColumn('decline_reason', whyNotFor)
  return { ...inColumn('declined_at', () => decline(context, episode, { declinedAt, reason })), ...readHandover(fields, reason) }
}

function readGoals(fields: Fields, context: Importing, episode: EpisodeRow): GoalRow[] {
  const setAt = episode.acceptedAt ?? episode.referredAt
  const reviewedAt = findInstant(fields, 'goals_reviewed_at') ?? findInstant(fields, 'closed_at') ?? setAt
  const goals = partsOf(fields, 'goals').map(([needCode = '', status = '']) => {
    const id = sourceIdOf('reconnect-goal', episode.id, needCode)
    return inColumn('goals', () => {
      if (!needCode || needCode.length > 60) refuseColumn('goals', 'A goal is written need:status, and goals are separated by ";".')
      const goal = addGoal(context, episode, { id, needCode, setAt })
      const reached = readCode({ 'goals.status': status }, 'goals.status', goalStatuses)
      return reached === 'NOT_STARTED' ? goal : { ...goal, ...review(context, { episode, goal }, { status: reached, reviewedAt }) }
    })
  })
  if (new Set(goals.map((goal) => goal.needCode)).size < goals.length) refuseColumn('goals', 'A need is named twice. Give each need one goal.')
  return goals
}

function readRelease(fields: Fields, context: Importing, episode: EpisodeRow) {
  const releasedOn = findDay(fields, 'released_on')
  const sleptAt = findCode(fields, 'slept_at', accommodations)
  if (!releasedOn) return sleptAt ? refuseColumn('released_on', 'released_on is empty, though the row says where the person slept.') : null
  return inColumn('released_on', () => release(context, episode, { releasedOn, sleptAt }))
}

function readExtension(fields: Fields, context: Importing, episode: EpisodeRow) {
  const until = findDay(fields, 'extended_until')
  const reason = findText(fields, 'extension_reason', 500) ?? ''
  // When it was decided is not in the file, but it was before the end.
  return until && inColumn('extended_until', () => extend(context, episode, { until, reason, extendedAt: findInstant(fields, 'closed_at') ?? undefined }))
}

function readClosure(fields: Fields, context: Importing, { episode, done }: { episode: EpisodeRow; done: readonly Done[] }) {
  const closedAt = findInstant(fields, 'closed_at')
  if (!closedAt) return fields.closure_reason ? refuseColumn('closed_at', 'closed_at is empty, though the row says why the episode was closed.') : null
  const reason = readCode(fields, 'closure_reason', closureReasons)
  const whyNotThen = whyNotCloseThen(closedAt, done)
  if (whyNotThen) refuseColumn('closed_at', whyNotThen)
  return { ...inColumn('closed_at', () => close(context, episode, { closedAt, reason })), ...readHandover(fields, reason) }
}

/** The onward referral by which another service took over, where the source has it. */
function readHandover(fields: Fields, reason: DeclineReason | ClosureReason): Partial<EpisodeRow> {
  const key = findText(fields, 'handover_referral_key', 100)
  if (!key) return {}
  const handoverReferralId = sourceIdOf('onward-referral', readText(fields, 'source_system', 100), key)
  const whyNot = whyNotHandOver(reason, handoverReferralId)
  return whyNot ? refuseColumn('handover_referral_key', whyNot) : { handoverReferralId }
}

function partsOf(fields: Fields, column: string): string[][] {
  return findItems(fields, column).map((item) => item.split(':').map((part) => part.trim()))
}
