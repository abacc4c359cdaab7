import { magistratesCourt, youthCourt } from './facilities.ts'
import type { LiaisonDiversionRow } from './liaison-diversion.ts'
import type { Someone } from './person.ts'
import type { Random } from './random.ts'
import { shares } from './shares.ts'
import { officeTime, officeTimes, type Calendar } from './times.ts'

// Who made an assessment, invented like everybody else.
const staff = ['Nurse Sampleton', 'Nurse Exampleby', 'Mx Testwick', 'Nurse Demoford']
const specialists = ['Dr Sampleton', 'Dr Exampleby', 'Dr Mockridge']
const tools = ['PHQ-9|GAD-7', 'AUDIT|DUDIT', 'AQ-10', 'PHQ-9', '']

type Told = {
  someone: Someone
  random: Random
  calendar: Calendar
  episode: LiaisonDiversionRow
  /** Until when something can have happened in it. */ end: string
}

/** What else happened in an episode, beside what is said of it already: children's circumstances, and the parts that have a column of their own. */
export function liaisonDiversionPartsOf(someone: Someone, calendar: Calendar, episode: LiaisonDiversionRow): LiaisonDiversionRow {
  const told: Told = { someone, random: someone.aside, calendar, episode, end: episode.closed_at ?? calendar.at(-1, 23.9) }
  return {
    ...circumstances(told),
    ...offered(told),
    appropriate_adults: appropriateAdults(told).join(';'),
    cohorts: cohorts(told).join(';'),
    ...assessments(told),
    contacts: contacts(told).join(';'),
    court_reports: courtReports(told).join(';'),
    justice_outcomes: decisions(told).join(';')
  }
}

/** An item of a list; parts at its end that are not known are left out. */
const item = (...parts: (string | undefined)[]) =>
  parts
    .map((part) => part ?? '')
    .join('/')
    .replace(/\/+$/, '')

const isAtCourt = ({ setting }: LiaisonDiversionRow) => setting?.endsWith('_COURT') ?? false

function circumstances({ someone, random, episode }: Told): LiaisonDiversionRow {
  if (!someone.isChild || !random.chance(shares.circumstancesRecorded.value)) return {}
  return {
    is_looked_after: random.weigh(shares.lookedAfter.value),
    child_protection_plan: random.weigh(shares.childProtectionPlan.value),
    is_youth_court_case: episode.setting === 'YOUTH_COURT' ? 'YES' : random.weigh({ NO: 55, YES: 30, NOT_KNOWN: 15 })
  }
}

/** The screening was offered some time before it took place, where anybody wrote that down. */
function offered({ random, calendar, episode: { received_at: receivedAt = '', screened_at: screenedAt } }: Told): LiaisonDiversionRow {
  if (!screenedAt || !random.chance(shares.offerRecorded.value)) return {}
  return { screening_offered_at: calendar.after(receivedAt, random.next() * hoursBetween(receivedAt, screenedAt)) }
}

function appropriateAdults({ someone: { isChild }, random, calendar, episode, end }: Told): string[] {
  const isNeeded = !isAtCourt(episode) && (isChild || random.chance(shares.vulnerableAdult.value))
  if (!isNeeded || !random.chance(isChild ? shares.adultCalledForChild.value : shares.adultCalledForVulnerable.value)) return []
  const calledAt = calendar.after(episode.received_at ?? '', 0.1 + random.next())
  if (calledAt > end) return []
  const who = random.weigh(isChild ? shares.adultOfChild.value : shares.adultOfVulnerable.value)
  const arrivedAt = random.chance(shares.adultArrived.value) ? calendar.after(calledAt, 0.3 + random.next() * 4) : end
  return [item(isChild ? 'CHILD' : 'VULNERABLE_ADULT', who, calledAt, arrivedAt < end ? arrivedAt : undefined)]
}

function cohorts({ someone: { isChild, sex }, random, episode }: Told): string[] {
  if (isChild) return []
  return [
    ...(sex === 'F' && random.chance(shares.womensPathway.value) ? ['WOMENS_PATHWAY'] : []),
    ...(random.chance(shares.veteran.value) ? ['VETERAN'] : []),
    ...(episode.offence_group === 'SEXUAL' && random.chance(shares.onlineOffences.value) ? ['ONLINE_OFFENCES_AGAINST_CHILDREN'] : []),
    ...(episode.setting === 'CROWN_COURT' ? ['CROWN_COURT'] : [])
  ]
}

