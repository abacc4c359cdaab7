import { crownCourt, custodySuite, magistratesCourt, youthCourt } from './facilities.ts'
import { liaisonDiversionPartsOf } from './liaison-diversion-parts.ts'
import { recordOf, secondRecordOf, type PersonRow, type Someone } from './person.ts'
import type { Random } from './random.ts'
import { shares } from './shares.ts'
import type { Calendar } from './times.ts'

export const liaisonDiversionColumns = [
  ...(['episode_key', 'source_system', 'source_key', 'facility', 'setting', 'source', 'received_at', 'screened_at', 'screening_outcome'] as const),
  ...(['offence_group', 'custody_clock_started_at', 'screening_offered_at', 'screening_urgency', 'custody_disposal', 'custody_disposal_at'] as const),
  ...(['screening_risk', 'not_seen_reason', 'not_seen_at', 'needs', 'outcome', 'outcome_at', 'closed_at', 'closure_reason'] as const),
  ...(['is_looked_after', 'child_protection_plan', 'is_youth_court_case', 'appropriate_adults', 'cohorts', 'assessments'] as const),
  ...(['specialist_assessments', 'contacts', 'court_reports', 'justice_outcomes'] as const)
]

export type LiaisonDiversionRow = Partial<Record<(typeof liaisonDiversionColumns)[number], string>>

/** What Liaison & Diversion has of someone: their records, one or by mistake two, and their episodes from the first day on. */
export function liaisonDiversionOf(someone: Someone, calendar: Calendar, firstDay: number): { records: PersonRow[]; episodes: LiaisonDiversionRow[] } {
  const { random } = someone
  const days = [firstDay]
  while (days.length < 4 && random.chance(days.length === 1 ? shares.repeatReferral.value : 0.35)) days.push((days.at(-1) ?? firstDay) + random.whole(10, 200))
  const known = days.filter((day) => calendar.isPast(day + 1))
  const records = [recordOf(someone, { system: 'synthetic-custody', metOn: firstDay, calendar })]
  if (random.chance(shares.recordedTwice.value)) records.push(secondRecordOf(someone, calendar, known.at(-1) ?? firstDay))
  const episodes = known.map((day, place) => {
    // The last time they came was the time they were taken down anew.
    const record = place === known.length - 1 ? records.at(-1) : records[0]
    const episode = episodeOf(someone, calendar, day)
    return {
      ...episode,
      ...liaisonDiversionPartsOf(someone, calendar, episode),
      episode_key: `E${someone.index}-${place}`,
      source_system: 'synthetic-custody',
      source_key: record?.source_key
    }
  })
  return { records, episodes }
}

function episodeOf(someone: Someone, calendar: Calendar, day: number): LiaisonDiversionRow {
  const { random } = someone
  const alert = alertOf(someone)
  const isCustody = alert.setting === 'POLICE_CUSTODY'
  const hour = isCustody ? random.next() * 23 : 9 + random.next() * 6
  const received = {
    ...alert,
    offence_group: random.weigh(shares.offenceGroup.value),
    received_at: calendar.at(day, hour),
    ...(isCustody && random.chance(shares.custodyClockRecorded.value) ? { custody_clock_started_at: calendar.at(day, hour - 0.25) } : {})
  }
  if (!random.chance(shares.seen.value)) return { ...received, ...notSeen(random, calendar, { day, hour }) }
  const seenAt = hour + (isCustody ? 0.5 + random.next() * 16 : 0.3 + random.next() * 3)
  if (!calendar.isPast(day + Math.floor(seenAt / 24))) return received
  return { ...received, ...screened(random, calendar, { day, hour: seenAt }), ...disposed(random, calendar, { setting: alert.setting, day, hour: seenAt }) }
}

/** How custody or the voluntary attendance of someone who was seen ended, some hours later. */
function disposed(random: Random, calendar: Calendar, { setting, day, hour }: Moment & { setting: string | undefined }): LiaisonDiversionRow {
  const at = hour + 1 + random.next() * 10
  const isCustody = setting === 'POLICE_CUSTODY'
  if (!(isCustody || setting === 'VOLUNTARY_ATTENDANCE') || !calendar.isPast(day + Math.floor(at / 24)) || !random.chance(shares.custodyEndRecorded.value))
    return {}
  const disposal = isCustody ? random.weigh(shares.custodyDisposal.value) : random.weigh(shares.voluntaryAttendanceEnd.value)
  return { custody_disposal: disposal, custody_disposal_at: calendar.at(day, at) }
}

