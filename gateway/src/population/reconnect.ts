import { needsOf } from './liaison-diversion.ts'
import { reconnectPartsOf } from './reconnect-parts.ts'
import { recordOf, type PersonRow, type Someone } from './person.ts'
import type { Random } from './random.ts'
import { shares } from './shares.ts'
import type { Calendar } from './times.ts'

export const reconnectColumns = [
  ...(['episode_key', 'source_system', 'source_key', 'facility', 'source', 'referred_at', 'accepted_at', 'declined_at', 'decline_reason'] as const),
  ...([
    'planned_releases',
    'released_on',
    'slept_at',
    'goals',
    'goals_reviewed_at',
    'extended_until',
    'extension_reason',
    'closed_at',
    'closure_reason'
  ] as const),
  ...(['eligibility_checked_at', 'custody_setting', 'health_need', 'struggles_to_engage', 'risk_of_serious_harm', 'intensive_services'] as const),
  ...(['residential_rehabilitation', 'resettlement_area', 'assessed_at', 'needs', 'plan_made_at', 'gate_meeting_at', 'gate_meeting_outcome'] as const),
  ...(['temporarily_released_on', 'gp_registered_on', 'treatment_started_on', 'returned_to_custody_on', 'contacts'] as const),
  ...(['medicine_days_in_hand', 'medicine_continues_on', 'medicine_continues_by'] as const),
  ...(['treatment_days_in_hand', 'treatment_continues_on', 'treatment_continues_by'] as const),
  ...(['prison_transfers', 'workers', 'peer_support_offers'] as const)
]

export type ReconnectRow = Partial<Record<(typeof reconnectColumns)[number], string>>

/** What RECONNECT has of someone who was referred on a day: their record and their episodes. */
export function reconnectOf(someone: Someone, calendar: Calendar, referredOn: number): { records: PersonRow[]; episodes: ReconnectRow[] } {
  const { random, index } = someone
  const key = { source_system: 'synthetic-prison', source_key: `S${index}` }
  const first = wholeEpisodeOf(someone, calendar, referredOn)
  const episodes = [{ ...first, ...key, episode_key: `R${index}-0` }]
  const backInCustody = first.closure_reason === 'RECALLED_OR_RETURNED_TO_CUSTODY' ? first.closed_at?.slice(0, 10) : undefined
  const again = backInCustody ? calendar.offsetOf(backInCustody) + random.whole(14, 60) : 0
  if (again < -2 && random.chance(0.6)) episodes.push({ ...wholeEpisodeOf(someone, calendar, again), ...key, episode_key: `R${index}-1` })
  return { records: [recordOf(someone, { system: 'synthetic-prison', metOn: referredOn, calendar })], episodes }
}

function wholeEpisodeOf(someone: Someone, calendar: Calendar, referredOn: number): ReconnectRow {
  const episode = episodeOf(someone, calendar, referredOn)
  return { ...episode, ...reconnectPartsOf(someone, calendar, episode) }
}

function episodeOf(someone: Someone, calendar: Calendar, referredOn: number): ReconnectRow {
  const { random } = someone
  const releaseOn = referredOn + daysToRelease(random)
  const referral = {
    facility: random.weigh(shares.prison.value),
    source: random.weigh({
      ...{ PRISON_HEALTHCARE: 35, MENTAL_HEALTH_TEAM: 20, SUBSTANCE_MISUSE_TEAM: 15, OFFENDER_MANAGER: 12, SELF: 10, FAMILY: 3 },
      LIAISON_DIVERSION: someone.inLiaisonDiversion ? 15 : 1
    }),
    referred_at: calendar.at(referredOn, 9 + random.next() * 7),
    planned_releases: plansOf(random, calendar, { referredOn, releaseOn })
  }
  const decidedOn = referredOn + random.whole(1, 6)
  if (!calendar.isPast(decidedOn)) return referral
  if (!random.chance(shares.accepted.value)) return { ...referral, declined_at: calendar.at(decidedOn, 11), decline_reason: declineReason(random) }
  const accepted = { ...referral, accepted_at: calendar.at(decidedOn, 11) }
  if (!calendar.isPast(releaseOn)) return { ...accepted, goals: goalsOf(random, { NOT_STARTED: 60, IN_PROGRESS: 40 }), goals_reviewed_at: accepted.accepted_at }
  return { ...accepted, released_on: calendar.day(releaseOn), slept_at: firstNight(random), ...afterRelease(random, calendar, { releaseOn, decidedOn }) }
}

/** From 12 weeks before release to 28 days after it: the referral window of published RECONNECT services. */
function daysToRelease(random: Random): number {
  if (!random.chance(shares.lateReferral.value)) return random.whole(28, 84)
  return random.chance(shares.afterRelease.value) ? -random.whole(0, 28) : random.whole(1, 27)
}

