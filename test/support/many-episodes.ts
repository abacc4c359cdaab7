import type { TestRoom } from './room.ts'

// Liaison & Diversion episodes in bulk, straight into the tables: one in twenty-five open, of one team, in the shares of a busy service.

/** The id of what the load made under a number. */
export const idOf = (kind: string) => `overlay(overlay(md5('${kind}' || n) placing '4' from 13) placing 'a' from 17)::uuid`
const team = `'RW5', 'LIAISON_DIVERSION', 'adult-mental-health', 'someone'`
const whose = 'organisation, service, retention_class, recorded_by'

/** What stands of every open episode, by the last digit of its number in the load. */
export const standings = {
  unseen: 0,
  offered: 1,
  assessmentDue: 2,
  withNeed: 3,
  withFollowUp: 4,
  withReport: 5,
  notSeen: 6,
  withSpecialist: 7,
  withPeer: 8,
  withAdult: 9
} as const

/** Open episodes are the last of them: this many, and no fewer than a hundred. */
export const openOf = (count: number) => Math.max(100, Math.floor(count / 25))

/** When somebody of the load was born: one in seven is a child. */
const born = `case when n % 7 = 0 then date '2013-01-01' else date '1960-01-01' + (n % 16000)::int end`

export async function fillEpisodes(rows: TestRoom['rows'], count: number): Promise<void> {
  const fromOpen = count - openOf(count)
  const isOpen = `n > ${fromOpen}`
  const stands = (...digits: number[]) => `(${isOpen} and n % 10 in (${digits.join()}))`
  const received = `now() - interval '30 days' - (${count} - n) * interval '10 minutes'`
  const all = `generate_series(1, ${count}) as n`
  const open = `generate_series(${fromOpen + 1}, ${count}) as n`
  const partOf = (table: string, digit: number, given: Record<string, string>) =>
    rows(`insert into liaison_diversion.${table} (id, record_id, episode_id, ${whose}, ${Object.keys(given).join()})
      select ${idOf(table)}, ${idOf('record')}, ${idOf('episode')}, ${team}, ${Object.values(given).join()} from ${open} where n % 10 = ${digit}`)

  await rows(`insert into liaison_diversion.known_record (record_id, born_on) select ${idOf('record')}, ${born} from ${all}`)
  await rows(`insert into liaison_diversion.record_access (record_id, audience, level, reason, service, version)
    select ${idOf('record')}, 'team:RW5/' || said.team, level, reason, 'LIAISON_DIVERSION', 1 from ${all},
      (values ('LIAISON_DIVERSION', 'read', null), ('RECONNECT', 'know', 'CONSENT_REQUIRED')) as said(team, level, reason)`)
  await rows(`insert into liaison_diversion.episode (id, record_id, ${whose}, born_on, facility_id, setting, source, offence_group, received_at,
      custody_clock_started_at, screening_offered_at, screened_at, screened_by, screening_outcome, screening_risk, screening_urgency, not_seen_at, not_seen_by,
      not_seen_reason, assessed_at, custody_disposal_at, custody_disposal, not_diverted_at, follow_up_due_on, unheard_since, specialist_due_since, worker, closed_at, closed_by, closure_reason)
    select ${idOf('episode')}, ${idOf('record')}, ${team}, ${born}, 'F' || n % 40, 'POLICE_CUSTODY', 'POLICE',
      case when n % 50 = 7 then 'NOT_RECORDED' else 'THEFT' end, at, at,
      case when not ${stands(0)} then at end, case when seen then at end, case when seen then 'someone' end,
      case when seen then case when ${stands(2)} then 'ASSESSMENT_REQUIRED' else 'NEEDS_IDENTIFIED' end end,
      case when seen then 'LOW' end, case when seen then 'URGENT' end, case when ${stands(6)} then at end, case when ${stands(6)} then 'someone' end,
      case when ${stands(6)} then 'UNFIT' end, case when ${stands(4)} then at end, case when not ${isOpen} then at end, case when not ${isOpen} then 'BAILED' end,
      case when not ${isOpen} then at end, case when ${stands(4)} then current_date - (n % 20)::int end, case when ${stands(3)} then at end, case when ${stands(7)} then at end,
      case when ${isOpen} then 'worker ' || n % 60 end, case when not ${isOpen} then at end,
      case when not ${isOpen} then 'someone' end, case when not ${isOpen} then 'COMPLETED' end
    from (select n, ${received} as at, not ${stands(0, 1, 6)} as seen from ${all}) as given`)
  await rows(`insert into liaison_diversion.need (id, record_id, episode_id, ${whose}, code, identified_at, referred_at)
    select ${idOf('need')}, ${idOf('record')}, ${idOf('episode')}, ${team}, 'housing', ${received}, case when ${stands(3)} then null else now() end
    from ${all} where not ${stands(0, 1, 6)}`)
  await rows(`insert into liaison_diversion.contact (id, record_id, episode_id, ${whose}, contact_at, mechanism, attendance, place)
    select ${idOf('contact')}, ${idOf('record')}, ${idOf('episode')}, ${team}, ${received}, 'VIDEO', 'ON_TIME', 'OTHER' from ${all}`)
  await rows(`insert into liaison_diversion.episode_change (id, record_id, episode_id, ${whose}, episode_version, action)
    select ${idOf('change')}, ${idOf('record')}, ${idOf('episode')}, ${team}, 1, 'receive-referral' from ${all}`)
  await partOf('onward_referral', standings.withNeed, { need_code: `'alcohol'`, sent_at: 'now()' })
  await partOf('assessment', standings.withSpecialist, { kind: `'SPECIALIST'`, specialism: `'PSYCHIATRY'`, requested_at: received })
  await partOf('court_report', standings.withReport, {
    ...{ type: `'VERBAL'`, purpose: `'SENTENCING'`, court_id: `'BLKBMC'`, hearing_on: 'current_date + (n % 30)::int', recipient_organisation: `'HMCTS'` },
    requested_at: received
  })
  await partOf('appropriate_adult', standings.withAdult, { reason: `'VULNERABLE_ADULT'`, who: `'SOCIAL_WORKER'`, called_at: received })
  await partOf('cohort_flag', standings.withAdult, { cohort: `'VETERAN'` })
  await partOf('peer_assignment', standings.withPeer, { subject: `'peer'`, employer: `'charity'`, assigned_at: received })
  await rows(`insert into liaison_diversion.record_access (record_id, audience, level, service, version)
    select ${idOf('record')}, 'subject:peer', 'read', 'LIAISON_DIVERSION', 1 from ${open} where n % 10 = ${standings.withPeer}`)
  await rows('analyze')
}
