import type { Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { findSites, type Site } from '../location/site.store.ts'
import { findNeeds } from '../need/need.store.ts'
import { hoursOf, openingAt, openingOf, type Opening } from '../opening/opening.rules.ts'
import { withLarger } from '../position/coverage.rules.ts'
import { findStandingReports } from '../freshness/service-report.store.ts'
import { findPosition, type PositionView } from '../position/find-position.ts'
import { milesBetween } from '../position/position.rules.ts'
import { findAreas, findPostcodes } from '../position/position.store.ts'
import { postcodeCandidates } from '../position/position.rules.ts'
import type { ServiceRow } from '../service/service.store.ts'
import { compareMatches, reasonsFor, roundMiles, verdictOf, type Answer, type Circumstances, type Facts, type Reason } from './match.rules.ts'
import { findNearest, findPlaceless, findSought, type Sought } from './match.store.ts'

export type MatchQuestion = Sought & { facts?: Facts | null; near?: string | null; withinMiles?: number | null; at?: Date | null; isOpen?: boolean | null }

export type MatchView = {
  service: ServiceRow
  verdict: Answer
  reasons: Reason[]
  site: Site | null
  miles: number | null
  distance: string | null
  opening: Opening
  /** Staff have said that something is wrong with it, and nobody has checked since; known to staff only. */
  isDoubted: boolean
}

/** At most so many sites and placeless services are weighed; nobody reads further down. */
const mostSites = 200
const mostPlaceless = 100

/** Services for someone, the best fit first, each with why. Refuses a need or a place that nobody knows. */
export async function servicesFor(context: Context, question: MatchQuestion): Promise<MatchView[]> {
  may(context, 'directory:read')
  const { db, clock } = context
  const { need, near, at } = question
  if (need && !(await findNeeds(db)).some(({ code }) => code === need))
    refuse('BAD_USER_INPUT', 'That need is not in the need taxonomy. "needs" lists them all.', { field: 'need' })
  const position = near ? await findPosition(db, near) : null
  const areas = await findAreas(db)
  const codes = position ? [...position.outcodes, ...position.areaCodes.flatMap((code) => withLarger(code, areas))] : []
  const services = await findCandidates(db, question, { position, codes })
  const sites = await findOpenSites(db, services)
  const doubted = new Set(
    (
      await findStandingReports(
        db,
        services.map(({ id }) => id)
      )
    ).map(({ serviceId }) => serviceId)
  )
  const asked = { question, position, areas, doubted, now: at ?? clock.now() }
  const matches = services.map((service) => toMatch(service, sites.get(service.id) ?? [], asked))
  return matches.sort((one, other) => compareMatches(rankOf(one, question), rankOf(other, question)))
}

async function findCandidates(db: Database, question: MatchQuestion, { position, codes }: { position: PositionView | null; codes: readonly string[] }) {
  if (!position) return findSought(db, question, mostSites + mostPlaceless)
  const nearest = await findNearest(db, question, { ...position, most: mostSites })
  const placeless = await findPlaceless(db, question, { codes, most: mostPlaceless })
  return [...new Map([...nearest, ...placeless].map((service) => [service.id, service])).values()]
}

type Spot = { latitude: number; longitude: number }
type SiteOnMap = { site: Site; spot: Spot | null }

/** The sites that anybody may go to, each with where it lies: by its coordinates, else by its postcode. */
async function findOpenSites(db: Database, services: readonly ServiceRow[]): Promise<Map<string, SiteOnMap[]>> {
  const open = (
    await findSites(
      db,
      services.map(({ id }) => id)
    )
  ).filter(({ location }) => !location.isHidden)
  const codes = open.flatMap(({ location }) => (location.latitude === null && location.postcode ? postcodeCandidates(location.postcode) : []))
  const known = new Map((codes.length > 0 ? await findPostcodes(db, [...new Set(codes)]) : []).map((row) => [row.code, row]))
  return Map.groupBy(
    open.map((site) => ({ site, spot: spotOf(site.location, known) })),
    ({ site }) => site.site.serviceId
  )
}

function spotOf({ latitude, longitude, postcode }: Site['location'], known: ReadonlyMap<string, Spot>): Spot | null {
  if (latitude !== null && longitude !== null) return { latitude, longitude }
  return (
    postcodeCandidates(postcode ?? '')
      .map((code) => known.get(code))
      .find((spot) => spot !== undefined) ?? null
  )
}

type Asked = { question: MatchQuestion; position: PositionView | null; areas: Circumstances['areas']; doubted: ReadonlySet<string>; now: Date }

function toMatch(service: ServiceRow, sites: readonly SiteOnMap[], { question, position, areas, doubted, now }: Asked): MatchView {
  const far = position ? sites.flatMap(({ site, spot }) => (spot ? [{ site, miles: milesBetween(position, spot) }] : [])) : []
  const nearest = far.length > 0 ? far.reduce((best, next) => (next.miles < best.miles ? next : best)) : null
  const opening = nearest
    ? openingAt(hoursOf(service, nearest.site.site.schedules), now)
    : openingOf(service, { sites: sites.map(({ site }) => site.site.schedules), at: now })
  const reasons = reasonsFor(service, {
    facts: question.facts ?? {},
    where: position,
    areas,
    miles: nearest ? nearest.miles : sites.length > 0 ? 'unknown' : null,
    withinMiles: position ? (question.withinMiles ?? null) : null,
    opening: question.isOpen || question.at ? opening : null
  })
  return {
    ...{ service, reasons, opening, verdict: verdictOf(reasons), isDoubted: doubted.has(service.id) },
    site: nearest?.site ?? sites[0]?.site ?? null,
    miles: nearest && Math.round(nearest.miles * 10) / 10,
    distance: nearest && position && `${position.precision === 'UNIT' ? '' : 'about '}${roundMiles(nearest.miles)} from ${position.label}`
  }
}

function rankOf({ service, verdict, reasons, miles, site, isDoubted }: MatchView, { text }: MatchQuestion) {
  const isNamed = Boolean(text) && service.name.toLowerCase() === text?.trim().toLowerCase()
  const unknowns = reasons.filter(({ answer }) => answer === 'UNKNOWN').length
  return { verdict, unknowns, isNamed, isDoubted, miles: miles ?? (site ? ('unknown' as const) : null), name: service.name, id: service.id }
}
