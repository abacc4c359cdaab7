import { recordIdOf, sourceIdOf } from '@throughcare/kit/ids'
import type { Importer } from '@throughcare/kit/import'
import { findCode, findInstant, findItems, findText, inColumn, readCode, readInstant, readText, refuseColumn } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { Context } from '../context.ts'
import { addNeed } from '../need/identify-needs.ts'
import type { NeedRow } from '../need/need.store.ts'
import { close } from './close-liaison-diversion-episode.ts'
import type { EpisodeRow } from './episode.store.ts'
import { offer } from './offer-screening.ts'
import { receiveEpisodes, type GivenEpisode } from './receive-episodes.ts'
import { episodeParts, readParts } from './episode-parts.import.ts'
import { startEpisode, type ReferralInput } from './receive-referral.ts'
import { dispose } from './record-custody-disposal.ts'
import { divert } from './record-diversion.ts'
import { leaveUnseen } from './record-not-seen.ts'
import { screen } from './record-screening.ts'

// One row an episode, with everything that happened in it: each part goes through the rules of the verb that records it.

const settings = [
  ...(['POLICE_CUSTODY', 'VOLUNTARY_ATTENDANCE', 'MAGISTRATES_COURT', 'YOUTH_COURT', 'CROWN_COURT'] as const),
  ...(['PROBATION', 'YOUTH_JUSTICE_SERVICE', 'COMMUNITY', 'PRISON'] as const)
]
const sources = ['POLICE', 'COURT', 'PROBATION', 'YOUTH_JUSTICE', 'SOLICITOR', 'MENTAL_HEALTH_TEAM', 'SELF'] as const
const screeningOutcomes = ['NO_NEED', 'NEEDS_IDENTIFIED', 'ASSESSMENT_REQUIRED'] as const
const risks = ['LOW', 'MEDIUM', 'HIGH'] as const
const notSeenReasons = ['RELEASED_BEFORE_SEEN', 'DECLINED', 'UNFIT', 'NO_PRACTITIONER', 'DUPLICATE'] as const
const urgencies = ['EMERGENCY', 'VERY_URGENT', 'URGENT', 'ROUTINE'] as const
const offenceGroups = [
  ...(['VIOLENCE_AGAINST_THE_PERSON', 'SEXUAL', 'ROBBERY', 'THEFT', 'CRIMINAL_DAMAGE_AND_ARSON', 'DRUG', 'POSSESSION_OF_WEAPONS'] as const),
  ...(['PUBLIC_ORDER', 'MISCELLANEOUS_AGAINST_SOCIETY', 'FRAUD', 'SUMMARY_NON_MOTORING', 'SUMMARY_MOTORING', 'NOT_RECORDED'] as const)
]
const disposals = ['CHARGED', 'BAILED', 'RELEASED_UNDER_INVESTIGATION', 'NO_FURTHER_ACTION', 'VOLUNTARY_ATTENDANCE_ENDED', 'MENTAL_HEALTH_ACT'] as const
const needStatuses = ['IDENTIFIED', 'ALREADY_SUPPORTED', 'REFERRED', 'MET', 'DECLINED'] as const
const needSources = ['PERSON', 'SCREENING', 'ASSESSMENT', 'HEALTH_RECORD', 'AGENCY', 'FAMILY_OR_CARER'] as const
const longestDefinition = 2_000
const outcomes = ['DIVERTED_OUT_OF_JUSTICE', 'SUPPORTED_WITHIN_JUSTICE', 'NOT_DIVERTED'] as const
const answers = ['YES', 'NO', 'NOT_STATED', 'NOT_KNOWN'] as const
const plans = ['NEVER', 'PREVIOUSLY', 'CURRENTLY', 'NOT_STATED', 'NOT_KNOWN'] as const
const closureReasons = ['COMPLETED', 'TRANSFERRED_TO_SERVICE', 'DISENGAGED', 'DECLINED', 'NOT_SEEN', 'MOVED_OUT_OF_AREA', 'DIED'] as const