/** The dates that were planned, the last being the day itself: some move once, a few twice. */
function plansOf(random: Random, calendar: Calendar, { referredOn, releaseOn }: { referredOn: number; releaseOn: number }): string {
  const moves = releaseOn - referredOn > 7 && random.chance(shares.releaseDateMoved.value) ? (random.chance(0.25) ? 2 : 1) : 0
  const setOn = [referredOn, ...Array.from({ length: moves }, () => referredOn + random.whole(1, releaseOn - referredOn - 1)).sort((one, other) => one - other)]
  const known = setOn.filter((day, place) => place === 0 || calendar.isPast(day))
  const plans = known.map((day, place) => {
    const isLast = place === moves
    const reason = place === 0 ? 'FIRST_KNOWN' : random.weigh({ EARLY_RELEASE: 55, RECALCULATED: 40, OTHER: 5 })
    return { reason, on: isLast ? releaseOn : releaseOn + random.whole(3, 30) + 40 * (moves - place), setOn: day }
  })
  return plans.map(({ reason, on, setOn: day }) => `${calendar.day(on)}:${reason}:${calendar.day(day)}`).join(';')
}

function afterRelease(random: Random, calendar: Calendar, { releaseOn, decidedOn }: { releaseOn: number; decidedOn: number }): ReconnectRow {
  const isRecalled = random.chance(shares.recalledWithinSixMonths.value)
  const from = Math.max(releaseOn, decidedOn)
  const reason = isRecalled
    ? 'RECALLED_OR_RETURNED_TO_CUSTODY'
    : random.weigh({ NEEDS_MET: 34, SIX_MONTHS_REACHED: 22, TRANSFERRED_TO_SERVICE: 16, DISENGAGED: 18, DECLINED: 4, MOVED_OUT_OF_AREA: 5, DIED: 1 })
  const isExtended = reason === 'SIX_MONTHS_REACHED' && random.chance(shares.extended.value)
  // Six months are 181 to 184 days.
  const closedOn = reason === 'SIX_MONTHS_REACHED' ? releaseOn + 185 + (isExtended ? 60 : 0) : from + random.whole(7, 175)
  const isClosed = calendar.isPast(closedOn)
  const extension =
    isExtended && calendar.isPast(releaseOn + 180) ? { extended_until: calendar.day(releaseOn + 245), extension_reason: 'Treatment would break off' } : {}
  if (!isClosed)
    return {
      ...extension,
      goals: goalsOf(random, { NOT_STARTED: 10, IN_PROGRESS: 70, ACHIEVED: 15, PARTIALLY_ACHIEVED: 5 }),
      goals_reviewed_at: calendar.at(from, 16)
    }
  const goals =
    reason === 'NEEDS_MET'
      ? goalsOf(random, { ACHIEVED: 85, PARTIALLY_ACHIEVED: 15 })
      : goalsOf(random, { ACHIEVED: 30, PARTIALLY_ACHIEVED: 30, NOT_ACHIEVED: 30, IN_PROGRESS: 10 })
  const closed_at = calendar.at(isExtended ? releaseOn + 246 : closedOn, 16)
  if (isExtended && !calendar.isPast(releaseOn + 246)) return { ...extension, goals, goals_reviewed_at: calendar.at(from, 16) }
  return { ...extension, goals, closed_at, closure_reason: reason }
}

function goalsOf(random: Random, statuses: Record<string, number>): string {
  return needsOf(random)
    .slice(0, 4)
    .map((code) => `${code}:${random.weigh(statuses)}`)
    .join(';')
}

function firstNight(random: Random): string {
  if (random.chance(shares.firstNightUnknown.value)) return random.weigh({ NOT_KNOWN: 70, NOT_STATED: 30 })
  if (!random.chance(shares.housedOnFirstNight.value)) return random.weigh({ ROUGH_SLEEPING: 60, SHELTER_HOSTEL_OR_CAMPSITE: 35, SQUAT: 5 })
  return random.weigh({
    ...{ FRIENDS_OR_FAMILY_SETTLED: 28, FRIENDS_OR_FAMILY_TRANSIENT: 14, SOCIAL_RENT: 12, PRIVATE_RENT: 8, SUPPORTED_HOUSING: 12 },
    ...{ APPROVED_PREMISES: 10, COMMUNITY_ACCOMMODATION_TIER_3: 10, COMMUNITY_ACCOMMODATION_TIER_2: 3, TRANSIENT: 3 }
  })
}

function declineReason(random: Random): string {
  return random.weigh({
    ...{ ABLE_TO_ENGAGE_WITHOUT_SUPPORT: 28, NO_HEALTH_NEED: 18, PERSON_DECLINED: 26, SUITABLE_FOR_ENHANCED_RECONNECT: 10 },
    ...{ SUITABLE_FOR_INTENSIVE_RISK_MANAGEMENT: 6, SUITABLE_FOR_RESIDENTIAL_REHABILITATION: 4, TRANSFERRED_PRISON: 6, OTHER: 2 }
  })
}
