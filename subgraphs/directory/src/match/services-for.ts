import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { findStandingReports } from '../freshness/service-report.store.ts'
import { findNeeds } from '../need/need.store.ts'
import { hoursOf, openingAt, openingOf, type Opening } from '../opening/opening.rules.ts'
import { withLarger } from '../position/coverage.rules.ts'
import { findPosition, type PositionView } from '../position/find-position.ts'
import { milesBetween } from '../position/position.rules.ts'
import { findAreas } from '../position/position.store.ts'
import { needUnsaid } from '../search/search-index.store.ts'
import { findByWords } from '../search/find-by-words.ts'
import {
  compareMatches,
  reasonsFor,
  roundMiles,
  standingOf,
  verdictOf,
  withRecord,
  type Answer,
  type Circumstances,
  type Facts,
  type Reason
} from './match.rules.ts'
import { findMeeting, findNearest, findOpenSites, findServing, findWeighed, type OpenSite, type WeighedRow } from './match.store.ts'

export type MatchQuestion = {
  need?: string | null
  text?: string | null
  facts?: Facts | null
  near?: string | null
  withinMiles?: number | null
  at?: Date | null
  isOpen?: boolean | null
}

export type MatchView = {
  serviceId: string
  name: string
  verdict: Answer
  reasons: Reason[]
  /** The site that is nearest, or the first. */
  locationId: string | null
  miles: number | null
  distance: string | null
  /** Worked out when it is asked for: it takes as long as all the rest. */
  opening(): Opening
  /** Staff have said that something is wrong with it, and nobody has checked since; known to staff only. */
  isDoubted: boolean
}

/** At most so many sites, and services by the area they serve, are weighed; nobody reads further down. */
const mostSites = 200
const mostServing = 100
/** Of those of which nobody has said what need they meet, so many. */
const mostUnsaid = 25

/** Services for someone, the best fit first, each with why. Refuses a need or a place that nobody knows. */
export async function servicesFor(context: Context, question: MatchQuestion): Promise<MatchView[]> {
  may(context, 'directory:read')
  const { db, clock } = context
  const { need, near, at } = question
  if (need && !(await findNeeds(db)).some(({ code }) => code === need))
    refuse('BAD_USER_INPUT', 'That need is not in the need taxonomy. "needs" lists them all.', { field: 'need' })
  const position = near ? await findPosition(db, near) : null
  const areas = await findAreas(db)
  const codes = position ? [...new Set([...position.outcodes, ...position.areaCodes.flatMap((code) => withLarger(code, areas))])] : []
  const candidates = await findCandidates(db, question, { position, codes })
  const place = new Map(question.text?.trim() ? candidates.map((id, standing) => [id, standing]) : [])
  const services = await findWeighed(db, candidates)
  const ids = services.map(({ id }) => id)
  const sites = Map.groupBy(await findOpenSites(db, ids), ({ serviceId }) => serviceId)
  const doubted = new Set((await findStandingReports(db, ids)).map(({ serviceId }) => serviceId))
  const asked = { question, position, areas, doubted, now: at ?? clock.now() }
  const matches = services.map((service) => toMatch(service, sites.get(service.id) ?? [], asked))
  return matches
    .map((match) => ({ match, rank: rankOf(match, question, standingOf(place.get(match.serviceId) ?? 0, position !== null)) }))
    .sort((one, other) => compareMatches(one.rank, other.rank))
    .map(({ match }) => match)
}

/** The same for someone whose record says their age and sex, where `facts` do not. */
export async function servicesForPerson(context: Context, record: { age: number | null; sex: string | null }, question: MatchQuestion): Promise<MatchView[]> {
  return servicesFor(context, { ...question, facts: withRecord(question.facts ?? {}, record) })
}

/** The services that may come into question, by index: what the words mean, else what lies near or serves the area, else what meets the need. */
async function findCandidates(db: Database, { need, text }: MatchQuestion, { position, codes }: { position: PositionView | null; codes: readonly string[] }) {
  if (text?.trim()) return findByWords(db, text)
  const found = await findFor(db, need ?? '', { position, codes, most: { sites: mostSites, serving: mostServing } })
  // Of an entry that does not say what it helps with nobody knows that it does not.
  const unsaid = need ? await findFor(db, needUnsaid, { position, codes, most: { sites: mostUnsaid, serving: mostUnsaid } }) : []
  return [...new Set([...found, ...unsaid])]
}

type Around = { position: PositionView | null; codes: readonly string[]; most: { sites: number; serving: number } }

async function findFor(db: Database, need: string, { position, codes, most }: Around): Promise<string[]> {
  if (!position) return findMeeting(db, need, most.sites + most.serving)
  return [...(await findNearest(db, need, position, most.sites)), ...(await findServing(db, need, codes, most.serving))]
}

type Asked = { question: MatchQuestion; position: PositionView | null; areas: Circumstances['areas']; doubted: ReadonlySet<string>; now: Date }

function toMatch(service: WeighedRow, sites: readonly OpenSite[], { question, position, areas, doubted, now }: Asked): MatchView {
  const far = position ? sites.flatMap((site) => (site.spot ? [{ site, miles: milesBetween(position, site.spot) }] : [])) : []
  const nearest = far.length > 0 ? far.reduce((best, next) => (next.miles < best.miles ? next : best)) : null
  const opening = () =>
    nearest ? openingAt(hoursOf(service, nearest.site.schedules), now) : openingOf(service, { sites: sites.map(({ schedules }) => schedules), at: now })
  const reasons = reasonsFor(service, {
    facts: question.facts ?? {},
    need: question.need ?? null,
    where: position,
    areas,
    miles: nearest ? nearest.miles : sites.length > 0 ? 'unknown' : null,
    withinMiles: position ? (question.withinMiles ?? null) : null,
    opening: question.isOpen || question.at ? opening() : null
  })
  return {
    ...{ serviceId: service.id, name: service.name, reasons, opening, verdict: verdictOf(reasons), isDoubted: doubted.has(service.id) },
    locationId: nearest?.site.locationId ?? sites[0]?.locationId ?? null,
    miles: nearest && Math.round(nearest.miles * 10) / 10,
    distance: nearest && position && `${position.precision === 'UNIT' ? '' : 'about '}${roundMiles(nearest.miles)} from ${position.label}`
  }
}

function rankOf({ serviceId, name, verdict, reasons, miles, locationId, isDoubted }: MatchView, { text }: MatchQuestion, standing: number) {
  const isNamed = Boolean(text) && name.toLowerCase() === text?.trim().toLowerCase()
  const unknowns = reasons.filter(({ answer }) => answer === 'UNKNOWN').length
  return { verdict, unknowns, isNamed, isDoubted, standing, miles: miles ?? (locationId ? ('unknown' as const) : null), name, id: serviceId }
}
