import type { RelationshipRow } from './relationship.store.ts'

type Begun = Pick<RelationshipRow, 'id' | 'subject' | 'kind' | 'episodeId'>

/** What one event of a service says: which relationships it ends, by id or by episode, and which it begins. */
export type RelationshipNews = {
  recordId: string | null
  ends: { id: string } | { episodeId: string } | null
  begins: Begun | null
  at: Date
  by: string
}

export type Holder = Pick<RelationshipRow, 'recordId' | 'organisation' | 'service'>

/** `begun` may have ended since; `touched` are the records of which more or less is open than before. */
export type Followed = { begun: RelationshipRow[]; ended: RelationshipRow[]; touched: Set<string> }

const reasons: Record<RelationshipRow['kind'], string> = {
  PEER_SUPPORT: 'Assigned as peer support worker.',
  ALLOCATED: 'Allocated to work with the person.',
  SELF_CLAIMED: 'Claimed.'
}

/**
 * Follows news in its order. `standing` holds what is written down of the relationships it names. What is told twice is one, what is told
 * of no known record is passed over, and what ends none is nothing.
 */
export function followNews(
  news: readonly RelationshipNews[],
  { standing, holders }: { standing: readonly RelationshipRow[]; holders: ReadonlyMap<string, Holder> }
): Followed {
  const rows = new Map(standing.map((row) => [row.id, row]))
  for (const { ends, begins, recordId, at, by } of news) {
    for (const row of ends ? inForce(rows, ends) : []) rows.set(row.id, { ...row, endedAt: at, endedBy: by, version: row.version + 1 })
    const holder = recordId === null ? undefined : holders.get(recordId)
    if (begins && holder && !rows.has(begins.id)) rows.set(begins.id, begin(begins, holder, { at, by }))
  }
  const before = new Map(standing.map((row) => [row.id, row]))
  const begun = [...rows.values()].filter(({ id }) => !before.has(id))
  const ended = [...rows.values()].filter((row) => row.endedAt !== null && before.get(row.id)?.endedAt === null)
  const opened = begun.filter(({ endedAt }) => endedAt === null)
  return { begun, ended, touched: new Set([...opened, ...ended].map(({ recordId }) => recordId)) }
}

function inForce(rows: ReadonlyMap<string, RelationshipRow>, which: { id: string } | { episodeId: string }): RelationshipRow[] {
  const named = 'id' in which ? [rows.get(which.id)] : [...rows.values()].filter(({ episodeId }) => episodeId === which.episodeId)
  return named.flatMap((row) => (row && row.endedAt === null ? [row] : []))
}

function begin(begun: Begun, holder: Holder, { at, by }: { at: Date; by: string }): RelationshipRow {
  return {
    ...begun,
    ...holder,
    reason: reasons[begun.kind],
    until: null,
    endedAt: null,
    endedBy: null,
    overseers: [`organisation:${holder.organisation}`],
    version: 1,
    recordedAt: at,
    recordedBy: by,
    retentionClass: 'audit'
  }
}
