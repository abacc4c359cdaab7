import { sql } from 'drizzle-orm'
import { insertMany, isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { indexedService, serviceWord, spelling, spellingTrigram, synonym } from '../../db/tables/search.ts'
import { service } from '../../db/tables/service.ts'
import { onConflictTake } from '../excluded.ts'
import { addSpellings, wholeName } from './search-index.store.ts'

export type SynonymRow = typeof synonym.$inferSelect
type Thing = { terms: readonly { text: string; factor: number }[] }

/** At most so many services are looked at for one word, those first in which it says most. */
const mostPerWord = 3_000

/** The services that some things lead to, the best first. What scores far below the best is no answer. */
export async function findByThings(db: Database, things: readonly Thing[], most: number): Promise<string[]> {
  const terms = things.flatMap((thing, place) => thing.terms.map((term) => ({ place, ...term })))
  const rows = await db.execute<{ service_id: string }>(sql`
    with given as (select place, text, factor
      from unnest(${sql.param(terms.map(({ place }) => place))}::int[], ${sql.param(terms.map(({ text }) => text))}::text[],
                  ${sql.param(terms.map(({ factor }) => factor))}::float8[]) as given(place, text, factor)),
    term as (select place, lexeme as word, max(factor) as factor from given, unnest(to_tsvector('english', text)) where text !~ '^[@=]' group by place, lexeme
      union all select place, text, factor from given where text ~ '^[@=]'),
    found as (select term.place, posted.number, posted.weight * term.factor as strength from term,
      lateral (select number, weight from ${serviceWord} as said where said.word = term.word and said.weight > 0
        order by said.weight desc limit ${mostPerWord}) as posted),
    hit as (select place, number, max(strength) + sum(strength) / 4 as strength from found group by place, number),
    rarity as (select place, ln(1 + ${mostPerWord}::float8 / count(*)) as rarity from hit group by place),
    scored as (select number, sum(strength * rarity) as score from hit join rarity using (place) group by number),
    best as (select max(score) as score from scored)
    select service_id from (select number, score from scored where score >= (select score from best) * 0.3 order by score desc, number limit ${most}) as first
    join ${indexedService} using (number) order by score desc, number`)
  return [...rows].map(({ service_id }) => service_id)
}

/** For each word that no service uses: words that are used and look like it, the likest first. */
export async function findAlike(db: Database, words: readonly string[]): Promise<{ word: string; alike: string[] }[]> {
  const rows = await db.execute<{ word: string; alike: string[] }>(sql`
    select given.word, array_agg(likest.word order by likest.likeness desc, likest.word) as alike
    from unnest(${sql.param([...words])}::text[]) as given(word),
    lateral (select known.word, count(*)::float8 / (length(given.word) + length(known.word) + 2 - count(*)) as likeness from ${spellingTrigram} as known
      where known.trigram = any(array(select substr('  ' || given.word || ' ', place, 3) from generate_series(1, length(given.word) + 1) as place))
      group by known.word order by likeness desc, known.word limit 15) as likest
    where given.word ~ '^[a-z]{4,30}$' and not exists (select from ${spelling} as used where used.word = given.word)
      and not exists (select from unnest(to_tsvector('english', given.word)) join ${serviceWord} as said on said.word = lexeme and said.weight > 0)
    group by given.word`)
  return [...rows]
}

/** Services that are called exactly as others are: likely the same, which somebody has to look at. `offset` keeps the looking up in this order, whatever is known of the tables' sizes. */
export async function findNamesakes(db: Database, ids: readonly string[]): Promise<{ serviceId: string; namesakeId: string }[]> {
  const rows = await db.execute<{ serviceId: string; namesakeId: string }>(sql`
    select mine.id as "serviceId", theirs.id as "namesakeId"
    from (select id, ${wholeName(sql`name`)} as word from ${service} where id = any(${sql.param([...ids])}::uuid[]) offset 0) as mine,
      lateral (select number from ${serviceWord} where word = mine.word and weight > 0 offset 0) as same,
      lateral (select service.id from ${indexedService} join ${service} as service on service.id = service_id
        where number = same.number and service.id <> mine.id and withdrawn_at is null offset 0) as theirs
    order by same.number`)
  return [...rows]
}

/** What some phrases mean, those that mean something. */
export async function findSynonyms(db: Database, phrases: readonly string[]): Promise<Pick<SynonymRow, 'said' | 'means' | 'needCodes'>[]> {
  return db.select({ said: synonym.said, means: synonym.means, needCodes: synonym.needCodes }).from(synonym).where(isAnyOf(synonym.said, phrases))
}

/** Writes what things are called, and learns how it is spelt. */
export async function learnSynonyms(tx: Database, rows: readonly SynonymRow[]): Promise<void> {
  const words = [...new Set(rows.flatMap(({ said }) => said.split(' ')))]
  await addSpellings(tx, words)
  await insertMany(tx, synonym, rows, onConflictTake(synonym, { key: 'said', fields: ['means', 'needCodes', 'source', 'asAt'] }))
}
