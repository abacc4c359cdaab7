import { and, asc, eq, getTableColumns, gte, inArray, lt, sql, type SQL } from 'drizzle-orm'
import type { AccessRow } from '@throughcare/kit/access'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { orderedBy, type Page } from '@throughcare/kit/page'
import { event, recordAccess } from '../../db/tables.ts'

export type EventRow = typeof event.$inferSelect

/** An event as a caller sees it: whether they may know where it was. */
export type SeenEvent = EventRow & { isPlaceOpen?: boolean }

/** Which part of a journey is wanted: a page of it, in a period that holds its beginning and not its end. */
export type JourneyPart = Page & { from: Date | null; to: Date | null }

const inOrder = orderedBy(event.occurredAt, event.id)

/** Either an event, or one line of what the caller is told about a record. */
export type EventOrAccess = { event: EventRow | null; access: AccessRow | null }

/**
 * The wanted part of each person's journey, oldest first, each with one event more where the journey goes on; persons are given by all
 * their record ids. In the same statement, what the caller is told about the records.
 */
export async function findJourneys(db: Database, persons: readonly (readonly string[])[], { limit, after, from, to }: JourneyPart): Promise<EventOrAccess[]> {
  const ranked = db.$with('ranked').as(
    db
      .select({ id: event.id, place: sql<number>`row_number() over (partition by wanted.person order by ${event.occurredAt}, ${event.id})`.as('place') })
      .from(event)
      .innerJoin(recordsOfPersons(persons), eq(event.recordId, sql`wanted.record_id`))
      .where(and(stands(), from ? gte(event.occurredAt, from) : undefined, to ? lt(event.occurredAt, to) : undefined, inOrder.beyond(after)))
  )
  const page = db.$with('page').as(
    db
      .select(asCorrected())
      .from(event)
      .innerJoin(ranked, eq(ranked.id, event.id))
      .where(sql`${ranked.place} <= ${limit + 1}`)
  )
  const access = db
    .$with('access')
    .as(
      db
        .select({ recordId: recordAccess.recordId, level: recordAccess.level, reason: recordAccess.reason, service: recordAccess.service })
        .from(recordAccess)
        .where(isAnyOf(recordAccess.recordId, persons.flat()))
    )
  const rows = await db
    .with(ranked, page, access)
    .select()
    .from(access)
    .fullJoin(page, sql`false`)
    .orderBy(asc(page.occurredAt), asc(page.id))
  return rows.map(({ page: row, access: told }) => ({ event: row, access: told }))
}

const onceOnly: EventRow['kind'][] = [
  ...(['LIAISON_DIVERSION_REFERRAL', 'LIAISON_DIVERSION_SCREENING', 'LIAISON_DIVERSION_NOT_SEEN', 'CUSTODY_ENDED', 'RELEASED'] as const),
  ...(['RECONNECT_REFERRAL', 'RECONNECT_ACCEPTED', 'RECONNECT_DECLINED'] as const),
  ...(['MEDICINE_SUPPLIED', 'TREATMENT_SUPPLIED', 'TREATMENT_STARTED', 'GP_REGISTERED', 'RETURNED_TO_CUSTODY'] as const)
]
/** Where one of these was taken back, all that was told with it falls. */
const takenBackWhole: EventRow['kind'][] = ['LIAISON_DIVERSION_REFERRAL', 'RECONNECT_REFERRAL', 'REFERRAL_WITHDRAWN']
const closings: EventRow['kind'][] = ['LIAISON_DIVERSION_CLOSED', 'RECONNECT_CLOSED']
const reopenings: EventRow['kind'][] = ['LIAISON_DIVERSION_REOPENED', 'RECONNECT_REOPENED']
const manyOfOne: EventRow['kind'][] = ['GOAL_REVIEWED']

/** A kind of event as a row of a query's own name for the table has it. */
const isOneOf = (kinds: readonly EventRow['kind'][], row: string) =>
  sql`${sql.raw(row)}.kind in (${sql.join(
    kinds.map((kind) => sql`${kind}`),
    sql`, `
  )})`

/**
 * What happens once, or is one of several by its id, is told again with the episode's next version where it is corrected: the latest stands,
 * and nothing where that says it was recorded in error, which without an id says it of all of that kind. A closing stands unless it was told
 * again before the episode was opened again. With a referral that was recorded in error all falls that was told up to then, until the referral
 * is told anew; so it does with an onward referral that was taken back as made by mistake.
 */
