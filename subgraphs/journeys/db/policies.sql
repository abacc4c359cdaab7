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
-- An event never changes; a span is worked out anew when another event comes, and a later word on a death holds.
revoke update on event from journeys_app;
select pg_temp.open_to('system-reader', 'event', 'select', 'insert');
select pg_temp.open_to('system-reader', 'span', 'select', 'insert', 'update');
select pg_temp.open_to('system-reader', 'death', 'select', 'insert', 'update');
