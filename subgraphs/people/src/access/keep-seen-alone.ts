import { randomUUID } from 'node:crypto'
import type { Database } from '@throughcare/kit/db'
import type { Context } from '../context.ts'
import { setsAside } from '../limit-override/limit-override.rules.ts'
import type { ComparableIdentity } from '../link/identity.rules.ts'
import { findDecisionsAmong, findLinks, type LinkRow } from '../link/link.store.ts'
import { planLinks } from '../link/plan-links.rules.ts'
import { findPairsOf } from '../link/record-pair.store.ts'
import { decideTangle, moverOf, toLink } from '../link/settle-links.ts'
import { readIdentities } from '../link/weigh-pairs.ts'
import { seenAloneBy } from '../restriction/restriction.rules.ts'
import { positionsAlone } from '../consent/consent.rules.ts'
import { deathAlone } from '../death/death.rules.ts'
import type { PersonForAccess, Stand } from './access.store.ts'
import { deleteSeenAlone, putSeenAlone, type SeenAloneRow } from './seen-alone.store.ts'

type Deciding = Pick<Context, 'principal' | 'clock'>

/** A record that its author sees alone, and for how long. */
type Alone = Pick<SeenAloneRow, 'recordId' | 'subject' | 'until' | 'notBefore'>

/** The same, as one link that is shown of it. */
type Shown = Omit<SeenAloneRow, keyof Stand>

/**
 * Brings up to date which records of these persons are seen alone, by whoever wrote them down while shut out of the person, and the links they
 * are shown in the place of the true ones; answers where the person stands, as each of these records is to be told. Runs with the linker's
 * view, whenever access to the persons is decided.
 */
export async function keepSeenAlone(tx: Database, context: Deciding, persons: readonly PersonForAccess[]): Promise<Map<string, Stand>> {
  const now = context.clock.now()
  const told = new Map<string, Stand>()
  for (const person of persons) {
    const alone = person.records.flatMap((record): Alone[] => {
      const by = seenAloneBy(record, person, now)
      return by ? [{ recordId: record.id, ...by, notBefore: letPastUntil(by.subject, person, now) }] : []
    })
    const isAlone = (row: SeenAloneRow) => alone.some(({ recordId, subject }) => recordId === row.recordId && subject === row.subject)
    const over = person.seenAlone.filter((row) => !isAlone(row)).map(({ recordId }) => recordId)
    if (over.length > 0) await deleteSeenAlone(tx, over)
    for (const [subject, records] of Map.groupBy(alone, (item) => item.subject)) {
      const standing = person.seenAlone.filter((row) => row.subject === subject && isAlone(row))
      const shown = await settleAlone(tx, context, { records, standing })
      for (const [recordId, stand] of standsOf(person, shown)) told.set(recordId, stand)
      await putSeenAlone(
        tx,
        shown.map((row) => ({ ...row, ...((row.unlinkedAt === null && told.get(row.recordId)) || noStand) }))
      )
    }
  }
  return told
}

const noStand: Stand = { positions: [], diedOn: null, deathSource: null }

/** Where a person stands, as each of the records they are shown in to one author is told. */
function standsOf(person: PersonForAccess, shown: readonly Shown[]): [recordId: string, Stand][] {
  const inForce = shown.filter(({ unlinkedAt }) => unlinkedAt === null)
  return [...Map.groupBy(inForce, ({ personId }) => personId).values()].flatMap((rows) => {
    const records = new Set(rows.map(({ recordId }) => recordId))
    const stand = standAlone(person, records)
    return [...records].map((recordId): [string, Stand] => [recordId, stand])
  })
}

function standAlone(person: PersonForAccess, records: ReadonlySet<string>): Stand {
  const own = <Fact extends { recordId: string }>(facts: readonly Fact[]) => facts.filter(({ recordId }) => records.has(recordId))
  const written = person.records.flatMap(({ id, author }) => (author && records.has(id) ? author.at.getTime() : []))
  const wasTold = [...records].some((recordId) => (lastTold(person, recordId)?.diedOn ?? null) !== null)
  const death = deathAlone(person.deaths, { records, since: new Date(Math.min(...written)), wasTold })
  return {
    positions: positionsAlone({ decisions: own(person.decisions), overrides: own(person.overrides) }, person.decisions),
    diedOn: death?.diedOn ?? null,
    deathSource: death?.source ?? null
  }
}

