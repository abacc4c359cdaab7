import { episodeFaults, wholeFields } from '../support/episode-faults.ts'
import { legacyFigures } from '../support/legacy-file.ts'

const referral = { facility: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', received_at: '2026-05-01T09:00:00Z' }
/** What most rows tell: a screening, a need, a contact and a closing. */
const { screened_at, screening_outcome, screening_risk, closed_at, closure_reason } = wholeFields
const usual = {
  ...{ screened_at, screening_outcome, screening_risk, closed_at, closure_reason, needs: 'housing:REFERRED' },
  contacts: '2026-05-03T10:00:00Z/TELEPHONE/ON_TIME/OTHER'
}

export const figures = legacyFigures(
  {
    room: 'liaison-diversion',
    service: 'LIAISON_DIVERSION',
    columns: [
      ...['episode_key', 'source_key'],
      ...new Set([referral, wholeFields, ...episodeFaults.map(({ changes }) => changes)].flatMap((fields) => Object.keys(fields)))
    ],
    mapping: {
      columns: { episode_key: 'Ref', source_key: 'Client', setting: 'Seen at', facility: 'Site', closure_reason: 'Ended because' },
      codes: {
        setting: { cells: 'POLICE_CUSTODY', 'crown ct': 'CROWN_COURT', shop: 'SHOP' },
        closure_reason: { done: 'COMPLETED', '': '', deceased: 'DIED', missed: 'NOT_SEEN' },
        source_system: { '': 'legacy' }
      }
    },
    whole: { ...referral, ...wholeFields },
    usual: { ...referral, ...usual },
    faults: episodeFaults.map(({ changes, column, reason }) => ({ fields: { ...referral, ...changes }, column, reason })),
    know: (sql, recordIds) =>
      sql`insert into liaison_diversion.known_record (record_id, born_on) select id, date '1990-02-28' from unnest(${recordIds as string[]}::uuid[]) as id`,
    about: 'one in four with 21 steps (assessments, contacts, reports, an adult, decisions), the others with 5'
  },
  { speed: 'Taking in legacy episodes with all that happened in them', faults: 'Planted faults in a legacy file' }
)
