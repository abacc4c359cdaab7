-- Row-level security of `people`; the rule for personal rows is in _kit/db/policies.sql.
select pg_temp.protect_personal('identity_record', 'id');
select pg_temp.protect_personal('identity_record_version');
select pg_temp.protect_personal('identity_location', level => 'location');
select pg_temp.protect_personal('identity_location_version', level => 'location');
select pg_temp.protect_personal('consent');

-- The linker compares and links records of both services, inside one verb at a time.
select pg_temp.open_to('system-linker', 'identity_record', 'select');
select pg_temp.open_to('system-linker', 'identity_location', 'select');
select pg_temp.open_to('system-linker', 'consent', 'select');

-- What was believed before is kept as it was: versions are added, never changed.
revoke update on identity_record_version, identity_location_version from people_app;

-- Links hold ids, codes and weights only: any caller inside may read them, the linker alone writes them.
create policy callers_read on link for select to people_app
  using ((select nullif(current_setting('app.subject', true), '')) is not null);
select pg_temp.open_to('system-linker', 'link', 'insert', 'update');

-- How a record stands to whoever wrote it down while they are shut out of its person: the linker keeps it and they alone see it. As long as it
-- holds, it stands to them in the place of the record's true links, and of all that go by the same person's id.
grant delete on seen_alone to people_app;
select pg_temp.open_to('system-linker', 'seen_alone', 'all');
create policy author_sees on seen_alone for select to people_app
  using (subject = (select nullif(current_setting('app.subject', true), '')) and (select current_setting('app.role', true) not like 'system-%')
         and (until is null or until > now()) and (not_before is null or not_before <= now()));
create policy seen_alone_instead on link as restrictive for select to people_app
  using ((select current_setting('app.role', true) like 'system-%')
         or (not exists (select from seen_alone alone where alone.record_id = link.record_id)
             and not exists (select from seen_alone alone where alone.person_id = link.person_id)));

-- Keys by which records are found, for linking and for searching: hashes that say nothing by themselves. What they find is then read under
-- the caller's own rights.
create policy callers_find on match_key for select to people_app
  using ((select nullif(current_setting('app.subject', true), '')) is not null);
select pg_temp.open_to('system-linker', 'match_key', 'insert');

-- Which records wait for the linker: ids only, and nobody's but the linker's.
grant delete on awaiting_link to people_app;
select pg_temp.open_to('system-linker', 'awaiting_link', 'all');

-- How common names are among all records: hashes and counts, and nobody's but the linker's, which puts one count in the place of another.
grant delete on value_counting, value_count to people_app;
select pg_temp.open_to('system-linker', 'value_counting', 'all');
select pg_temp.open_to('system-linker', 'value_count', 'all');

-- Pairs that were weighed: a caller sees those of which they may read at least one record.
select pg_temp.open_to('system-linker', 'record_pair', 'all');
create policy readers_of_one_see on record_pair for select to people_app
  using (exists (select from identity_record record where record.id in (record_pair.record_id, record_pair.other_record_id)));

-- What humans decided about two records: written and weighed by the linker, inside the verb in which they decide.
select pg_temp.open_to('system-linker', 'link_decision', 'all');
create policy readers_of_one_see on link_decision for select to people_app
  using (exists (select from identity_record record where record.id in (link_decision.record_id, link_decision.other_record_id)));
-- Whoever is shut out of either of two records is not told that they were weighed against each other, nor what was decided.
select pg_temp.shut_out('record_pair', 'record_id', 'other_record_id');
select pg_temp.shut_out('link_decision', 'record_id', 'other_record_id');

-- What decides, besides links and consent, who may know what of whom.
select pg_temp.protect_personal('consent_override');
select pg_temp.protect_personal('sensitive_flag');
select pg_temp.protect_personal('death');
select pg_temp.protect_personal('standing');
-- Decisions and lines are never changed; a later one holds.
revoke update on consent, sensitive_flag, death from people_app;

-- What holds of a person as a whole is not for whoever sees the record alone.
create policy seen_alone_instead on standing as restrictive for select to people_app
  using ((select current_setting('app.role', true) like 'system-%') or not exists (select from seen_alone alone where alone.record_id = standing.record_id));

-- Access is decided with the linker's view of everything it rests on, and the linker tells every record what holds of its person.
select pg_temp.open_to('system-linker', name, 'select')
  from unnest(array['consent_override', 'sensitive_flag', 'death', 'access_limit', 'break_glass', 'limit_override']) as name;
