import { createHash } from 'node:crypto'
import { londonDate, type Clock } from '@throughcare/kit/clock'
import type { Database } from '@throughcare/kit/db'
import { sourceIdOf } from '@throughcare/kit/ids'
import type { Principal } from '@throughcare/kit/principal'
import { may } from '@throughcare/kit/roles'
import { record } from '../change.ts'
import { placeIdOf, type PlaceArea } from '../location/location.rules.ts'
import type { LocationRow } from '../location/location.store.ts'
import { writeWhereabouts } from '../location/write-whereabouts.ts'
import { findNamesakes } from '../search/search.store.ts'
import { findServicesAt, indexServices } from '../search/search-index.store.ts'
import { writeSites, type SiteRow } from '../location/site.store.ts'
import type { OrganisationRow } from '../organisation/organisation.store.ts'
import { writeOrganisations } from '../organisation/write-organisations.ts'
import { keepChanges, withPlaces } from '../service-change/keep-changes.ts'
import { emptyEntry, serviceEvent } from './record-service.ts'
import type { CleanEntry, Remark } from './service-import.rules.ts'
import { keptUuid } from './service-parts.rules.ts'
import { findServicesForChange, writeStaffContacts, type ServiceRow } from './service.store.ts'
import type { CleanSite } from './site-import.rules.ts'
import { writeServices } from './write-services.ts'

/** A feed as its services are written: under what name, by whom, into which places. */
export type Writing = { feed: string; principal: Principal; clock: Clock; requestId: string; places: readonly PlaceArea[]; isDryRun: boolean }

/** An entry ready to be written, under the id it has here. */
export type Candidate = { line: number; feed: string; id: string; sourceId: string; digest: string; clean: CleanEntry }

const noContact = { name: null, email: null, phone: null, retentionClass: 'operational' }

export type Written = { added: number; changed: number; unchanged: number; rejected: Remark[]; warnings: Remark[] }

/** The id here of a feed's service: its own where it is a UUID, else one made of the feed and the source's id. */
export function serviceIdOf(feed: string, sourceId: string): string {
  return keptUuid(sourceId) ?? sourceIdOf('service', feed, sourceId)
}

export function toCandidate(feed: string, line: number, { sourceId, clean }: { sourceId: string; clean: CleanEntry }): Candidate {
  const digest = createHash('sha256').update(JSON.stringify(clean)).digest('hex')
  return { line, feed, id: serviceIdOf(feed, sourceId), sourceId, digest, clean }
}

/** Writes some entries of a feed in the caller's transaction. What stands as the feed says is left alone; so is what an editor keeps. */
export async function writeEntries(tx: Database, writing: Writing, candidates: readonly Candidate[]): Promise<Written> {
  may(writing, 'directory:write')
  const ids = candidates.map(({ id }) => id)
  const standing = new Map((await findServicesForChange(tx, ids)).map((row) => [row.id, row]))
  const written: Written = { added: 0, changed: 0, unchanged: 0, rejected: [], warnings: [] }
  const touched = candidates.filter((candidate) => isToBeWritten(candidate, standing.get(candidate.id), written))
  if (writing.isDryRun || touched.length === 0) return written

  const rows = touched.map((candidate) => toService(writing, candidate, standing.get(candidate.id)))
  const locations = touched.flatMap(({ clean }) => clean.sites.map((site) => toLocation(writing, site)))
  const sites = touched.flatMap(({ id, clean }) => toSites(writing.feed, id, clean.sites))
  const organisations = touched.flatMap(({ clean }) => (clean.organisation ? [toOrganisation(writing, clean.organisation)] : []))
  await writeOrganisations(tx, writing.feed, organisations)
  const own = rows.map(({ id }) => id)
  const stood = rows.filter(({ id }) => standing.has(id))
  const before = await withPlaces(tx, [...standing.values()])
  const moved = await writeWhereabouts(tx, writing.feed, locations)
  await writeServices(tx, rows)
  await writeSites(tx, own, sites)
  await keepChanges(tx, before, await withPlaces(tx, stood))
  const added = new Set(own.filter((id) => !standing.has(id)))
  const others = (await findServicesAt(tx, moved)).filter((id) => !added.has(id))
  const known = [...new Set([...own.filter((id) => !added.has(id)), ...others])]
  await indexServices(tx, [...added, ...known], known)
  const twins = new Set((await findNamesakes(tx, [...added])).map(({ serviceId }) => serviceId))
  for (const { id, line } of touched)
    if (twins.has(id))
      written.warnings.push({ line, field: 'name', reason: 'Another service has this name. See whether it is the same one: nothing was joined.' })
  const named = touched.filter(({ id, clean }) => clean.contact || standing.has(id))
  await writeStaffContacts(
    tx,
    named.map(({ id, clean }) => ({ ...noContact, ...clean.contact, serviceId: id }))
  )
  await record(tx, writing, ...rows.map(serviceEvent))
  return written
}