/** What other rooms were told last of where a record's person stands. */
export function lastTold({ seenAlone, standings }: PersonForAccess, recordId: string): Stand | undefined {
  const isOfRecord = (row: { recordId: string }) => row.recordId === recordId
  return seenAlone.find((row) => isOfRecord(row) && row.unlinkedAt === null) ?? standings.find(isOfRecord)
}

/** When the hour ends for which somebody is let past the limits on a person; null where none runs. */
function letPastUntil(subject: string, { limits, limitOverrides }: PersonForAccess, now: Date): Date | null {
  const ends = limitOverrides.filter((override) => override.subject === subject && setsAside(override, limits, now)).map(({ until }) => until.getTime())
  return ends.length > 0 ? new Date(Math.max(...ends)) : null
}

/** The links of one author's records as they would be if there were no others: by the same decisions by which all records are linked. */
async function settleAlone(
  tx: Database,
  context: Deciding,
  { records, standing }: { records: readonly Alone[]; standing: readonly SeenAloneRow[] }
): Promise<Shown[]> {
  const of = new Map(records.map((record) => [record.recordId, record]))
  const ids = [...of.keys()]
  const identities = new Map<string, ComparableIdentity>()
  await readIdentities(tx, identities, ids)
  const among = (await findPairsOf(tx, ids)).filter(({ recordId, otherRecordId }) => of.has(recordId) && of.has(otherRecordId))
  const tangle = { pairs: among, decisions: await findDecisionsAmong(tx, ids) }
  const carried = carryOver(await findLinks(tx, ids), new Set(standing.map(({ recordId }) => recordId)))
  const before: LinkRow[] = [...standing, ...carried]
  const personOf = new Map(before.filter(({ unlinkedAt }) => unlinkedAt === null).map(({ recordId, personId }) => [recordId, personId]))
  const { moves } = planLinks(decideTangle([...identities.values()], tangle), { personOf, newId: randomUUID })
  const moved = new Set(moves.map(({ recordId }) => recordId))
  const ending = { unlinkedAt: context.clock.now(), unlinkedBy: moverOf(context) }
  const kept = before.map((row) => (row.unlinkedAt === null && moved.has(row.recordId) ? { ...row, ...ending } : row))
  return [...kept, ...moves.map((move) => toLink(context, move, tangle))].flatMap((row) => {
    const terms = of.get(row.recordId)
    return terms ? [{ ...row, ...terms }] : []
  })
}

/**
 * The links that the author of a record saw until it was linked to the person: the last that ended holds on, and one that no other record
 * comes in holds. Of a record that was linked as it was written they saw none. Records whose links are shown already are passed over.
 */
function carryOver(links: readonly LinkRow[], shown: ReadonlySet<string>): LinkRow[] {
  const byRecord = [...Map.groupBy(links, ({ recordId }) => recordId)].filter(([recordId]) => !shown.has(recordId)).map(([, ofRecord]) => ofRecord)
  const sure = byRecord.flatMap((ofRecord) => {
    const last = ofRecord.find(({ unlinkedAt }) => unlinkedAt !== null)
    if (!last) return ofRecord.filter(({ decidedBy }) => decidedBy === 'NEW_PERSON')
    return ofRecord.filter(({ unlinkedAt }) => unlinkedAt !== null).map((row) => (row === last ? { ...row, unlinkedAt: null, unlinkedBy: null } : row))
  })
  // A record that was linked to another of these stays so where the others of the person came to them.
  const [persons, found] = [new Set(sure.map(({ personId }) => personId)), new Set(sure.map(({ recordId }) => recordId))]
  const joined = byRecord.flat().filter(({ recordId, personId, unlinkedAt }) => unlinkedAt === null && !found.has(recordId) && persons.has(personId))
  return [...sure, ...joined]
}
