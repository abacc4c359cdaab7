import DataLoader from 'dataloader'
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { insertMany, isAnyOf } from './bulk.ts'
import type { Database, RowSettings } from './db.ts'
import type { FeedEvent } from './feed.ts'
import { audiencesOf, services, type Principal, type Service } from './principal.ts'
import { accessLevels, type AccessLevel, type RoomTables } from './room-tables.ts'

/** How long a room may trust its copy of who-may-read-what without hearing from `people`. */
export const accessMayLagMilliseconds = 5_000

export type AccessFreshness = { isFresh(): boolean }

export const alwaysFresh: AccessFreshness = { isFresh: () => true }

/** Peer workers belong to a team but see only people assigned to them, so they have no team here. */
export function isOwnTeam(principal: Principal, service: Service): boolean {
  return principal.service === service && !principal.role.endsWith('peer-support-worker')
}

/** Whether a row is the caller's own: their team's, or written down by themselves. */
export function isOwnRow(principal: Principal, row: { organisation: string; service: Service; recordedBy: string }): boolean {
  return row.recordedBy === principal.subject || (row.organisation === principal.organisation && isOwnTeam(principal, row.service))
}

/** What row-level security is told about a principal. With a stale copy, nothing beyond the team's own rows is opened. */
export function rowSettingsOf(principal: Principal, access: AccessFreshness): RowSettings {
  const ownTeam = principal.service !== null && isOwnTeam(principal, principal.service)
  return {
    subject: principal.subject,
    role: principal.role,
    organisation: ownTeam ? principal.organisation : '',
    service: ownTeam ? (principal.service ?? '') : '',
    audiences: access.isFresh() ? audiencesOf(principal) : []
  }
}

export const withheldReasons = ['CONSENT_REQUIRED', 'OBJECTED', 'ACCESS_UNKNOWN'] as const
export type WithheldReason = (typeof withheldReasons)[number]
export type Withheld = { service: Service; reason: WithheldReason }

/** One row of `record_access` as the caller may see it: rows of the caller's own audiences, and of everyone's, come out of the database. */
export type AccessRow = { recordId: string; level: AccessLevel; reason: string | null; service: string }

/** The audience of what is said of everyone: a restriction to those named. */
export const everyone = 'everyone'

/**
 * Whether some of a service's records are kept from the caller, and why. Null: nothing is withheld that the caller may know of.
 * A bar, or a restriction to others, outranks everything and says nothing; among records that are only known of, the first reason is given.
 */
export function findWithheld(rows: readonly AccessRow[], service: Service, access: AccessFreshness): Withheld | null {
  if (!access.isFresh()) return { service, reason: 'ACCESS_UNKNOWN' }
  const ofService = rows.filter((row) => row.service === service)
  const hidden = shutIn(ofService)
  const readable = new Set(ofService.flatMap((row) => (row.level === 'read' ? [row.recordId] : [])))
  const known = ofService.find((row) => row.level === 'know' && !hidden.has(row.recordId) && !readable.has(row.recordId))
  return known ? { service, reason: (known.reason as WithheldReason | null) ?? 'CONSENT_REQUIRED' } : null
}

/**
 * The records from which the caller is shut out, by what they may see of `record_access`: barred by name, or restricted to others, and
 * not let in again. The one place outside the database that says so; there it is `shut_out` in `_kit/db/policies.sql`.
 */
export function shutIn(rows: readonly Pick<AccessRow, 'recordId' | 'level'>[]): Set<string> {
  const ofRecords = [...Map.groupBy(rows, ({ recordId }) => recordId)]
  return new Set(ofRecords.filter(([, told]) => isShut(new Set(told.map(({ level }) => level)))).map(([recordId]) => recordId))
}

function isShut(levels: ReadonlySet<AccessLevel>): boolean {
  return !levels.has('lifted') && (levels.has('barred') || (levels.has('restricted') && !levels.has('named')))
}

/** Who may read one record, whole, as `people` publishes it on every change that touches it. */
export const recordAccessShape = z.object({
  recordId: z.uuid(),
  service: z.enum(services),
  grants: z.array(
    z.object({
      audience: z.string(),
      level: z.enum(accessLevels),
      reason: z.enum(withheldReasons).nullable(),
      until: z.iso.datetime().nullable()
    })
  )
})