/** The service's own assessment, within three days of the screening that asked for it, and now and then one of a specialist. */
function assessments(told: Told): LiaisonDiversionRow {
  const { someone, random, calendar, episode, end } = told
  const { screened_at: screenedAt, needs = '' } = episode
  if (!screenedAt || episode.screening_outcome !== 'ASSESSMENT_REQUIRED' || !random.chance(shares.assessmentMade.value)) return {}
  const hours = Math.min(72, hoursBetween(screenedAt, end))
  const at = calendar.after(screenedAt, random.next() * hours)
  const outcome = /:(REFERRED|MET)\b/.test(needs) ? 'ONWARD_REFERRAL' : random.weigh(shares.assessmentOutcome.value)
  const own = { assessments: item(at, random.pick(staff), outcome, random.pick(tools)) }
  if (!random.chance(shares.specialistAsked.value)) return own
  const specialism = someone.isChild ? random.weigh(shares.specialismOfChild.value) : random.weigh(shares.specialismOfAdult.value)
  const cameAt = calendar.after(at, 24 + random.next() * 20 * 24)
  const made = random.chance(shares.specialistCame.value) && cameAt < end
  return {
    ...own,
    specialist_assessments: item(specialism, at, ...(made ? [cameAt, random.pick(specialists), random.weigh({ ADVICE_GIVEN: 85, HOSPITAL: 15 })] : []))
  }
}

function contacts({ random, calendar, episode, end }: Told): string[] {
  const { screened_at: screenedAt, needs, closed_at: closedAt } = episode
  if (!screenedAt || !needs) return []
  const times = officeTimes(random, calendar, { from: screenedAt, to: end, most: 4 })
  return times.map((at, place) => {
    const mechanism = random.weigh(shares.contactMechanism.value)
    const where = mechanism === 'FACE_TO_FACE' ? random.weigh(shares.contactPlace.value) : 'OTHER'
    const isDue = !closedAt && place === times.length - 1 && random.chance(shares.followUpAgreed.value)
    return item(at, mechanism, random.weigh(shares.contactAttendance.value), where, isDue ? calendar.dayAfter(at.slice(0, 10), random.whole(3, 14)) : undefined)
  })
}

/** A report that was asked for after the screening, for a hearing within four weeks: of people met at court, and of some who were charged. */
function courtReports({ someone, random, calendar, episode, end }: Told): string[] {
  const isCharged = episode.custody_disposal === 'CHARGED'
  const isAsked = random.chance(isAtCourt(episode) ? shares.reportAtCourt.value : shares.reportAfterCharge.value)
  if (!episode.screened_at || !isAsked || !(isAtCourt(episode) || isCharged)) return []
  const askedOn = calendar.offsetOf(episode.custody_disposal_at ?? episode.screened_at) + 1
  const askedAt = officeTime(random, calendar, askedOn)
  if (askedAt >= end) return []
  const court = isAtCourt(episode) ? episode.facility : (someone.isChild ? youthCourt : magistratesCourt)[someone.place]
  const type = random.weigh(shares.reportType.value)
  const isForSentence = type === 'PRE_SENTENCE_CONTRIBUTION' || type === 'TREATMENT_REQUIREMENT_SUITABILITY'
  const hearingOn = askedOn + random.whole(1, 28)
  const issuedOn = hearingOn - random.whole(0, Math.min(3, hearingOn - askedOn - 1))
  const isIssued = random.chance(shares.reportIssued.value) && calendar.isPast(issuedOn)
  const purpose = isForSentence ? 'SENTENCING' : random.weigh(shares.reportPurpose.value)
  return [item(type, purpose, court, calendar.day(hearingOn), 'HMCTS', askedAt, isIssued ? calendar.at(issuedOn, 8.5) : undefined)]
}

/** What the police decided at the end of custody or later, and what the court did, as far as it is known by yesterday. */
function decisions({ someone, random, calendar, episode }: Told): string[] {
  const known = (day: string) => calendar.isPast(calendar.offsetOf(day))
  const { custody_disposal: disposal, custody_disposal_at: at = '', outcome, outcome_at: outcomeAt = '' } = episode
  const endedOn = at.slice(0, 10)
  const decidedOn = disposal ? calendar.dayAfter(endedOn, random.whole(21, 150)) : ''
  const later = random.chance(shares.outcomeAfterRelease.value) && known(decidedOn)
  const police: [code: string, on: string][] = []
  if (disposal === 'CHARGED') police.push(['1', endedOn])
  else if (disposal === 'NO_FURTHER_ACTION') police.push([random.weigh(shares.noFurtherAction.value), endedOn])
  else if (disposal && disposal !== 'MENTAL_HEALTH_ACT' && later) police.push([random.weigh(shares.policeOutcomeLater.value), decidedOn])
  else if (disposal && outcome === 'DIVERTED_OUT_OF_JUSTICE') police.push(['22', outcomeAt.slice(0, 10)])
  const chargedOn = isAtCourt(episode) ? episode.received_at?.slice(0, 10) : police.find(([code]) => code === '1')?.[1]
  const heardOn = chargedOn ? calendar.dayAfter(chargedOn, random.whole(7, 120)) : ''
  const isHeard = random.chance(shares.courtOutcomeKnown.value) && heardOn !== '' && known(heardOn)
  const code = someone.isChild ? random.weigh(shares.courtOutcomeOfChild.value) : random.weigh(shares.courtOutcomeOfAdult.value)
  return [...police.map(([policeCode, on]) => item('POLICE', policeCode, on)), ...(isHeard ? [item('COURT', code, heardOn)] : [])]
}

function hoursBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 3_600_000
}
