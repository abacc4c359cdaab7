import type { Opening } from '../opening/opening.rules.ts'
import { isCovered, type AreaOf } from '../position/coverage.rules.ts'
import type { ServiceRow } from '../service/service.store.ts'

export type Answer = 'FITS' | 'DOES_NOT_FIT' | 'UNKNOWN'
export type Aspect = 'STATUS' | 'NEED' | 'AGE' | 'SEX' | 'AREA' | 'CONVICTIONS' | 'NO_FIXED_ABODE' | 'LANGUAGE' | 'REFERRAL_ROUTE' | 'OPENING' | 'DISTANCE'
export type Reason = { aspect: Aspect; answer: Answer; text: string }

/** What is known of the person; what is null or left out is not asked about. */
export type Facts = {
  age?: number | null
  sex?: 'FEMALE' | 'MALE' | null
  convictions?: readonly ('ARSON' | 'SEXUAL' | 'VIOLENCE')[] | null
  hasNoFixedAbode?: boolean | null
  languages?: readonly string[] | null
  comesBy?: 'SELF' | 'PROFESSIONAL' | null
}

/** What is said of the person, and what their record says where nothing is. A sex that is not known is not asked about. */
export function withRecord(said: Facts, record: { age: number | null; sex: string | null }): Facts {
  const sex = record.sex === 'FEMALE' || record.sex === 'MALE' ? record.sex : null
  return { ...said, age: said.age ?? record.age, sex: said.sex ?? sex }
}

export type Circumstances = {
  facts: Facts
  /** The need to be met; null where none was named. */
  need: string | null
  /** Where the person is; null where nobody said. */
  where: { outcodes: readonly string[]; areaCodes: readonly string[] } | null
  areas: readonly AreaOf[]
  /** Miles to the nearest site; null where there is none to go to, `unknown` where it lies nobody knows where. */
  miles: number | null | 'unknown'
  withinMiles: number | null
  /** Whether it is open at the instant asked about; null where none was. */
  opening: Opening | null
}

type Taken = Pick<
  ServiceRow,
  | 'status'
  | 'needCodes'
  | 'minimumAge'
  | 'maximumAge'
  | 'takesUnder18'
  | 'takesSex'
  | 'coverage'
  | 'convictionExclusions'
  | 'takesNoFixedAbode'
  | 'languages'
  | 'interpretation'
  | 'referralRoute'
>

/** Why a service fits someone, aspect by aspect. What the entry does not say is unknown: it hides nothing, and asks the reader to ask. */
export function reasonsFor(service: Taken, about: Circumstances): Reason[] {
  const { facts, where, areas, opening } = about
  return [
    ...(service.status === 'TEMPORARILY_CLOSED' ? [{ aspect: 'STATUS' as const, answer: 'DOES_NOT_FIT' as const, text: 'Closed for a time.' }] : []),
    ...asked('NEED', about.need, (need) => ofNeed(service, need)),
    ...asked('AGE', facts.age, (age) => ofAge(service, age)),
    ...asked('SEX', facts.sex, (sex) => ofSex(service, sex)),
    ...asked('AREA', where, (place) => ofArea(service, place, areas)),
    ...asked('CONVICTIONS', facts.convictions, (convictions) => ofConvictions(service, convictions)),
    ...asked('NO_FIXED_ABODE', facts.hasNoFixedAbode || null, () => ofNoFixedAbode(service)),
    ...asked('LANGUAGE', facts.languages?.length ? facts.languages : null, (languages) => ofLanguage(service, languages)),
    ...asked('REFERRAL_ROUTE', facts.comesBy, (way) => ofRoute(service, way)),
    ...asked('OPENING', opening, ({ state, text }) => [state === 'OPEN' ? 'FITS' : state === 'SHUT' ? 'DOES_NOT_FIT' : 'UNKNOWN', text]),
    ...asked('DISTANCE', about.withinMiles, (most) => ofDistance(about.miles, most))
  ]
}

/** One thing that does not fit is enough; short of that, one that nobody knows. */
export function verdictOf(reasons: readonly Reason[]): Answer {
  if (reasons.some(({ answer }) => answer === 'DOES_NOT_FIT')) return 'DOES_NOT_FIT'
  return reasons.some(({ answer }) => answer === 'UNKNOWN') ? 'UNKNOWN' : 'FITS'
}

type Judged = [Answer, string]

function asked<Fact>(aspect: Aspect, fact: Fact | null | undefined, judge: (fact: Fact) => Judged): Reason[] {
  if (fact === null || fact === undefined) return []
  const [answer, text] = judge(fact)
  return [{ aspect, answer, text }]
}

function ofNeed({ needCodes }: Taken, need: string): Judged {
  if (needCodes.length === 0) return ['UNKNOWN', 'What it helps with is not known: ask.']
  return needCodes.includes(need) ? ['FITS', 'Helps with this need.'] : ['DOES_NOT_FIT', 'Is listed for other needs.']
}

function ofAge({ minimumAge, maximumAge, takesUnder18 }: Taken, age: number): Judged {
  const range = `${minimumAge ?? 'any age'} to ${maximumAge ?? 'any age'}`
  if (age < 18 && takesUnder18 === false) return ['DOES_NOT_FIT', 'Takes nobody under 18.']
  if ((minimumAge !== null && age < minimumAge) || (maximumAge !== null && age > maximumAge)) return ['DOES_NOT_FIT', `Takes people from ${range}.`]
  if (minimumAge !== null || maximumAge !== null) return ['FITS', `Takes people from ${range}.`]
  if (age < 18 && takesUnder18) return ['FITS', 'Takes people under 18.']
  return ['UNKNOWN', 'The ages it takes are not known: ask.']
}

