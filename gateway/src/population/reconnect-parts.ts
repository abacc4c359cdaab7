import type { Someone } from './person.ts'
import type { Random } from './random.ts'
import type { ReconnectRow } from './reconnect.ts'
import { shares } from './shares.ts'
import { officeTimes, type Calendar } from './times.ts'

// Resettlement pathways by need: directory, db/reference/need.csv.
const pathwayOf: Record<string, string> = {
  ...{ 'mental-health': 'HEALTH', 'crisis-self-harm': 'HEALTH', 'neurodiversity-ld': 'HEALTH', 'physical-health': 'HEALTH' },
  ...{ 'substance-use': 'DRUGS_AND_ALCOHOL', alcohol: 'DRUGS_AND_ALCOHOL', housing: 'ACCOMMODATION', 'debt-benefits': 'FINANCE_AND_ID' },
  ...{ 'domestic-abuse': 'CHILDREN_FAMILIES_AND_COMMUNITY', 'family-parenting': 'CHILDREN_FAMILIES_AND_COMMUNITY' },
  ...{ 'social-support': 'CHILDREN_FAMILIES_AND_COMMUNITY', 'employment-education': 'EDUCATION_SKILLS_AND_WORK' }
}
const isOfHealth = (code: string) => ['HEALTH', 'DRUGS_AND_ALCOHOL'].includes(pathwayOf[code] ?? '')

type Told = { random: Random; calendar: Calendar; episode: ReconnectRow; codes: string[]; /** Until when something can have happened in it. */ end: string }

/** What else happened in an episode, beside what is said of it already: eligibility, needs, plan, gate, supplies, milestones, contacts, moves, workers, offers. */
export function reconnectPartsOf(someone: Someone, calendar: Calendar, episode: ReconnectRow): ReconnectRow {
  const goals = (episode.goals ?? '').split(';').flatMap((goal) => goal.split(':')[0] || [])
  // Nobody is taken on without a health need.
  const codes = goals.some(isOfHealth) ? goals : ['mental-health', ...goals]
  const told: Told = { random: someone.aside, calendar, episode, codes, end: episode.closed_at ?? calendar.at(-1, 23.9) }
  const eligibility = eligibilityOf(told)
  if (!episode.accepted_at) return eligibility
  const known = { ...eligibility, ...assessed(told), ...gate(told), ...afterRelease(told), contacts: contacts(told).join(';') }
  return { ...known, ...moved(told), workers: workers(told).join(';'), ...offered(told) }
}

function eligibilityOf({ random, calendar, episode }: Told): ReconnectRow {
  const checkedAt = calendar.after(episode.referred_at ?? '', 1 + random.next() * 3)
  if (!random.chance(shares.eligibilityChecked.value) || !calendar.isPast(calendar.offsetOf(checkedAt))) return {}
  const { decline_reason: declined } = episode
  return {
    eligibility_checked_at: checkedAt,
    custody_setting: random.weigh(shares.custodySetting.value),
    health_need: declined === 'NO_HEALTH_NEED' ? 'NO' : 'YES',
    struggles_to_engage: declined === 'ABLE_TO_ENGAGE_WITHOUT_SUPPORT' ? 'NO' : 'YES',
    risk_of_serious_harm: declined === 'SUITABLE_FOR_ENHANCED_RECONNECT' ? 'HIGH' : random.weigh(shares.riskOfSeriousHarm.value),
    intensive_services: declined === 'SUITABLE_FOR_INTENSIVE_RISK_MANAGEMENT' ? 'YES' : 'NO',
    residential_rehabilitation: declined === 'SUITABLE_FOR_RESIDENTIAL_REHABILITATION' ? 'YES' : 'NO',
    resettlement_area: random.chance(shares.resettlementAreaKnown.value) ? 'LANCASHIRE_OR_CUMBRIA' : 'NOT_KNOWN'
  }
}