const time = 'a time in ISO 8601 with its offset'

const columns: Column[] = [
  { name: 'episode_key', about: "the source system's own key of the episode", isRequired: true },
  { name: 'source_system', about: 'with source_key: the identity record, as in the people file', isRequired: true },
  { name: 'source_key', about: 'see source_system', isRequired: true },
  {
    name: 'facility',
    about: 'id of the custody suite, court or prison; of an alert that came elsewhere, of the custody suite or court whose team took it',
    isRequired: true
  },
  { name: 'setting', about: settings.join(', '), isRequired: true },
  { name: 'source', about: `who raised the alert: ${sources.join(', ')}`, isRequired: true },
  { name: 'received_at', about: time, isRequired: true },
  { name: 'offence_group', about: offenceGroups.join(', ') },
  { name: 'custody_clock_started_at', about: `${time}; police custody only` },
  { name: 'screening_offered_at', about: time },
  { name: 'screened_at', about: `${time}; empty where the person was not screened` },
  { name: 'screening_outcome', about: screeningOutcomes.join(', ') },
  { name: 'screening_risk', about: risks.join(', ') },
  { name: 'screening_urgency', about: urgencies.join(', ') },
  { name: 'not_seen_reason', about: notSeenReasons.join(', ') },
  { name: 'not_seen_at', about: `${time}; if empty, closed_at, else screening_offered_at, else received_at` },
  {
    name: 'needs',
    items: 'code:status:source:definition',
    about: `such as housing:REFERRED or housing:REFERRED:PERSON:sofa surfing; status: ${needStatuses.join(', ')}; how it is known, if the source says so: ${needSources.join(', ')}; what is meant by it there, if it says so, without ";"`
  },
  { name: 'is_looked_after', about: `of children only, all three or none: ${answers.join(', ')}` },
  { name: 'child_protection_plan', about: plans.join(', ') },
  { name: 'is_youth_court_case', about: answers.join(', ') },
  ...episodeParts.flatMap(({ columns: ofPart }) => ofPart),
  { name: 'custody_disposal', about: `how custody or the voluntary attendance ended: ${disposals.join(', ')}` },
  { name: 'custody_disposal_at', about: time },
  { name: 'outcome', about: outcomes.join(', ') },
  { name: 'outcome_at', about: `${time}; if empty, closed_at, else screened_at, else received_at` },
  { name: 'closed_at', about: `${time}; empty where the episode is open` },
  { name: 'closure_reason', about: closureReasons.join(', ') }
]

type Importing = Pick<Context, 'principal' | 'clock'>

/** Takes in Liaison & Diversion episodes. */
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
  const id = sourceIdOf('liaison-diversion-episode', sourceSystem, readText(fields, 'episode_key', 100))
  const referral = readReferral(fields)
  const episode = inColumn('received_at', () => startEpisode(context, id, referral))
  const offeredAt = findInstant(fields, 'screening_offered_at')
  if (offeredAt)
    Object.assign(
      episode,
      inColumn('screening_offered_at', () => offer(context, episode, { offeredAt }))
    )
  if (fields.screened_at) Object.assign(episode, readScreening(fields, context, episode))
  else if (fields.screening_outcome || fields.screening_risk) refuseColumn('screened_at', 'screened_at is empty, though the row says what the screening found.')
  if (fields.not_seen_reason) Object.assign(episode, readNotSeen(fields, context, episode))
  const needs = readNeeds(fields, context, episode)
  Object.assign(episode, readCircumstances(fields, context))
  if (fields.custody_disposal) Object.assign(episode, readDisposal(fields, context, episode))
  const outcome = findCode(fields, 'outcome', outcomes)
  const closedAt = findInstant(fields, 'closed_at')
  if (outcome) {
    const divertedAt = findInstant(fields, 'outcome_at') ?? closedAt ?? episode.screenedAt ?? episode.receivedAt
    Object.assign(
      episode,
      inColumn('outcome_at', () => divert(context, episode, { divertedAt, outcome }))
    )
  }
  if (closedAt) {
    const reason = readCode(fields, 'closure_reason', closureReasons)
    Object.assign(
      episode,
      inColumn('closed_at', () => close(context, episode, { closedAt, reason }))
    )
  } else if (fields.closure_reason) refuseColumn('closed_at', 'closed_at is empty, though the row says why the episode was closed.')
  return {
    id,
    episode,
    needs,
    parts: readParts(fields, context, episode),
    isDated: { notSeen: Boolean(fields.not_seen_at), outcome: Boolean(fields.outcome_at) }
  }
}

