import { legacyFigures } from '../support/legacy-file.ts'
import { reconnectFaults, wholeFields } from '../support/reconnect-faults.ts'

/** What most rows tell: the pathway's own steps, each once. */
const pathway = [
  ...['facility', 'source', 'referred_at', 'eligibility_checked_at', 'health_need', 'risk_of_serious_harm', 'accepted_at', 'assessed_at', 'plan_made_at'],
  ...['goals', 'released_on', 'slept_at', 'contacts', 'closed_at', 'closure_reason']
]
const usual = {
  ...Object.fromEntries(pathway.map((column) => [column, wholeFields[column] ?? ''])),
  ...{ planned_releases: '2025-11-06:FIRST_KNOWN:2025-10-01', needs: 'housing:ACCOMMODATION:REFERRED' }
}

export const figures = legacyFigures(
  {
    room: 'reconnect',
    service: 'RECONNECT',
    columns: [
      'episode_key',
      'source_key',
      ...new Set([wholeFields, ...reconnectFaults.map(([, changes]) => changes)].flatMap((fields) => Object.keys(fields)))
    ],
    mapping: {
      columns: {
        episode_key: 'Ref',
        source_key: 'Client',
        facility: 'Prison',
        source: 'Referred by',
        released_on: 'Gate date',
        closure_reason: 'Ended because'
      },
      codes: {
        source: { themselves: 'SELF', shop: 'BARBER' },
        closure_reason: { 'something else': 'OTHER', 'time is up': 'SIX_MONTHS_REACHED', 'still inside': 'NOT_RELEASED', '': '' },
        source_system: { '': 'legacy' }
      }
    },
    whole: wholeFields,
    usual,
    faults: reconnectFaults.map(([, changes, column, reason]) => ({ fields: { ...wholeFields, ...changes }, column, reason })),
    know: (sql, recordIds) =>
      sql`insert into reconnect.known_person (record_id, birth_date) select id, date '1990-02-28' from unnest(${recordIds as string[]}::uuid[]) as id`,
    about: 'one in four with the whole pathway (a move, two workers, peer support, medicine, a return to custody), the others with a step of each kind'
  },
  { speed: 'Taking in legacy RECONNECT episodes with all that happened in them', faults: 'Planted faults in a legacy RECONNECT file' }
)
