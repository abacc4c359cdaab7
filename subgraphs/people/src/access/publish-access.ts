import { withRole, type Database } from '@throughcare/kit/db'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { positionsOf, type ConsentFact } from '../consent/consent.rules.ts'
import { deathOf } from '../death/death.rules.ts'
import { findPersonsOf } from '../link/link.store.ts'
import { decideAccess, nothingElse } from './access.rules.ts'
import { keepSeenAlone, lastTold } from './keep-seen-alone.ts'
import { findForAccess, putAccess, upsertStandings, type NewStanding, type PersonForAccess, type Stand } from './access.store.ts'

export type Publishing = Pick<Context, 'principal' | 'clock' | 'requestId' | 'sharing'>

/**
 * Decides anew who may read every record of these persons and what holds of them, writes it down here and tells all rooms. Whatever
 * changes a link or what access rests on ends with this, in the same transaction. A person is given by id, or whole where this
 * transaction made them; `besides`: what else is to be told, after that. Runs with the linker's view.
 */
export async function publishAccess(
  tx: Database,
  context: Publishing,
  { persons: given, besides = [] }: { persons: Iterable<string | PersonForAccess>; besides?: Parameters<typeof record>[2][] }
): Promise<void> {
  const everyone = [...given]
  const made = everyone.filter((person) => typeof person !== 'string')
  const ids = new Set(everyone.filter((person) => typeof person === 'string'))
  const persons = [...made, ...(await findForAccess(tx, [...ids]))]
  const setting = { now: context.clock.now(), sharing: context.sharing }
  const news = persons.flatMap((person) =>
    person.records.map((item) => ({
      access: { recordId: item.id, service: item.service, grants: decideAccess(item, person, setting) },
      version: item.accessVersion + 1
    }))
  )
  const events = news.map(({ access, version }) => ({
    type: 'people.record-access-changed' as const,
    subjectId: access.recordId,
    subjectVersion: version,
    recordId: access.recordId,
    payload: access
  }))
  const alone = await keepSeenAlone(tx, context, persons)
  const standings = persons.flatMap((person) => standingsOf(person, alone, context))
  await Promise.all([
    putAccess(tx, news),
    upsertStandings(
      tx,
      standings.map(({ row }) => row)
    ),
    record(tx, context, ...events, ...standings.flatMap(standingEvents), ...besides)
  ])
}

/** The same for the persons to whom some records belong now, with the linker's view lent for it. */
export async function publishAccessOf(tx: Database, context: Publishing, recordIds: readonly string[]): Promise<void> {
  await withRole(tx, 'system-linker', async () => publishAccess(tx, context, { persons: (await findPersonsOf(tx, recordIds)).values() }))
}

type StandingChange = { row: NewStanding; told: Stand; isNewOn: { positions: boolean; death: boolean } }

/**
 * What each record is to be told of its person, where that is not what it was told last. Of a record that its author sees alone other rooms are
 * told what the author is: they go by the record, and cannot know who may be told more.
 */
function standingsOf(person: PersonForAccess, alone: ReadonlyMap<string, Stand>, { principal }: Publishing): StandingChange[] {
  const death = deathOf(person.deaths)
  const whole: Stand = { positions: positionsOf(person.decisions, person.overrides), diedOn: death?.diedOn ?? null, deathSource: death?.source ?? null }
  return person.records.flatMap(({ id, organisation, service }) => {
    const standing = person.standings.find(({ recordId }) => recordId === id)
    const told = alone.get(id) ?? whole
    const isNewOn = newsIn(told, lastTold(person, id))
    const isNews = [isNewOn, newsIn(whole, standing)].some(({ positions, death }) => positions || death)
    if (!isNews) return []
    const written = { recordedBy: principal.subject, retentionClass: 'adult-mental-health' }
    return [{ row: { recordId: id, organisation, service, ...whole, version: (standing?.version ?? 0) + 1, ...written }, told, isNewOn }]
  })
}

function newsIn(told: Stand, before: Stand | undefined): StandingChange['isNewOn'] {
  return {
    positions: JSON.stringify(told.positions.map(toLine)) !== JSON.stringify((before?.positions ?? []).map(toLine)),
    death: (before?.diedOn ?? null) !== told.diedOn || (before?.deathSource ?? null) !== told.deathSource
  }
}

/** A position in an order of its own: JSON that was stored comes back with its keys in another. */
function toLine({ purpose, decision, decidedAt, until, override }: Stand['positions'][number]): unknown[] {
  return [purpose, decision, decidedAt, until, override?.ground, override?.until]
}

function standingEvents({ row, told: { positions, diedOn, deathSource: source }, isNewOn }: StandingChange) {
  const { recordId, organisation, service, version = 1 } = row
  const about = { subjectId: recordId, subjectVersion: version, recordId }
  return [
    ...(isNewOn.positions ? [{ type: 'people.consent-positions-changed' as const, ...about, payload: { recordId, positions } }] : []),
    ...(isNewOn.death ? [{ type: 'people.death-recorded' as const, ...about, payload: { recordId, organisation, service, diedOn, source } }] : [])
  ]
}

/** A person of whom a transaction has just made the only record, as access is decided for them, with what they decided so far. */
export function toNewcomer(record: Omit<PersonForAccess['records'][number], 'accessVersion'>, given: readonly ConsentFact[]): PersonForAccess {
  const { id, organisation, service, birthDate } = record
  const decisions = given.map((decision) => ({ ...decision, recordId: id }))
  return { ...nothingElse, records: [{ id, organisation, service, birthDate, accessVersion: 0 }], decisions, deaths: [], standings: [], seenAlone: [] }
}
