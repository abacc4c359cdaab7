import type { TestGraph } from './graph.ts'

/**
 * Fills the room with episodes of one team, by SQL: one in ten is open, in every state from the referral to the return to custody, with
 * days around today; two episodes a person; each with a planned release, a need, a goal, a contact and an allocation. Of those that are over one in fifty
 * was handed over, and of these handovers one in five failed.
 */
export async function fillReconnect(graph: Pick<TestGraph, 'rows'>, episodes: number): Promise<void> {
  await graph.rows(`
    set synchronous_commit = off; set maintenance_work_mem = '256MB';
    select setseed(0.1);
    create temporary table made as
      select n, md5('episode' || n)::uuid as id, md5('person' || n / 2)::uuid as record_id, random() < 0.1 as is_open, floor(random() * 10) as state,
        (array['PNI', 'LFI', 'KMI', 'WMI', 'GHI', 'HVI'])[1 + floor(random() * 6)::int] as facility_id, current_date - 10 + floor(random() * 90)::int as planned_on,
        current_date - floor(random() * 190)::int as released_on, now() - random() * interval '60 days' as lately, random() < 0.5 as is_planned,
        now() - interval '200 days' - random() * interval '1500 days' as referred_at, random() < 0.7 as is_seen, floor(random() * 400)::int as worker
      from generate_series(1, ${episodes}) as n;
    insert into reconnect.record_access (record_id, audience, level, reason, service, version)
      select distinct record_id, audience, level, reason, 'RECONNECT', 1 from made,
        (values ('team:RW5/RECONNECT', 'read', null), ('team:RW5/LIAISON_DIVERSION', 'know', 'CONSENT_REQUIRED')) as said(audience, level, reason);
    insert into reconnect.episode (id, organisation, service, retention_class, recorded_by, record_id, facility_id, source, referred_at, accepted_at,
        planned_release_date, plan_made_at, gate_meeting_at, actual_release_date, first_contact_on, goals_open_since, returned_to_custody_on, extended_until, health_needs_met_on, closed_at, closure_reason,
        handover_referral_id)
      select id, 'RW5', 'RECONNECT', 'adult-mental-health', 'evidence', record_id, facility_id, 'SELF',
        case when is_open and state < 5 then lately else referred_at end,
        case when not is_open or state > 1 then lately end,
        planned_on, case when not is_open or is_planned then referred_at end,
        case when state in (3, 4) or not is_open then (planned_on + time '09:00') at time zone 'Europe/London' end,
        case when not is_open or state > 4 then released_on end,
        case when not is_open or is_seen then released_on + 1 end,
        case when not is_open or state > 3 then lately end,
        case when is_open and state = 9 then released_on + 1 end,
        case when is_open and state = 8 then released_on + 200 end,
        case when is_open and state = 7 then released_on + 5 end,
        case when not is_open then lately end,
        case when is_open then null when n % 50 = 0 then 'TRANSFERRED_TO_SERVICE' else 'NEEDS_MET' end,
        case when not is_open and n % 50 = 0 then md5('handover' || n)::uuid end
      from made;
    insert into reconnect.planned_release (id, organisation, service, retention_class, recorded_by, record_id, episode_id, date, reason)
      select md5('plan' || n)::uuid, 'RW5', 'RECONNECT', 'adult-mental-health', 'evidence', record_id, id, planned_on, 'FIRST_KNOWN' from made;
    insert into reconnect.need (id, organisation, service, retention_class, recorded_by, record_id, episode_id, code, pathway, status, identified_at, status_at, status_by)
      select md5('need' || n)::uuid, 'RW5', 'RECONNECT', 'adult-mental-health', 'evidence', record_id, id, 'alcohol', 'DRUGS_AND_ALCOHOL', 'IDENTIFIED', now(), now(), 'evidence' from made;
    insert into reconnect.goal (id, organisation, service, retention_class, recorded_by, record_id, episode_id, need_code, status, set_at)
      select md5('goal' || n)::uuid, 'RW5', 'RECONNECT', 'adult-mental-health', 'evidence', record_id, id, 'housing', 'IN_PROGRESS', referred_at from made;
    insert into reconnect.contact (id, organisation, service, retention_class, recorded_by, record_id, episode_id, contact_at, purpose, mechanism, attendance)
      select md5('contact' || n)::uuid, 'RW5', 'RECONNECT', 'adult-mental-health', 'evidence', record_id, id, referred_at, 'SUPPORT', 'TELEPHONE', 'ON_TIME' from made;
    insert into reconnect.allocation (id, organisation, service, retention_class, recorded_by, record_id, episode_id, side, worker_id, allocated_at, ended_at)
      select md5('allocation' || n)::uuid, 'RW5', 'RECONNECT', 'adult-mental-health', 'evidence', record_id, id, 'COMMUNITY', 'worker-' || worker, now(),
        case when not is_open then now() end from made;
    insert into reconnect.onward_referral (id, organisation, service, retention_class, recorded_by, record_id, episode_id, need_code, sent_at, failed_at)
      select md5('handover' || n)::uuid, 'RW5', 'RECONNECT', 'adult-mental-health', 'evidence', record_id, id, 'offending', referred_at,
        case when n % 250 = 0 then now() end from made where not is_open and n % 50 = 0;
    drop table made`)
  for (const table of ['episode', 'planned_release', 'need', 'goal', 'contact', 'allocation', 'onward_referral', 'record_access'])
    await graph.rows(`vacuum analyze reconnect.${table}`)
}