function ofSex({ takesSex }: Taken, sex: 'FEMALE' | 'MALE'): Judged {
  if (takesSex === null) return ['UNKNOWN', 'Whether it is for women, men or everyone is not known: ask.']
  if (takesSex === 'ANY') return ['FITS', 'For everyone.']
  return [takesSex === sex ? 'FITS' : 'DOES_NOT_FIT', takesSex === 'FEMALE' ? 'For women only.' : 'For men only.']
}

function ofArea({ coverage }: Taken, where: NonNullable<Circumstances['where']>, areas: readonly AreaOf[]): Judged {
  const covered = coverage && isCovered(coverage, where, areas)
  if (covered === null)
    return ['UNKNOWN', coverage ? 'The district lies on the edge of its area, or in none that is known: ask.' : 'The area it serves is not known: ask.']
  return covered ? ['FITS', 'Serves this area.'] : ['DOES_NOT_FIT', 'Does not serve this area.']
}

const offences = { ARSON: 'arson', SEXUAL: 'sexual offences', VIOLENCE: 'violence' }

function ofConvictions({ convictionExclusions }: Taken, convictions: NonNullable<Facts['convictions']>): Judged {
  if (convictionExclusions === null) return ['UNKNOWN', 'Whether it excludes anyone for a conviction is not known: ask.']
  const met = convictionExclusions.filter((offence) => convictions.includes(offence))
  if (met.length > 0) return ['DOES_NOT_FIT', `Does not take people convicted of ${met.map((offence) => offences[offence]).join(' or ')}.`]
  return ['FITS', convictionExclusions.length === 0 ? 'Excludes nobody for a conviction.' : 'Its exclusions for convictions do not apply.']
}

function ofNoFixedAbode({ takesNoFixedAbode }: Taken): Judged {
  if (takesNoFixedAbode === null) return ['UNKNOWN', 'Whether it takes people with no fixed abode is not known: ask.']
  return takesNoFixedAbode ? ['FITS', 'Takes people with no fixed abode.'] : ['DOES_NOT_FIT', 'Does not take people with no fixed abode.']
}

function ofLanguage({ languages, interpretation }: Taken, wanted: readonly string[]): Judged {
  const spoken = new Set(languages.flatMap(({ name, code }) => [name, code].flatMap((word) => word?.toLowerCase() ?? [])))
  if (wanted.some((language) => spoken.has(language.trim().toLowerCase()))) return ['FITS', 'Works in a language of theirs.']
  if (interpretation !== null) return ['FITS', 'Can have an interpreter.']
  return spoken.size === 0 ? ['UNKNOWN', 'The languages it works in are not known: ask.'] : ['DOES_NOT_FIT', 'Does not work in a language of theirs.']
}

function ofRoute({ referralRoute }: Taken, way: 'SELF' | 'PROFESSIONAL'): Judged {
  if (referralRoute === null) return ['UNKNOWN', 'How people come to it is not known: ask.']
  if (referralRoute === 'DROP_IN') return ['FITS', 'Walk in: no referral is needed.']
  if (referralRoute === 'SELF_OR_PROFESSIONAL') return ['FITS', 'People refer themselves, or are referred.']
  if (referralRoute === 'SELF') return [way === 'SELF' ? 'FITS' : 'DOES_NOT_FIT', 'People refer themselves.']
  return [way === 'PROFESSIONAL' ? 'FITS' : 'DOES_NOT_FIT', 'A professional must refer.']
}

function ofDistance(miles: Circumstances['miles'], most: number): Judged {
  if (miles === null) return ['FITS', 'Nowhere to go to: by phone, online, or it comes to people.']
  if (miles === 'unknown') return ['UNKNOWN', 'Where it is given is not known: ask.']
  return [miles <= most ? 'FITS' : 'DOES_NOT_FIT', `${roundMiles(miles)} away.`]
}

/** Distances are told in half miles below ten, in whole ones above: nothing here is finer. */
export function roundMiles(miles: number): string {
  const rounded = miles < 10 ? Math.round(miles * 2) / 2 : Math.round(miles)
  return rounded < 0.5 ? 'under half a mile' : `${rounded} ${rounded === 1 ? 'mile' : 'miles'}`
}

export type Ranked = {
  verdict: Answer
  unknowns: number
  isNamed: boolean
  isDoubted: boolean
  /** Where it stands among the answers to a text, the best first; 0 where nothing was sought by words. */
  standing: number
  miles: Circumstances['miles']
  name: string
  id: string
}

/** Of what was sought by words near a place the best answers come first, so many at a time, and among them the nearest. */
const alikeInWords = 25

export function standingOf(place: number, isNear: boolean): number {
  return isNear ? Math.floor(place / alikeInWords) : place
}

const order = { FITS: 0, UNKNOWN: 1, DOES_NOT_FIT: 2 }

// What has no place is never far away, and does not push what is round the corner down: it stands where ten miles would.
const placelessMiles = 10
const farOff = 10_000

/** The one that is called so by name first; then what fits, what may fit, what does not; among those what nobody doubts, the best answer to a text, and the nearest. */
export function compareMatches(one: Ranked, other: Ranked): number {
  const milesOf = ({ miles }: Ranked) => (miles === null ? placelessMiles : miles === 'unknown' ? farOff : miles)
  return (
    Number(other.isNamed) - Number(one.isNamed) ||
    order[one.verdict] - order[other.verdict] ||
    Number(one.isDoubted) - Number(other.isDoubted) ||
    one.standing - other.standing ||
    one.unknowns - other.unknowns ||
    milesOf(one) - milesOf(other) ||
    one.name.localeCompare(other.name, 'en') ||
    one.id.localeCompare(other.id)
  )
}
