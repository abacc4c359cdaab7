import { sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { matchKey } from '../../db/tables.ts'

/** One blocking key of a record, as text; it is stored as a number, for it may hold a name. `isEnough`: sharing it alone makes a candidate. */
export type RecordKey = { recordId: string; key: string; isEnough: boolean }

// A key that more records share than this tells nobody from anybody, and reading them all would cost more than it finds.
const mostRecordsOfKey = 50
// By a key that so few share, more than are usually of one person, everyone is worth comparing: it finds whom nothing else does.
const fewRecordsOfKey = 8
// Of many candidates those that share most are compared: one person's two records share far more than strangers do.
const mostCandidates = 8
// What sharing a key tells: nothing where too many share it, most where nobody else does.
const told = sql`ln(${mostRecordsOfKey}::float8 / found.sharing)`
// A search looks further: it is for one record, not for thousands.
const mostRecordsOfSearch = 200

/** Writes the keys of records. One that a record had under an earlier version stays: it still finds the record. */
export async function putKeys(tx: Database, keys: readonly RecordKey[], origin: { organisation: string; retentionClass: string }): Promise<void> {
  if (keys.length === 0) return
  const { rows, recordId } = given(keys)
  await tx.execute(sql`insert into ${matchKey} (key, record_id, organisation, retention_class)
    select hashtextextended(key, 0), ${recordId}, ${origin.organisation}, ${origin.retentionClass} from ${rows} on conflict do nothing`)
}

/**
 * The other records that share keys with one of these: two keys or more, one that is enough by itself, or one that few share. By a single
 * weak key that many share, such as a date of birth, strangers meet far more often than one person's two records.
 */
export async function findCandidates(tx: Database, keys: readonly RecordKey[]): Promise<{ recordId: string; otherId: string }[]> {
  if (keys.length === 0) return []
  const { rows, recordId, recordIds } = given(keys)
  const found = (await tx.execute(sql`select "of", "otherId" from
    (select given."of", found.record_id as "otherId",
        row_number() over (partition by given."of" order by bool_or(given.is_enough) desc, sum(${told}) desc, found.record_id) as place
      from ${rows} cross join lateral ${sharing(mostRecordsOfKey)}
      where found.sharing <= ${mostRecordsOfKey} and found.record_id <> ${recordId}
      group by given."of", found.record_id having count(*) > 1 or bool_or(given.is_enough) or min(found.sharing) <= ${fewRecordsOfKey}) as ranked
    where place <= ${mostCandidates}`)) as unknown as { of: number; otherId: string }[]
  return found.map(({ of, otherId }) => ({ recordId: recordIds[of - 1] ?? '', otherId }))
}

/** The records that have one of these keys; `isCut` where a key is shared by more than are worth reading, and its records were left out. */
export async function findSharing(db: Database, keys: readonly string[], most = mostRecordsOfSearch): Promise<{ recordIds: string[]; isCut: boolean }> {
  if (keys.length === 0) return { recordIds: [], isCut: false }
  const rows = (await db.execute(sql`select distinct found.record_id as "recordId", found.sharing > ${most} as "isCut"
    from unnest(${sql.param([...keys])}::text[]) as given(key) cross join lateral ${sharing(most)}`)) as unknown as {
    recordId: string
    isCut: boolean
  }[]
  return { recordIds: [...new Set(rows.filter((row) => !row.isCut).map((row) => row.recordId))], isCut: rows.some((row) => row.isCut) }
}

/** Keys as rows, each with the place of its record in `recordIds`: a record has many, and its id is sent once. */
function given(keys: readonly RecordKey[]) {
  const recordIds = [...new Set(keys.map(({ recordId }) => recordId))]
  const placeOf = new Map(recordIds.map((recordId, at) => [recordId, at + 1]))
  const [texts, places, enough] = [keys.map(({ key }) => key), keys.map(({ recordId }) => placeOf.get(recordId)), keys.map(({ isEnough }) => isEnough)]
  const rows = sql`unnest(${sql.param(texts)}::text[], ${`{${places.join()}}`}::int[], ${`{${enough.join()}}`}::boolean[]) as given(key, "of", is_enough)`
  return { rows, recordId: sql`(${`{${recordIds.join()}}`}::uuid[])[given."of"]`, recordIds }
}

/** The records of a key, each with how many there are; no more than one above `most` are read. */
function sharing(most: number) {
  return sql`(select record_id, count(*) over () as sharing from
    (select record_id from ${matchKey} where ${matchKey}.key = hashtextextended(given.key, 0) limit ${most + 1}) as few) as found`
}