function assessed({ random, calendar, episode, codes, end }: Told): ReconnectRow {
  const assessedAt = calendar.after(episode.accepted_at ?? '', 20 + random.next() * 12 * 24)
  if (!random.chance(shares.needsAssessed.value) || assessedAt >= end) return {}
  const plannedAt = calendar.after(assessedAt, 2 + random.next() * 10 * 24)
  const isPlanned = episode.goals && random.chance(shares.planMade.value) && plannedAt < end
  return {
    assessed_at: assessedAt,
    needs: codes.map((code) => `${code}:${pathwayOf[code] ?? 'HEALTH'}:${needStatus(random, code, episode)}`).join(';'),
    ...(isPlanned ? { plan_made_at: plannedAt } : {})
  }
}

/** Support ends when the health needs are met, so they are met where it ended for that and nowhere else. */
function needStatus(random: Random, code: string, { closure_reason: reason }: ReconnectRow): string {
  if (reason === 'NEEDS_MET' && isOfHealth(code)) return 'MET'
  const mayBeMet = reason !== undefined && !isOfHealth(code)
  return random.weigh({ IDENTIFIED: reason ? 12 : 35, REFERRED: 45, ALREADY_SUPPORTED: 14, DECLINED: 8, MET: mayBeMet ? 35 : 0 })
}

/** A meeting at the gate, planned from two weeks before the day on, and a temporary release while inside. */
function gate({ random, calendar, episode }: Told): ReconnectRow {
  const plannedOn = episode.planned_releases?.split(';').at(-1)?.slice(0, 10) ?? ''
  const acceptedOn = calendar.offsetOf(episode.accepted_at ?? '')
  const inside = calendar.offsetOf(plannedOn) - acceptedOn
  if (inside < 2) return {}
  const isSoon = calendar.offsetOf(plannedOn) < 14
  const meets = isSoon && random.chance(shares.gateMeetingPlanned.value)
  const temporarilyOn = acceptedOn + random.whole(1, inside - 1)
  return {
    ...(meets ? { gate_meeting_at: `${plannedOn}T0${random.whole(8, 9)}:30:00Z` } : {}),
    ...(meets && episode.released_on ? { gate_meeting_outcome: random.weigh(shares.gateMeetingOutcome.value) } : {}),
    ...(random.chance(shares.temporarilyReleased.value) && calendar.isPast(temporarilyOn) ? { temporarily_released_on: calendar.day(temporarilyOn) } : {})
  }
}

function afterRelease(told: Told): ReconnectRow {
  const { random, calendar, episode, codes, end } = told
  const { released_on: releasedOn, closure_reason: reason } = episode
  if (!releasedOn) return {}
  const isFor = (wanted: number, day: string) => random.chance(wanted) && day < end.slice(0, 10) && calendar.isPast(calendar.offsetOf(day))
  const usesSubstances = codes.some((code) => pathwayOf[code] === 'DRUGS_AND_ALCOHOL')
  const [gpOn, treatmentOn] = [calendar.dayAfter(releasedOn, random.whole(1, 40)), calendar.dayAfter(releasedOn, random.whole(2, 35))]
  return {
    ...(isFor(shares.registeredWithGp.value, gpOn) ? { gp_registered_on: gpOn } : {}),
    ...(usesSubstances && isFor(shares.treatmentStarted.value, treatmentOn) ? { treatment_started_on: treatmentOn } : {}),
    ...(reason === 'RECALLED_OR_RETURNED_TO_CUSTODY' ? { returned_to_custody_on: end.slice(0, 10) } : {}),
    ...(random.chance(shares.medicineInHand.value) ? supply(told, 'medicine', releasedOn) : {}),
    ...(usesSubstances && random.chance(shares.treatmentInHand.value) ? supply(told, 'treatment', releasedOn) : {})
  }
}

/** Days of supply at the gate, and mostly the day on which it goes on: at times too late. */
function supply({ random, calendar }: Told, kind: 'medicine' | 'treatment', releasedOn: string): ReconnectRow {
  const days = kind === 'medicine' ? random.weigh(shares.daysOfMedicine.value) : String(random.whole(0, 3))
  const goesOn = random.chance(shares.supplyGoesOn.value)
  const on = calendar.dayAfter(releasedOn, Math.max(0, Number(days) - 2) + random.whole(0, 5))
  const by = kind === 'treatment' ? 'APPOINTMENT' : random.weigh({ PRESCRIPTION: 70, APPOINTMENT: 30 })
  return { [`${kind}_days_in_hand`]: days, ...(goesOn ? { [`${kind}_continues_on`]: on, [`${kind}_continues_by`]: by } : {}) }
}

