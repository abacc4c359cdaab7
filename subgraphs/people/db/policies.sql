-- Row-level security of `people`; the rule for personal rows is in _kit/db/policies.sql.
select pg_temp.protect_personal('identity_record', 'id');
select pg_temp.protect_personal('identity_record_version');
select pg_temp.protect_personal('identity_location', level => 'location');
select pg_temp.protect_personal('identity_location_version', level => 'location');
select pg_temp.protect_personal('consent');

-- The linker compares and links records of both services, inside one verb at a time.
create policy linker_compares on identity_record for select to people_app
  using ((select current_setting('app.role', true)) = 'system-linker');
create policy linker_compares on identity_location for select to people_app
  using ((select current_setting('app.role', true)) = 'system-linker');
create policy linker_weighs_consent on consent for select to people_app
  using ((select current_setting('app.role', true)) = 'system-linker');

-- What was believed before is kept as it was: versions are added, never changed.
revoke update on identity_record_version, identity_location_version from people_app;

-- Links hold ids, codes and weights only: any caller inside may read them, the linker alone writes them.
create policy callers_read on link for select to people_app
  using ((select nullif(current_setting('app.subject', true), '')) is not null);
create policy linker_links on link for insert to people_app
  with check ((select current_setting('app.role', true)) = 'system-linker');
create policy linker_unlinks on link for update to people_app
  using ((select current_setting('app.role', true)) = 'system-linker');

-- Keys by which records are found, for linking and for searching: hashes that say nothing by themselves. What they find is then read under
-- the caller's own rights.
create policy callers_find on match_key for select to people_app
  using ((select nullif(current_setting('app.subject', true), '')) is not null);
create policy linker_keys on match_key for insert to people_app
  with check ((select current_setting('app.role', true)) = 'system-linker');

-- Pairs that were weighed: a caller sees those of which they may read at least one record.
create policy linker_weighs on record_pair for all to people_app
  using ((select current_setting('app.role', true)) = 'system-linker')
  with check ((select current_setting('app.role', true)) = 'system-linker');
create policy readers_of_one_see on record_pair for select to people_app
  using (exists (select from identity_record record where record.id in (record_pair.record_id, record_pair.other_record_id)));

-- What humans decided about two records: written and weighed by the linker, inside the verb in which they decide.
create policy linker_obeys on link_decision for all to people_app
  using ((select current_setting('app.role', true)) = 'system-linker')
  with check ((select current_setting('app.role', true)) = 'system-linker');
create policy readers_of_one_see on link_decision for select to people_app
  using (exists (select from identity_record record where record.id in (link_decision.record_id, link_decision.other_record_id)));