export type RecordAccess = z.infer<typeof recordAccessShape>

export const accessChangedEvent = 'people.record-access-changed'

/** Writes what `people` says of some records into the room's `record_access`. Older news of a record than what stands is passed over. */
export async function writeAccess(tx: Database, table: RoomTables['recordAccess'], news: readonly { access: RecordAccess; version: number }[]): Promise<void> {
  const latest = new Map<string, { access: RecordAccess; version: number }>()
  for (const item of news) {
    const standing = latest.get(item.access.recordId)
    if (!standing || standing.version < item.version) latest.set(item.access.recordId, item)
  }
  // Before the first version of a record nothing is said of it, so nothing stands that it could replace.
  const recordIds = [...latest].flatMap(([recordId, { version }]) => (version > 1 ? [recordId] : []))
  if (recordIds.length > 0) {
    const standing = await tx.select({ recordId: table.recordId, version: table.version }).from(table).where(isAnyOf(table.recordId, recordIds))
    for (const row of standing) if ((latest.get(row.recordId)?.version ?? 0) < row.version) latest.delete(row.recordId)
  }
  await replaceAccess(tx, table, [...latest.values()])
}

/** Writes what is said of some records in the place of what was said of them; for whoever knows that no newer word stands. */
export async function replaceAccess(
  tx: Database,
  table: RoomTables['recordAccess'],
  news: readonly { access: RecordAccess; version: number }[]
): Promise<void> {
  const replaced = news.flatMap(({ access, version }) => (version > 1 ? [access.recordId] : []))
  const rows = news.flatMap(({ access, version }) =>
    access.grants.map((grant) => ({
      recordId: access.recordId,
      service: access.service,
      version,
      audience: grant.audience,
      level: grant.level,
      reason: grant.reason,
      until: grant.until === null ? null : new Date(grant.until)
    }))
  )
  // Sent without waiting for each other: the connection keeps their order.
  await Promise.all([deleteAccess(tx, table, replaced), insertMany(tx, table, rows, sql`on conflict do nothing`)])
}

async function deleteAccess(tx: Database, table: RoomTables['recordAccess'], recordIds: readonly string[]): Promise<void> {
  if (recordIds.length > 0) await tx.delete(table).where(isAnyOf(table.recordId, recordIds))
}

/** The projection every room but `people` runs over people's feed. */
export function accessProjection(table: RoomTables['recordAccess']) {
  return async (tx: Database, events: readonly FeedEvent[]): Promise<void> => {
    const news = events
      .filter((event) => event.type === accessChangedEvent)
      .map((event) => ({ access: recordAccessShape.parse(event.payload), version: event.subjectVersion }))
    await writeAccess(tx, table, news)
  }
}

/**
 * Which of these records of a service the room has heard of from `people`, those aside from which the caller is shut out. A room writes only
 * about records it has heard of.
 */
export async function knownRecords(tx: Database, table: RoomTables['recordAccess'], recordIds: readonly string[], service: Service): Promise<Set<string>> {
  if (recordIds.length === 0) return new Set()
  const rows = await tx
    .selectDistinct({ recordId: table.recordId, level: table.level })
    .from(table)
    .where(and(isAnyOf(table.recordId, recordIds), eq(table.service, service)))
  const hidden = shutIn(rows)
  return new Set(rows.map((row) => row.recordId).filter((recordId) => !hidden.has(recordId)))
}

/** Whether the caller is told besides where the person of a record lives, stays or was met; what a team wrote down itself it knows anyway. */
export function createPlaceLoader(db: Database, table: RoomTables['recordAccess']) {
  return new DataLoader<string, boolean>(async (recordIds) => {
    const rows = await db
      .selectDistinct({ recordId: table.recordId })
      .from(table)
      .where(and(isAnyOf(table.recordId, recordIds), eq(table.level, 'location')))
    const open = new Set(rows.map(({ recordId }) => recordId))
    return recordIds.map((recordId) => open.has(recordId))
  })
}
