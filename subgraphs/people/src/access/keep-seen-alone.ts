import { randomUUID } from 'node:crypto'
import type { Database } from '@throughcare/kit/db'
import { setsAside } from '../limit-override/limit-override.rules.ts'
import { linkageModel } from '../link/linkage-model.rules.ts'
import { findLinks, type LinkRow } from '../link/link.store.ts'
import { findPairsOf, type RecordPairRow } from '../link/record-pair.store.ts'
import { seenAloneBy } from '../restriction/restriction.rules.ts'
import type { PersonForAccess } from './access.store.ts'
import { deleteSeenAlone, putSeenAlone, type SeenAloneRow } from './seen-alone.store.ts'

/**
 * Brings up to date which records of these persons are seen alone, by whoever wrote them down while shut out of the person, and what those are
 * shown in the place of the truth. Runs with the linker's view, whenever access to the persons is decided.
 */
export async function keepSeenAlone(tx: Database, persons: readonly PersonForAccess[], now: Date): Promise<void> {
  for (const person of persons) {
    const wanted = person.records.flatMap((record) => {
      const by = seenAloneBy(record, person, now)
      return by ? [{ ...record, ...by, notBefore: letPastUntil(by.subject, person, now) }] : []
    })
    const isWanted = (row: SeenAloneRow) => wanted.some(({ id, subject }) => id === row.recordId && subject === row.subject)
    const over = person.seenAlone.filter((row) => !isWanted(row)).map(({ recordId }) => recordId)
    if (over.length > 0) await deleteSeenAlone(tx, over)
    if (wanted.length > 0) await putSeenAlone(tx, await show(tx, wanted, person.seenAlone.filter(isWanted)))
  }
}

/** When the hour ends for which somebody is let past the limits on a person; null where none runs. */
function letPastUntil(subject: string, { limits, limitOverrides }: PersonForAccess, now: Date): Date | null {
  const ends = limitOverrides.filter((override) => override.subject === subject && setsAside(override, limits, now)).map(({ until }) => until.getTime())
  return ends.length > 0 ? new Date(Math.max(...ends)) : null
}

type Wanted = PersonForAccess['records'][number] & Pick<SeenAloneRow, 'subject' | 'until' | 'notBefore'>

/** The records as they are shown, the one written first before the others, which may be linked to it. */
async function show(tx: Database, wanted: readonly Wanted[], standing: readonly SeenAloneRow[]): Promise<SeenAloneRow[]> {
  const ids = wanted.map(({ id }) => id)
  const links = await findLinks(tx, ids)
  const pairs = await findPairsOf(tx, ids)
  const rows: SeenAloneRow[] = []
  for (const { id, subject, until, notBefore, organisation } of wanted.toSorted((one, other) => writtenAt(one) - writtenAt(other))) {
    const ofRecord = <Row extends { recordId: string }>(all: readonly Row[]) => all.filter(({ recordId }) => recordId === id)
    const companions = rows.filter((row) => row.subject === subject)
    const shown = ofRecord(standing)[0] ?? linkBefore(ofRecord(links)) ?? linkAmong(id, companions, pairs) ?? linkToNobody(ofRecord(links))
    rows.push({ ...shown, recordId: id, subject, until, notBefore, organisation, retentionClass: 'adult-mental-health' })
  }
  return rows
}

type Shown = Pick<SeenAloneRow, 'linkId' | 'personId' | 'decidedBy' | 'decisionId' | 'weight' | 'evidence' | 'modelVersion' | 'linkedAt' | 'linkedBy'>

function writtenAt({ author }: Wanted): number {
  return author?.at.getTime() ?? 0
}

/** The link that its author saw before: the last that ended, or the one in force where others came to the record. */
function linkBefore(links: readonly LinkRow[]): Shown | null {
  const ended = links.find(({ unlinkedAt }) => unlinkedAt !== null)
  const row = ended ?? links.find(({ decidedBy }) => decidedBy === 'NEW_PERSON')
  if (!row) return null
  const { id: linkId, personId, decidedBy, decisionId, weight, evidence, modelVersion, linkedAt, linkedBy } = row
  return { linkId, personId, decidedBy, decisionId, weight, evidence, modelVersion, linkedAt, linkedBy }
}

/** A link to what the same author wrote down before, where that alone is evidence enough. */
function linkAmong(recordId: string, companions: readonly SeenAloneRow[], pairs: readonly RecordPairRow[]): Shown | null {
  const [best] = pairs
    .filter((pair) => pair.weight >= linkageModel.thresholds.link)
    .flatMap((pair) => {
      const other = companions.find((row) => [pair.recordId, pair.otherRecordId].includes(row.recordId) && row.recordId !== recordId)
      return other && [pair.recordId, pair.otherRecordId].includes(recordId) ? [{ pair, other }] : []
    })
    .toSorted((one, two) => two.pair.weight - one.pair.weight)
  if (!best) return null
  const { weight, evidence, modelVersion } = best.pair
  const { personId, linkedAt } = best.other
  return { linkId: randomUUID(), personId, decidedBy: 'MODEL', decisionId: null, weight, evidence, modelVersion, linkedAt, linkedBy: 'system-linker' }
}

/** The link of a record that is like no other. */
function linkToNobody([current]: readonly LinkRow[]): Shown {
  const nothing = { decisionId: null, weight: null, evidence: [], modelVersion: null }
  return {
    linkId: randomUUID(),
    personId: randomUUID(),
    decidedBy: 'NEW_PERSON',
    ...nothing,
    linkedAt: current?.linkedAt ?? new Date(),
    linkedBy: 'system-linker'
  }
}
