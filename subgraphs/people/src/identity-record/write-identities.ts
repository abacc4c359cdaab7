import type { Database } from '@throughcare/kit/db'
import type { Context } from '../context.ts'
import type { Subject } from '../link/link-anew.ts'
import { findPersonsOf } from '../link/link.store.ts'
import type { Settled } from '../link/settle-links.ts'
import { firstBelief, isSame, isSameBelief, nextBelief, type Belief, type Telling } from './belief.rules.ts'
import {
  findLocations,
  findRecordsForChange,
  insertRecords,
  keepLocationVersions,
  keepVersions,
  putLocations,
  updateRecords,
  type LocationRow,
  type NewIdentityRecord
} from './identity-record.store.ts'
import type { Identity } from './to-identity.ts'

/**
 * Which records were written. Before the transaction ends their `subjects` must be linked, access be decided anew to those whom that and
 * `reconsidered` names (`whoseAccess`), and the `events` recorded.
 */
export type IdentitiesWritten = {
  added: Set<string>
  changed: Set<string>
  subjects: Subject[]
  /** Persons of whom something is believed on which access rests. */
  reconsidered: Set<string>
  newcomers: Newcomer[]
  events: ReturnType<typeof identityEvent>[]
}

type Newcomer = Identity['origin'] & { birthDate: string }

/**
 * Writes identities down, many at once: a new version of each that says something new, what it replaces kept. `standing`: what `findStanding`
 * has found of them. A record that stands as it was given is not written and leaves no event; of two with the same id the last holds.
 */
export async function writeIdentities(
  tx: Database,
  context: Context,
  { given, standing, telling }: { given: readonly Identity[]; standing: ReadonlyMap<string, Standing>; telling: Telling }
): Promise<IdentitiesWritten> {
  const identities = [...new Map(given.map((identity) => [identity.origin.id, identity])).values()]
  const added = identities.filter(({ origin }) => !standing.has(origin.id)).map(({ origin, belief }) => ({ origin, belief: firstBelief(belief), version: 1 }))
  const changed = identities.flatMap(({ origin, belief }) => {
    const before = standing.get(origin.id)
    const next = before && nextBelief(before.belief, belief, telling)
    return next && !isSameBelief(before.belief, next) ? [{ origin, belief: next, version: before.row.version + 1, before }] : []
  })
  const written: Written[] = [...added, ...changed]
  const at = context.clock.now()
  // Sent without waiting for each other: the connection keeps their order, and the next is made while the database does the last.
  const [reconsidered] = await Promise.all([
    findReconsidered(tx, changed),
    keepVersions(
      tx,
      changed.map(({ before }) => before.row)
    ),
    keepLocationVersions(
      tx,
      changed.filter(movesHouse).flatMap(({ before }) => before.location ?? [])
    ),
    insertRecords(
      tx,
      added.map((item) => toRow(item, at))
    ),
    updateRecords(
      tx,
      changed.map((item) => toRow(item, at))
    ),
    putLocations(
      tx,
      written.filter(movesHouse).map((item) => toLocation(item, at))
    )
  ])
  return {
    added: new Set(added.map(({ origin }) => origin.id)),
    changed: new Set(changed.map(({ origin }) => origin.id)),
    subjects: written.map(({ origin, belief, version }) => ({ recordId: origin.id, belief, isNew: version === 1 })),
    reconsidered,
    newcomers: added.map(({ origin, belief }) => ({ ...origin, birthDate: belief.birthDate })),
    events: written.map(identityEvent)
  }
}

/** To whom access must be decided anew once what was written is linked: to persons, and to `newcomers`, who have no other record. */
export function whoseAccess({ reconsidered, newcomers }: IdentitiesWritten, linked: Settled): { persons: Set<string>; newcomers: Newcomer[] } {
  return { persons: new Set([...linked.persons, ...reconsidered]), newcomers: newcomers.filter(({ id }) => linked.newcomers.has(id)) }
}

/** The persons with a record of another date of birth, or another author, than before: who may know of them hangs on their age, and on who wrote what. */
async function findReconsidered(tx: Database, changed: readonly (Written & { before: Standing })[]): Promise<Set<string>> {
  const isNews = ({ origin, belief, before }: Written & { before: Standing }) =>
    belief.birthDate !== before.belief.birthDate || origin.recordedBy !== before.row.recordedBy
  const ids = changed.filter(isNews).map(({ origin }) => origin.id)
  return ids.length > 0 ? new Set((await findPersonsOf(tx, ids)).values()) : new Set()
}

type Written = { origin: Identity['origin']; belief: Belief; version: number; before?: Standing }
type Standing = { row: Awaited<ReturnType<typeof findRecordsForChange>>[number]; location: LocationRow | null; belief: Belief }

/** What is believed now of those of some records that are written down, locked until the transaction ends. */
export async function findStanding(tx: Database, ids: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await findRecordsForChange(tx, ids)
  if (rows.length === 0) return new Map()
  const locations = await findLocations(
    tx,
    rows.map((row) => row.id)
  )
  const locationOf = new Map(locations.map((location) => [location.recordId, location]))
  return new Map(rows.map((row) => [row.id, { row, location: locationOf.get(row.id) ?? null, belief: toBelief(row, locationOf.get(row.id) ?? null) }]))
}

/** What a record says, out of its row and its addresses. */
export function toBelief(row: Omit<Belief, 'addresses'>, location: { addresses: Belief['addresses'] } | null): Belief {
  const {
    givenName,
    familyName,
    aliases,
    birthDate,
    birthDateIsEstimated,
    otherBirthDates,
    sex,
    genderIdentity,
    ethnicityCodeList,
    ethnicityCode,
    identifiers
  } = row
  const names = { givenName, familyName, aliases }
  const birth = { birthDate, birthDateIsEstimated, otherBirthDates }
  return { ...names, ...birth, sex, genderIdentity, ethnicityCodeList, ethnicityCode, identifiers, addresses: location?.addresses ?? [] }
}

function toRow({ origin, belief: { addresses: _apart, ...belief }, version }: Written, recordedAt: Date): NewIdentityRecord {
  return { ...origin, ...belief, version, recordedAt }
}

function movesHouse({ belief, before }: Written): boolean {
  return !isSame(belief.addresses, before?.belief.addresses ?? [])
}

function toLocation({ origin: { id, organisation, service, recordedBy, retentionClass }, belief, version }: Written, recordedAt: Date) {
  return { recordId: id, organisation, service, recordedBy, retentionClass, version, recordedAt, addresses: belief.addresses }
}

function identityEvent({ origin: { id, service }, belief: { birthDate }, version }: Written) {
  return { type: 'people.identity-recorded' as const, subjectId: id, subjectVersion: version, recordId: id, payload: { recordId: id, service, birthDate } }
}
