import { withRole, type Database } from '@throughcare/kit/db'
import type { Context } from '../context.ts'
import type { PersonForAccess } from '../access/access.store.ts'
import type { ConsentFact } from '../consent/consent.rules.ts'
import { linkNewRecords } from '../link/link-new-records.ts'
import type { IdentifierFact } from '../link/link.rules.ts'
import {
  findIdentifiers,
  findPostcodes,
  findRecordsForChange,
  insertIdentifiers,
  insertLocations,
  insertRecords,
  updateRecords,
  upsertIdentifiers,
  upsertLocations,
  type NewIdentifier,
  type NewIdentityRecord,
  type NewLocation
} from './person.store.ts'
import { keyOf, type Identity } from './to-identity.ts'

/**
 * Which records were written. Before the transaction ends access must be decided anew to the `persons` and to the `newcomers`, who have
 * no other record, and the `events` recorded.
 */
export type IdentitiesWritten = {
  added: Set<string>
  changed: Set<string>
  persons: Set<string>
  newcomers: Identity['row'][]
  events: ReturnType<typeof identityEvent>[]
}

/**
 * Writes identities down, many at once, and links the new ones. A record that stands as it was given is not written and leaves no event;
 * of two with the same id the last holds.
 */
export async function writeIdentities(tx: Database, context: Context, given: readonly Identity[]): Promise<IdentitiesWritten> {
  const identities = [...new Map(given.map((identity) => [identity.row.id, identity])).values()]
  const standing = await findStanding(
    tx,
    identities.map(({ row }) => row.id)
  )
  const added = identities.filter(({ row }) => !standing.has(row.id))
  const changed = identities.filter((identity) => differs(identity, standing.get(identity.row.id)))
  const touched = [...added, ...changed]
  const changedRows = changed.map(({ row }) => ({ ...row, version: (standing.get(row.id)?.version ?? 0) + 1, recordedAt: context.clock.now() }))
  // Sent without waiting for each other: the connection keeps their order, and the next is made while the database does the last.
  await Promise.all([
    insertRecords(
      tx,
      added.map(({ row }) => row)
    ),
    updateRecords(tx, changedRows),
    insertIdentifiers(tx, added.flatMap(toIdentifierRows)),
    insertLocations(tx, added.flatMap(toLocationRows)),
    upsertIdentifiers(tx, changed.flatMap(toIdentifierRows)),
    upsertLocations(tx, changed.flatMap(toLocationRows))
  ])
  const linked = await withRole(tx, 'system-linker', () =>
    linkNewRecords(
      tx,
      context,
      added.map(({ row, identifiers }) => ({ recordId: row.id, familyName: row.familyName, birthDate: row.birthDate, identifiers }))
    )
  )
  return {
    added: new Set(added.map(({ row }) => row.id)),
    changed: new Set(changed.map(({ row }) => row.id)),
    persons: linked.persons,
    newcomers: added.filter(({ row }) => linked.newcomers.has(row.id)).map(({ row }) => row),
    events: touched.map(({ row }) => identityEvent(row, (standing.get(row.id)?.version ?? 0) + 1))
  }
}

/** A newcomer as access is decided for them, with what they decided so far. */
export function toNewcomer({ id, organisation, service }: Identity['row'], decisions: ConsentFact[]): PersonForAccess {
  return { records: [{ id, organisation, service, accessVersion: 0 }], decisions }
}

function identityEvent({ id, service }: NewIdentityRecord, subjectVersion: number) {
  return { type: 'people.identity-recorded' as const, subjectId: id, subjectVersion, recordId: id, payload: { recordId: id, service } }
}

function toIdentifierRows({ row, identifiers }: Identity): NewIdentifier[] {
  return identifiers.map((identifier) => ({ ...originOf(row), ...identifier }))
}

function toLocationRows({ row, postcode }: Identity): NewLocation[] {
  return postcode ? [{ ...originOf(row), postcode }] : []
}

function originOf({ id, organisation, service, recordedBy, retentionClass }: NewIdentityRecord & { id: string }) {
  return { recordId: id, organisation, service, recordedBy, retentionClass }
}

type Standing = Awaited<ReturnType<typeof findRecordsForChange>>[number] & { identifiers: IdentifierFact[]; postcode: string | null }

async function findStanding(tx: Database, ids: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await findRecordsForChange(tx, ids)
  const standing = new Map(rows.map((row): [string, Standing] => [row.id, { ...row, identifiers: [], postcode: null }]))
  if (standing.size === 0) return standing
  for (const identifier of await findIdentifiers(tx, [...standing.keys()])) standing.get(identifier.recordId)?.identifiers.push(identifier)
  for (const { recordId, postcode } of await findPostcodes(tx, [...standing.keys()])) Object.assign(standing.get(recordId) ?? {}, { postcode })
  return standing
}

const comparedFields = ['givenName', 'familyName', 'birthDate', 'birthDateIsEstimated', 'sex', 'ethnicCategory'] as const

/** What is not given again stays: an identifier or a postcode that the source no longer names is not taken away. */
function differs({ row, identifiers, postcode }: Identity, standing: Standing | undefined): boolean {
  if (!standing) return false
  const known = new Map(standing.identifiers.map((identifier) => [keyOf(identifier), identifier]))
  return (
    comparedFields.some((field) => row[field] !== standing[field]) ||
    (postcode !== null && postcode !== standing.postcode) ||
    identifiers.some((identifier) => !known.has(keyOf(identifier)) || (identifier.isVerified && !known.get(keyOf(identifier))?.isVerified))
  )
}