/** Counts an entry as new, changed, unchanged or refused; true when it is to be written. */
function isToBeWritten({ line, feed, digest }: Candidate, standing: ServiceRow | undefined, written: Written): boolean {
  if (standing && standing.feed !== feed) {
    written.rejected.push({ line, field: 'id', reason: 'Another feed, or an editor here, already has a service of this id.' })
    return false
  }
  if (standing?.isKeptHere && standing.feedDigest !== digest)
    written.warnings.push({ line, field: 'id', reason: 'An editor here keeps this entry, so what the feed now says was not taken.' })
  if (standing && (standing.isKeptHere || (standing.feedDigest === digest && standing.withdrawnAt === null))) {
    written.unchanged += 1
    return false
  }
  if (standing) written.changed += 1
  else written.added += 1
  return true
}

function toService({ feed, principal, clock }: Writing, { id, sourceId, digest, clean }: Candidate, standing: ServiceRow | undefined): ServiceRow {
  const { organisation, sites: _, contact: __, ...fields } = clean
  const assuredDays = [standing?.assuredDate, clean.assuredDate].filter((day) => day != null).sort()
  return {
    ...emptyEntry,
    ...fields,
    id,
    version: (standing?.version ?? 0) + 1,
    organisationId: organisation && organisationIdOf(feed, organisation),
    // The later of the feed's check and one made here.
    assuredDate: assuredDays.at(-1) ?? null,
    modifiedAt: clean.modifiedAt ? new Date(clean.modifiedAt) : clock.now(),
    feed,
    sourceId,
    feedDigest: digest,
    recordedAt: clock.now(),
    recordedBy: principal.subject
  }
}

type CleanOrganisation = NonNullable<CleanEntry['organisation']>

function organisationIdOf(feed: string, { odsCode, sourceId }: CleanOrganisation): string {
  return odsCode ?? keptUuid(sourceId) ?? sourceIdOf('organisation', feed, sourceId)
}

function toOrganisation({ feed, clock }: Writing, organisation: CleanOrganisation): OrganisationRow {
  const { sourceId: _, odsCode: __, ...fields } = organisation
  const id = organisationIdOf(feed, organisation)
  return { ...fields, id, kind: 'COMMUNITY', feed, source: `feed ${feed}`, asAt: londonDate(clock.now()), retentionClass: 'operational' }
}

function locationIdOf(feed: string, { sourceId }: CleanSite): string {
  return keptUuid(sourceId) ?? sourceIdOf('location', feed, sourceId)
}

function toLocation({ feed, places }: Writing, site: CleanSite): LocationRow {
  const { sourceId: _, siteId: __, siteDescription: ___, schedules: ____, ...fields } = site
  return { ...fields, id: locationIdOf(feed, site), placeId: placeIdOf(site, places), spot: null, feed, retentionClass: 'operational' }
}

/** That a service is given where it is; twice at the same location is once. */
function toSites(feed: string, serviceId: string, sites: readonly CleanSite[]): SiteRow[] {
  const perLocation = new Map(sites.map((site) => [locationIdOf(feed, site), site]))
  return [...perLocation].map(([locationId, { siteId, siteDescription, schedules }], position) => ({
    ...{ id: siteId ?? sourceIdOf('service-at-location', serviceId, locationId), serviceId, locationId, position },
    ...{ isCurrent: true, description: siteDescription, schedules, retentionClass: 'operational' }
  }))
}
