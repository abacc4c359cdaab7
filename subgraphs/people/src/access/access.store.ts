import { and, eq, isNull, sql } from 'drizzle-orm'
import { writeAccess, type RecordAccess } from '@throughcare/kit/access'
import { isAnyOf } from '@throughcare/kit/bulk'
import type { Database } from '@throughcare/kit/db'
import { consent, identityRecord, link, recordAccess } from '../../db/tables.ts'
import type { ConsentFact } from '../consent/consent.rules.ts'

export type PersonForAccess = {
  records: { id: string; organisation: string; service: 'LIAISON_DIVERSION' | 'RECONNECT'; accessVersion: number }[]
  decisions: ConsentFact[]
}

/**
 * Everything that decides who may read the records of these persons. Each person is locked until the transaction ends, so that two
 * changes at once cannot each publish what the other made old.
 */
export async function findForAccess(tx: Database, personIds: readonly string[]): Promise<PersonForAccess[]> {
  const persons = [...personIds].sort()
  if (persons.length === 0) return []
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(id, 7)) from (select unnest(${sql.param(persons)}::text[]) as id) as persons order by id`)
  const standing = sql<number>`coalesce((select max(version) from ${recordAccess} standing where standing.record_id = ${identityRecord.id}), 0)::int`
  const rows = await tx
    .select({
      personId: link.personId,
      id: identityRecord.id,
      organisation: identityRecord.organisation,
      service: identityRecord.service,
      accessVersion: standing,
      decision: consent
    })
    .from(link)
    .innerJoin(identityRecord, eq(identityRecord.id, link.recordId))
    .leftJoin(consent, eq(consent.recordId, identityRecord.id))
    .where(and(isNull(link.unlinkedAt), isAnyOf(link.personId, persons)))
  const byPerson = new Map<string, PersonForAccess>()
  for (const { personId, id, organisation, service, accessVersion, decision } of rows) {
    const person = byPerson.get(personId) ?? { records: [], decisions: [] }
    if (!person.records.some((record) => record.id === id)) person.records.push({ id, organisation, service, accessVersion })
    if (decision) person.decisions.push(decision)
    byPerson.set(personId, person)
  }
  return [...byPerson.values()]
}

export async function insertAccess(tx: Database, news: { access: RecordAccess; version: number }[]): Promise<void> {
  await writeAccess(tx, recordAccess, news)
}
