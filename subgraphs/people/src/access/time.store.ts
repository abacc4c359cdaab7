import { and, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { identityRecord } from '../../db/tables.ts'
import { accessLimit } from '../../db/tables/access.ts'

/** The records with limits that begin, or end by themselves, after one moment and by another. */
export async function findRecordsWithLimitsTurning(tx: Database, since: Date, until: Date): Promise<string[]> {
  const isThen = (column: typeof accessLimit.from | typeof accessLimit.until) => and(gt(column, since), lte(column, until))
  const rows = await tx
    .select({ recordId: accessLimit.recordId })
    .from(accessLimit)
    .where(and(or(isThen(accessLimit.from), isThen(accessLimit.until)), isNull(accessLimit.endedAt)))
  return rows.map(({ recordId }) => recordId)
}

/** The records of those who came of age after one day and by another: born on 29 February, on 1 March of a common year. */
export async function findRecordsComingOfAge(tx: Database, since: string, until: string): Promise<string[]> {
  const rows = await tx
    .select({ id: identityRecord.id })
    .from(identityRecord)
    .where(
      and(
        sql`${identityRecord.birthDate} > (${since}::date - interval '18 years')::date`,
        sql`${identityRecord.birthDate} <= (${until}::date - interval '18 years')::date`
      )
    )
  return rows.map(({ id }) => id)
}