export function stands(): SQL {
  const isReplaced = sql`(${inArray(event.kind, onceOnly)} or (later.is_withdrawn and later.part_id is null)
    or (later.part_id = ${event.partId} and (later.is_withdrawn or not ${inArray(event.kind, manyOfOne)}))
    or (${inArray(event.kind, closings)} and not exists (select from ${event} as opened where opened.detail_id = ${event.detailId}
      and ${isOneOf(reopenings, 'opened')} and opened.version > ${event.version} and opened.version < later.version)))`
  // Asked of each event by its index, and not as a join: there are few events of a person, and many in all.
  return sql`not ${event.isWithdrawn} and (exists (select from ${event} as later
    where later.detail_id = ${event.detailId} and ((later.is_withdrawn and ${isOneOf(takenBackWhole, 'later')} and later.version >= ${event.version}
      and not exists (select from ${event} as anew where anew.detail_id = ${event.detailId} and anew.kind = later.kind
        and not anew.is_withdrawn and anew.version > later.version))
    or (later.kind = ${event.kind} and later.version > ${event.version} and ${isReplaced})))) is not true`
}

/**
 * The columns of an event, with where it was as it is known since: all of a Liaison & Diversion episode was where the person was met, which
 * its referral was told last to be; of a RECONNECT episode, in the prison of the referral, or since a day in London in that of the last move.
 */
export function asCorrected() {
  const referred = sql`(select referral.facility_id from ${event} as referral where referral.detail_id = ${event.detailId}
    and referral.kind in ('LIAISON_DIVERSION_REFERRAL', 'RECONNECT_REFERRAL') and not referral.is_withdrawn order by referral.version desc limit 1)`
  // Of two moves on one day the one that was told of later is the last, whichever is corrected since.
  const firstTold = sql`coalesce((select min(told.version) from ${event} as told where told.detail_id = moved.detail_id
    and told.kind = moved.kind and told.part_id = moved.part_id), moved.version)`
  const moved = sql`(select moved.facility_id from ${event} as moved where moved.detail_id = ${event.detailId}
    and moved.kind = 'PRISON_TRANSFER' and not moved.is_withdrawn and ${dayOf('moved')} <= (${event.occurredAt} at time zone 'Europe/London')::date
    and not exists (select from ${event} as later where later.detail_id = moved.detail_id and later.kind = moved.kind
      and later.version > moved.version and (later.part_id = moved.part_id or (later.is_withdrawn and later.part_id is null)))
    order by ${dayOf('moved')} desc, ${firstTold} desc limit 1)`
  const facilityId = sql<string | null>`case
    when ${event.kind} in ('RECONNECT_REFERRAL', 'PRISON_TRANSFER') then ${event.facilityId}
    when ${event.detailType} = 'ReconnectEpisode' then coalesce(${moved}, ${referred}, ${event.facilityId})
    when ${event.detailType} = 'LiaisonDiversionEpisode' then coalesce(${referred}, ${event.facilityId})
    else ${event.facilityId} end`
  return { ...getTableColumns(event), facilityId: facilityId.as('facility_id') }
}

/** The day in London of a row of a query's own name for the table. */
const dayOf = (row: string) => sql`(${sql.raw(row)}.occurred_at at time zone 'Europe/London')::date`

/** The records of persons, each beside the number of its person. */
function recordsOfPersons(persons: readonly (readonly string[])[]): SQL {
  const numbers = persons.flatMap((recordIds, number) => recordIds.map(() => number))
  return sql`unnest(${sql.param(persons.flat())}::uuid[], ${sql.param(numbers)}::int[]) as wanted(record_id, person)`
}

/** Every event about the given details, as the projection sees them. */
export async function findEventsOfDetails(tx: Database, detailIds: readonly string[]): Promise<EventRow[]> {
  return tx.select().from(event).where(isAnyOf(event.detailId, detailIds)).orderBy(asc(event.occurredAt), asc(event.id))
}

/** An event that is here already stays as it is. */
export async function insertEvents(tx: Database, rows: EventRow[]): Promise<void> {
  await insertMany(tx, event, rows, sql`on conflict (id) do nothing`)
}
