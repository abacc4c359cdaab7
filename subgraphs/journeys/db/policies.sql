-- Row-level security of `journeys`; the rule for personal rows is in _kit/db/policies.sql. Teams read here; only the projection writes.
select pg_temp.protect_personal('event');
select pg_temp.protect_personal('span');
select pg_temp.protect_personal('death');

do $$ declare name text; begin
  foreach name in array array['event', 'span', 'death'] loop
    execute format('drop policy team_adds_its_own on %I', name);
    execute format('drop policy team_changes_its_own on %I', name);
  end loop;
end $$;
-- A peer support worker has no clinical text and no risk detail: of an assigned person's journey they read no step that the service which took it keeps
-- from them whole. That somebody was screened they read there too, as the state of the episode. In TypeScript nothing says so again.
create policy nothing_clinical_for_peer_support on event as restrictive for select to journeys_app using (
  (select current_setting('app.role', true)) not like '%-peer-support-worker'
  or kind not in ('LIAISON_DIVERSION_ASSESSMENT_REQUESTED', 'LIAISON_DIVERSION_ASSESSMENT', 'COURT_REPORT_REQUESTED', 'COURT_REPORT_ISSUED', 'INFORMATION_SHARED',
    'JUSTICE_OUTCOME', 'GOAL_SET', 'GOAL_REVIEWED', 'MEDICINE_SUPPLIED', 'TREATMENT_SUPPLIED', 'TREATMENT_STARTED', 'GP_REGISTERED', 'RECONNECT_EXTENDED'));
-- An event never changes; a span is worked out anew when another event comes, and a later word on a death holds.
revoke update on event from journeys_app;
select pg_temp.open_to('system-reader', 'event', 'select', 'insert');
select pg_temp.open_to('system-reader', 'span', 'select', 'insert', 'update');
select pg_temp.open_to('system-reader', 'death', 'select', 'insert', 'update');
