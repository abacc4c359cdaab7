import { withRole, type Database } from '@throughcare/kit/db'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { positionsOf } from '../consent/consent.rules.ts'
import { deathOf } from '../death/death.rules.ts'
import { findPersonsOf } from '../link/link.store.ts'
import { decideAccess, nothingElse } from './access.rules.ts'
import { keepSeenAlone } from './keep-seen-alone.ts'
import { findForAccess, insertAccess, upsertStandings, type NewStanding, type PersonForAccess } from './access.store.ts'

export type Publishing = Pick<Context, 'principal' | 'clock' | 'requestId' | 'sharing'>

/**
 * Decides anew who may read every record of these persons and what holds of them, writes it down here and tells all rooms. Whatever
 * changes a link or what access rests on ends with this, in the same transaction. A person is given by id, or whole where this
 * transaction made them. Runs with the linker's view.
 */
export async function publishAccess(tx: Database, context: Publishing, given: Iterable<string | PersonForAccess>): Promise<void> {
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
  const standings = persons.flatMap((person) => standingsOf(person, context))
  await Promise.all([
    insertAccess(tx, news),
    upsertStandings(
      tx,
      standings.map(({ row }) => row)
    ),
    record(tx, context, ...events, ...standings.flatMap(standingEvents))
  ])
  await keepSeenAlone(tx, context, persons)
}

/** The same for the persons to whom some records belong now, with the linker's view lent for it. */
export async function publishAccessOf(tx: Database, context: Publishing, recordIds: readonly string[]): Promise<void> {
  await withRole(tx, 'system-linker', async () => publishAccess(tx, context, (await findPersonsOf(tx, recordIds)).values()))
}

type StandingChange = { row: NewStanding; isNewOn: { positions: boolean; death: boolean } }

/** What each record is to be told of its person, where that is not what it was told last. */
function standingsOf(person: PersonForAccess, { principal }: Publishing): StandingChange[] {
  const positions = positionsOf(person.decisions, person.overrides)
  const death = deathOf(person.deaths)
  return person.records.flatMap(({ id, organisation, service }) => {
    const told = person.standings.find(({ recordId }) => recordId === id)
    const isNewOn = {
      positions: JSON.stringify(positions.map(toLine)) !== JSON.stringify((told?.positions ?? []).map(toLine)),
      death: (told?.diedOn ?? null) !== (death?.diedOn ?? null) || (told?.deathSource ?? null) !== (death?.source ?? null)
    }
    if (!isNewOn.positions && !isNewOn.death) return []
    const row = {
      recordId: id,
      organisation,
      service,
      positions,
      diedOn: death?.diedOn ?? null,
      deathSource: death?.source ?? null,
      version: (told?.version ?? 0) + 1,
      recordedBy: principal.subject,
      retentionClass: 'adult-mental-health'
    }
    return [{ row, isNewOn }]
  })
}

/** A position in an order of its own: JSON that was stored comes back with its keys in another. */
function toLine({ purpose, decision, decidedAt, until, override }: NewStanding['positions'][number]): unknown[] {
  return [purpose, decision, decidedAt, until, override?.ground, override?.until]
}

function standingEvents({ row, isNewOn }: StandingChange) {
  const { recordId, organisation, service, positions, diedOn = null, deathSource: source = null, version = 1 } = row
  const about = { subjectId: recordId, subjectVersion: version, recordId }
  return [
    ...(isNewOn.positions ? [{ type: 'people.consent-positions-changed' as const, ...about, payload: { recordId, positions } }] : []),
    ...(isNewOn.death ? [{ type: 'people.death-recorded' as const, ...about, payload: { recordId, organisation, service, diedOn, source } }] : [])
  ]
}

/** A person of whom a transaction has just made the only record, as access is decided for them, with what they decided so far. */
export function toNewcomer(record: Omit<PersonForAccess['records'][number], 'accessVersion'>, decisions: PersonForAccess['decisions']): PersonForAccess {
  const { id, organisation, service, birthDate } = record
  return { ...nothingElse, records: [{ id, organisation, service, birthDate, accessVersion: 0 }], decisions, deaths: [], standings: [], seenAlone: [] }
}
