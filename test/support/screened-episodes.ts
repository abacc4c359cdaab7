import { screenedFields } from './episode-faults.ts'
import { openPeople, openTestImport, toCsv } from './imports.ts'

type Row = Record<string, string>

const clock = { now: () => new Date('2026-06-01T12:00:00Z') }

/** Screened Liaison & Diversion episodes of a source, taken in and taken in again, and what then stands of them. */
export async function openScreenedEpisodes() {
  const imports = await openTestImport()
  const nextPerson = openPeople(imports, { service: 'LIAISON_DIVERSION', clock })
  const take = (rows: Row[], taking: object = {}) => imports.take('liaison-diversion', toCsv(rows), { clock, ...taking })
  return {
    ...{ imports, take, close: () => imports.close() },
    /** The row of an episode that was taken in. */
    async taken(changes: Row): Promise<Row> {
      const { source_system, source_key } = await nextPerson()
      const referral = { facility: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', received_at: '2026-05-01T09:00:00Z' }
      const row = { episode_key: source_key, source_system, source_key, ...referral, ...screenedFields, ...changes }
      const { report, rejected } = await take([row])
      expect([report.added, rejected]).toEqual([1, null])
      return row
    },
    partsOf: (table: string, row: Row) =>
      imports.rows<Record<string, unknown>>(
        `select part.* from liaison_diversion.${table} part join people.identity_record person on person.id = part.record_id where source_key = $1 order by part.id`,
        row.source_key
      )
  }
}