function readReferral(fields: Fields): ReferralInput {
  return {
    identityRecordId: recordIdOf(readText(fields, 'source_system', 100), readText(fields, 'source_key', 100)),
    facilityId: readText(fields, 'facility', 40),
    setting: readCode(fields, 'setting', settings),
    source: readCode(fields, 'source', sources),
    offenceGroup: findCode(fields, 'offence_group', offenceGroups),
    receivedAt: readInstant(fields, 'received_at'),
    custodyClockStartedAt: findInstant(fields, 'custody_clock_started_at')
  }
}

function readScreening(fields: Fields, context: Importing, episode: EpisodeRow) {
  const screening = {
    screenedAt: readInstant(fields, 'screened_at'),
    outcome: readCode(fields, 'screening_outcome', screeningOutcomes),
    risk: readCode(fields, 'screening_risk', risks),
    urgency: findCode(fields, 'screening_urgency', urgencies)
  }
  return inColumn('screened_at', () => screen(context, episode, screening))
}

function readNotSeen(fields: Fields, context: Importing, episode: EpisodeRow) {
  const reason = readCode(fields, 'not_seen_reason', notSeenReasons)
  const notSeenAt = findInstant(fields, 'not_seen_at') ?? findInstant(fields, 'closed_at') ?? episode.screeningOfferedAt ?? episode.receivedAt
  return inColumn('not_seen_reason', () => leaveUnseen(context, episode, { notSeenAt, reason }))
}

function readCircumstances(fields: Fields, { principal, clock }: Importing): Partial<EpisodeRow> {
  if (!fields.is_looked_after && !fields.child_protection_plan && !fields.is_youth_court_case) return {}
  return {
    ...{ isLookedAfter: readCode(fields, 'is_looked_after', answers), childProtectionPlan: readCode(fields, 'child_protection_plan', plans) },
    ...{ isYouthCourtCase: readCode(fields, 'is_youth_court_case', answers), childCircumstancesAt: clock.now(), childCircumstancesBy: principal.subject }
  }
}

function readDisposal(fields: Fields, context: Importing, episode: EpisodeRow) {
  const disposal = readCode(fields, 'custody_disposal', disposals)
  return inColumn('custody_disposal', () => dispose(context, episode, { disposal, disposedAt: readInstant(fields, 'custody_disposal_at') }))
}

function readNeeds(fields: Fields, context: Importing, episode: EpisodeRow): NeedRow[] {
  const needs = findItems(fields, 'needs').map((item) => {
    // A definition may hold colons: it is all that follows the third.
    const [code = '', status = '', source = ''] = item.split(':').map((part) => part.trim())
    if (!code || code.length > 60) refuseColumn('needs', 'A need is written code:status:source:definition, and needs are separated by ";".')
    const told = { status: readCode({ needs: status }, 'needs', needStatuses), source: findCode({ needs: source }, 'needs', needSources) }
    const meant = findText({ needs: item.split(':').slice(3).join(':').trim() }, 'needs', longestDefinition)
    const id = sourceIdOf('liaison-diversion-need', episode.id, code)
    const given = { id, needCode: code, ...told, definition: meant, identifiedAt: episode.screenedAt ?? episode.receivedAt }
    return inColumn('needs', () => addNeed(context, episode, given))
  })
  if (new Set(needs.map((need) => need.code)).size < needs.length) refuseColumn('needs', 'A need is named twice.')
  return needs
}
