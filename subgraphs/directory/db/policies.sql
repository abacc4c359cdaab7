-- Row-level security of `directory`. Nothing here is about a person served, so no row belongs to a team: what decides is the role.
-- The list of roles that may see staff facts is that of the scope directory:staff; a test holds the two together.

create function pg_temp.open_to_callers(name text) returns void language plpgsql as $open$
begin
  execute format($policy$
    create policy callers_read on %1$I for select to directory_app using (
      (select nullif(current_setting('app.subject', true), '')) is not null)
    $policy$, name);
  execute format($policy$
    create policy editors_add on %1$I for insert to directory_app with check (
      (select current_setting('app.role', true)) in ('directory-editor', 'system-importer'))
    $policy$, name);
  execute format($policy$
    create policy editors_change on %1$I for update to directory_app using (
      (select current_setting('app.role', true)) in ('directory-editor', 'system-importer'))
    $policy$, name);
end $open$;

create function pg_temp.keep_for_staff(name text, hidden text) returns void language plpgsql as $keep$
begin
  execute format($policy$
    create policy staff_alone_read on %1$I as restrictive for select to directory_app using (
      not (%2$s) or (select current_setting('app.role', true)) in (
        'ld-practitioner', 'ld-manager', 'reconnect-navigator', 'reconnect-manager', 'directory-editor', 'system-importer'))
    $policy$, name, hidden);
end $keep$;

select pg_temp.open_to_callers('place');
select pg_temp.open_to_callers('facility');
select pg_temp.open_to_callers('area');
select pg_temp.open_to_callers('postcode');
select pg_temp.open_to_callers('need');
select pg_temp.open_to_callers('organisation');
select pg_temp.open_to_callers('service');
select pg_temp.open_to_callers('location');
select pg_temp.open_to_callers('service_at_location');
select pg_temp.open_to_callers('staff_contact');
select pg_temp.open_to_callers('service_report');
select pg_temp.open_to_callers('confirmation_link');
select pg_temp.open_to_callers('service_suggestion');
select pg_temp.open_to_callers('service_change');
select pg_temp.open_to_callers('indexed_service');
select pg_temp.open_to_callers('service_reach');
select pg_temp.open_to_callers('service_word');
select pg_temp.open_to_callers('spelling');
select pg_temp.open_to_callers('spelling_trigram');
select pg_temp.open_to_callers('synonym');

-- A refuge's whereabouts, and whom a professional speaks to, come out of the database for staff only.
select pg_temp.keep_for_staff('location', 'is_hidden');
select pg_temp.keep_for_staff('staff_contact', 'true');
select pg_temp.keep_for_staff('service_report', 'true');
select pg_temp.keep_for_staff('service_suggestion', 'true');
select pg_temp.keep_for_staff('service_change', 'true');

-- A link is for editors; whoever follows one is lent their view (src/freshness/follow-link.ts).
create policy editors_alone_read on confirmation_link as restrictive for select to directory_app using (
  (select current_setting('app.role', true)) in ('directory-editor', 'system-importer'));

-- Whoever works with people may say that an entry is wrong; settling it is for editors.
create policy staff_report on service_report for insert to directory_app with check (
  (select current_setting('app.role', true)) in ('ld-practitioner', 'ld-manager', 'reconnect-navigator', 'reconnect-manager')
  and settled_at is null and reported_by = (select current_setting('app.subject', true)));

-- So may they suggest what it ought to say; deciding is for editors.
create policy staff_suggest on service_suggestion for insert to directory_app with check (
  (select current_setting('app.role', true)) in ('ld-practitioner', 'ld-manager', 'reconnect-navigator', 'reconnect-manager')
  and state = 'PENDING' and suggested_by = (select current_setting('app.subject', true)));

-- The reference data come with a release, by the importer alone.
create policy importer_alone_adds on place as restrictive for insert to directory_app with check ((select current_setting('app.role', true)) = 'system-importer');
create policy importer_alone_changes on place as restrictive for update to directory_app using ((select current_setting('app.role', true)) = 'system-importer');
create policy importer_alone_adds on facility as restrictive for insert to directory_app with check ((select current_setting('app.role', true)) = 'system-importer');
create policy importer_alone_changes on facility as restrictive for update to directory_app using ((select current_setting('app.role', true)) = 'system-importer');
create policy importer_alone_adds on need as restrictive for insert to directory_app with check ((select current_setting('app.role', true)) = 'system-importer');
create policy importer_alone_changes on need as restrictive for update to directory_app using ((select current_setting('app.role', true)) = 'system-importer');
create policy importer_alone_adds on area as restrictive for insert to directory_app with check ((select current_setting('app.role', true)) = 'system-importer');
create policy importer_alone_changes on area as restrictive for update to directory_app using ((select current_setting('app.role', true)) = 'system-importer');
create policy importer_alone_adds on postcode as restrictive for insert to directory_app with check ((select current_setting('app.role', true)) = 'system-importer');
create policy importer_alone_changes on postcode as restrictive for update to directory_app using ((select current_setting('app.role', true)) = 'system-importer');
create policy importer_alone_adds on synonym as restrictive for insert to directory_app with check ((select current_setting('app.role', true)) = 'system-importer');
create policy importer_alone_changes on synonym as restrictive for update to directory_app using ((select current_setting('app.role', true)) = 'system-importer');