select pg_temp.open_to('system-linker', name, 'select', 'insert', 'update') from unnest(array['standing', 'relationship']) as name;

-- Who is limited, who claimed a relationship and who broke the glass is not for everyone who may read the record, so the rule for personal rows
-- is not theirs. Whoever is barred by name is shut out; a restriction does not hide these rows from those who answer for them.
do $$ declare name text; begin
  foreach name in array array['access_limit', 'relationship', 'break_glass'] loop
    execute format($policy$
      create policy barred_by_name on %1$I as restrictive for select to people_app using (
        (select current_setting('app.role', true) like 'system-%%')
        or not exists (select from record_access access where access.record_id = %1$I.record_id and access.level = 'barred'
          and access.audience = 'subject:' || (select nullif(current_setting('app.subject', true), '')))
        or exists (select from record_access access where access.record_id = %1$I.record_id and access.level = 'lifted'
          and access.audience = 'subject:' || (select nullif(current_setting('app.subject', true), ''))))
      $policy$, name);
  end loop;
end $$;

-- Limits: managers of the team whose record it is, and the privacy officers of its organisation.
create policy managers_limit on access_limit for all to people_app
  using ((select current_setting('app.role', true)) in ('ld-manager', 'reconnect-manager')
         and organisation = (select nullif(current_setting('app.organisation', true), ''))
         and service = (select nullif(current_setting('app.service', true), '')));
create policy officers_limit on access_limit for all to people_app
  using ((select current_setting('app.role', true)) = 'privacy-officer'
         and 'organisation:' || organisation = any ((select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]));

-- What staff opened on their own word: they themselves, and the privacy officers who answer for it.
create policy staff_see_their_own on relationship for select to people_app
  using (subject = (select nullif(current_setting('app.subject', true), '')));
create policy staff_claim on relationship for insert to people_app
  with check (kind = 'SELF_CLAIMED' and subject = (select nullif(current_setting('app.subject', true), '')));
create policy staff_end_their_own on relationship for update to people_app
  using (subject = (select nullif(current_setting('app.subject', true), '')));
create policy officers_see on relationship for select to people_app
  using ((select current_setting('app.role', true)) = 'privacy-officer'
         and overseers && (select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]);
create policy officers_end on relationship for update to people_app
  using ((select current_setting('app.role', true)) = 'privacy-officer'
         and overseers && (select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]);
create policy staff_see_their_own on break_glass for select to people_app
  using (recorded_by = (select nullif(current_setting('app.subject', true), '')));
create policy staff_break on break_glass for insert to people_app
  with check (recorded_by = (select nullif(current_setting('app.subject', true), '')) and reviewed_at is null);
create policy officers_see on break_glass for select to people_app
  using ((select current_setting('app.role', true)) = 'privacy-officer'
         and overseers && (select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]);
create policy officers_review on break_glass for update to people_app
  using ((select current_setting('app.role', true)) = 'privacy-officer'
         and overseers && (select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]);

-- A way past the limits on a person: those who ask see what they asked, whatever bars them from the person, and what came of it; privacy
-- officers who may be told decide, if nobody shut them out themselves, and never what they asked.
create policy staff_see_their_own on limit_override for select to people_app
  using (recorded_by = (select nullif(current_setting('app.subject', true), '')));
create policy staff_ask on limit_override for insert to people_app
  with check (recorded_by = (select nullif(current_setting('app.subject', true), '')) and decided_at is null and until is null);
create policy officers_see on limit_override for select to people_app
  using ((select current_setting('app.role', true)) = 'privacy-officer'
         and overseers && (select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]);
create policy officers_decide on limit_override for update to people_app
  using ((select current_setting('app.role', true)) = 'privacy-officer'
         and recorded_by <> (select nullif(current_setting('app.subject', true), ''))
         and overseers && (select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]);
create policy barred_by_name on limit_override as restrictive for select to people_app using (
  (select current_setting('app.role', true) like 'system-%')
  or recorded_by = (select nullif(current_setting('app.subject', true), ''))
  or not exists (select from record_access access where access.record_id = limit_override.record_id and access.level = 'barred'
    and access.audience = 'subject:' || (select nullif(current_setting('app.subject', true), ''))));