/** Contacts in prison and after it, and the reviews due at 4, 12 and 26 weeks. */
function contacts({ random, calendar, episode, end }: Told): string[] {
  const { accepted_at: acceptedAt = '', released_on: releasedOn } = episode
  const release = releasedOn && `${releasedOn}T12:00:00Z` > acceptedAt ? `${releasedOn}T12:00:00Z` : undefined
  const before = officeTimes(random, calendar, { from: acceptedAt, to: release && release < end ? release : end, most: 2 })
  const after = release && release < end ? officeTimes(random, calendar, { from: release, to: end, most: 6 }) : []
  const reviews = (releasedOn ? [28, 84, 182] : []).flatMap((days) => {
    const at = calendar.at(calendar.offsetOf(releasedOn ?? '') + days, 8 + random.next())
    return random.chance(shares.reviewHeld.value) && at > acceptedAt && at < end ? [at] : []
  })
  const written = (at: string, purpose: string, isInside: boolean) => {
    const mechanism = random.weigh({
      FACE_TO_FACE: isInside ? 80 : 45,
      TELEPHONE: isInside ? 5 : 40,
      VIDEO: isInside ? 15 : 4,
      TEXT_MESSAGE: isInside ? 0 : 11
    })
    return `${at}/${purpose}/${mechanism}/${random.weigh(shares.reconnectAttendance.value)}`
  }
  return [
    ...before.map((at) => written(at, 'SUPPORT', true)),
    ...after.map((at) => written(at, 'SUPPORT', false)),
    ...reviews.map((at) => written(at, 'REVIEW', false))
  ]
}

/** A move to another prison, while there is time for one. */
function moved({ random, calendar, episode }: Told): ReconnectRow {
  const { accepted_at: acceptedAt = '', released_on: releasedOn, planned_releases: planned, facility } = episode
  const leavesOn = calendar.offsetOf(releasedOn ?? planned?.split(';').at(-1)?.slice(0, 10) ?? '')
  const [from, to] = [calendar.offsetOf(acceptedAt) + 1, Math.min(leavesOn, 0) - 1]
  if (from > to || !random.chance(shares.movedPrison.value)) return {}
  const others = Object.keys(shares.prison.value).filter((prison) => prison !== facility)
  return { prison_transfers: `${random.pick(others)}:${calendar.day(random.whole(from, to))}` }
}

const navigators = ['demo-reconnect-navigator', ...Array.from({ length: 11 }, (_, place) => `navigator-${place + 2}`)]

/** A worker inside from the acceptance on, and one outside from two weeks before the release on, or after it. */
function workers({ random, calendar, episode, end }: Told): string[] {
  const { accepted_at: acceptedAt = '', released_on: releasedOn } = episode
  const written = (side: string, at: string, until: string) => {
    const takenOnAt = calendar.after(at, 1 + random.next() * 47)
    const accepts = random.chance(shares.workerAccepts.value) && takenOnAt < until
    return at < until ? [`${side}/${random.pick(navigators)}/${at}${accepts ? `/${takenOnAt}` : ''}`] : []
  }
  const insideAt = calendar.after(acceptedAt, 1 + random.next() * 20)
  const leavesAt = releasedOn ? `${releasedOn}T00:00:00Z` : end
  const outsideAt = releasedOn ? calendar.after(`${releasedOn}T12:00:00Z`, (random.next() * 18 - 14) * 24) : ''
  const earliest = calendar.after(acceptedAt, 2)
  return [...written('PRISON', insideAt, leavesAt), ...(releasedOn ? written('COMMUNITY', outsideAt < earliest ? earliest : outsideAt, end) : [])]
}

function offered({ random, calendar, episode, end }: Told): ReconnectRow {
  const at = calendar.after(episode.accepted_at ?? '', 24 + random.next() * 14 * 24)
  return random.chance(shares.peerSupportOffered.value) && at < end ? { peer_support_offers: `${at}/${random.weigh(shares.peerSupportAnswer.value)}` } : {}
}
