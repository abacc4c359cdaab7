-- Row-level security of `people`; the rule for personal rows is in _kit/db/policies.sql.
select pg_temp.protect_personal('identity_record', 'id');
select pg_temp.protect_personal('identity_location');
select pg_temp.protect_personal('identifier');
select pg_temp.protect_personal('consent');

-- The linker compares and links records of both services, inside one verb at a time.
create policy linker_compares on identity_record for select to people_app
  using ((select current_setting('app.role', true)) = 'system-linker');
create policy linker_compares on identifier for select to people_app
  using ((select current_setting('app.role', true)) = 'system-linker');
create policy linker_weighs_consent on consent for select to people_app
  using ((select current_setting('app.role', true)) = 'system-linker');

-- Links hold ids and codes only: any caller inside may read them, the linker alone writes them.
create policy callers_read on link for select to people_app
  using ((select nullif(current_setting('app.subject', true), '')) is not null);
create policy linker_links on link for insert to people_app
  with check ((select current_setting('app.role', true)) = 'system-linker');
create policy linker_unlinks on link for update to people_app
  using ((select current_setting('app.role', true)) = 'system-linker');