function alertOf({ random, isChild, place }: Someone): LiaisonDiversionRow {
  const where = random.weigh(shares.setting.value)
  if (where === 'COURT') {
    const source = random.weigh({ COURT: 60, PROBATION: isChild ? 0 : 18, YOUTH_JUSTICE: isChild ? 30 : 0, SOLICITOR: 14, SELF: 8 })
    return isChild
      ? { setting: 'YOUTH_COURT', facility: youthCourt[place], source }
      : { setting: 'MAGISTRATES_COURT', facility: magistratesCourt[place], source }
  }
  if (where === 'CROWN_COURT' && !isChild)
    return { setting: where, facility: crownCourt[place], source: random.weigh({ COURT: 55, PROBATION: 25, SOLICITOR: 20 }) }
  const source = random.weigh({ POLICE: 84, MENTAL_HEALTH_TEAM: 6, YOUTH_JUSTICE: isChild ? 20 : 0, SOLICITOR: 4, SELF: 6 })
  return { setting: where === 'VOLUNTARY_ATTENDANCE' ? where : 'POLICE_CUSTODY', facility: custodySuite[place], source }
}

type Moment = { day: number; hour: number }

function notSeen(random: Random, calendar: Calendar, { day, hour }: Moment): LiaisonDiversionRow {
  const at = hour + 2 + random.next() * 20
  if (!calendar.isPast(day + Math.floor(at / 24))) return {}
  return {
    not_seen_reason: random.weigh(shares.notSeenReason.value),
    not_seen_at: calendar.at(day, at),
    ...(random.chance(0.97) ? { closed_at: calendar.at(day, at), closure_reason: 'NOT_SEEN' } : {})
  }
}

function screened(random: Random, calendar: Calendar, { day, hour: seenAt }: Moment): LiaisonDiversionRow {
  const hasNeed = random.chance(shares.anyVulnerability.value)
  const isAssessed = random.chance(shares.assessed.value)
  const isReferred = isAssessed && random.chance(shares.referredOnward.value)
  const needs = hasNeed ? needsOf(random) : []
  const outcome = !hasNeed ? 'NO_NEED' : isAssessed ? 'ASSESSMENT_REQUIRED' : 'NEEDS_IDENTIFIED'
  const closedOn = day + 1 + (hasNeed ? random.whole(1, 60) : random.whole(0, 2))
  const isClosed = calendar.isPast(closedOn) && random.chance(0.96)
  return {
    screened_at: calendar.at(day, seenAt),
    screening_outcome: outcome,
    screening_risk: random.weigh(shares.risk.value),
    ...(random.chance(shares.urgencyRecorded.value) ? { screening_urgency: random.weigh(shares.urgency.value) } : {}),
    needs: needs.map((code) => `${code}:${statusOf(random, isReferred, isClosed)}`).join(';'),
    ...(isClosed && random.chance(shares.outcomeKnown.value)
      ? { outcome: random.weigh(shares.outcome.value), outcome_at: calendar.at(closedOn - random.whole(0, Math.max(0, closedOn - day - 2)), 15.75) }
      : {}),
    ...(isClosed ? { closed_at: calendar.at(closedOn, 16), closure_reason: hasNeed ? random.weigh(shares.closureOfSeen.value) : 'COMPLETED' } : {})
  }
}

/** Needs of someone with at least one; shares are of people screened, so they are of these by so much more. */
export function needsOf(random: Random): string[] {
  const ofThese = (value: number) => value / shares.anyVulnerability.value
  const substances = random.chance(ofThese(shares.drugsOrAlcohol.value)) ? random.pick([['substance-use'], ['alcohol'], ['substance-use', 'alcohol']]) : []
  const others = Object.entries(shares.otherNeeds.value).flatMap(([code, percent]) => (random.chance(percent / 100) ? [code] : []))
  const needs = [...(random.chance(ofThese(shares.mentalHealth.value)) ? ['mental-health'] : []), ...substances, ...others]
  return needs.length > 0 ? needs : ['social-support']
}

function statusOf(random: Random, isReferred: boolean, isClosed: boolean): string {
  if (isReferred) return random.weigh({ REFERRED: isClosed ? 55 : 80, MET: isClosed ? 25 : 0, DECLINED: 10, ALREADY_SUPPORTED: 10 })
  return random.weigh({ IDENTIFIED: 55, ALREADY_SUPPORTED: 28, DECLINED: 17 })
}
