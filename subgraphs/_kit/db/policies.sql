-- Row-level security of the four tables that stand in every room. `room_app` becomes the room's own role.
-- Missing settings deny: nullif(current_setting(…, true), '') is null, and nothing equals null.
-- Of the policies that open a row PostgreSQL asks the one whose name comes last in the alphabet first, and no more once one opens it. So what
-- only compares settings is named to_…, then team_…; what looks into another table comes before these in the alphabet.

-- Opens a table to whoever acts in one role, for some commands, or 'all': `select pg_temp.open_to('system-reader', 'table', 'select', 'insert')`.
create function pg_temp.open_to(acting text, name text, variadic commands text[]) returns void language plpgsql as $open$
declare command text; acts text := format('((select current_setting(''app.role'', true)) = %L)', acting);
begin
  foreach command in array commands loop
    execute format('create policy %I on %I for %s to room_app %s', 'to_' || replace(acting, '-', '_') || '_' || command, name, command,
      case command when 'insert' then 'with check ' || acts when 'all' then 'using ' || acts || ' with check ' || acts else 'using ' || acts end);
  end loop;
end $open$;

-- Opens what another room told and is about nobody, such as the codes of a taxonomy: the projection keeps it, and every caller reads it.
create function pg_temp.open_to_every_caller(name text) returns void language plpgsql as $open$
begin
  perform pg_temp.open_to('system-reader', name, 'all');
  execute format('create policy callers_read on %I for select to room_app using ((select nullif(current_setting(''app.subject'', true), '''')) is not null)', name);
end $open$;

-- Events: any writer may add its own; only the feed reads; nobody changes one.
revoke update on outbox from room_app;
create policy writers_leave_events on outbox for insert to room_app
  with check (actor = (select nullif(current_setting('app.subject', true), '')));
create policy feed_reads on outbox for select to room_app
  using ((select current_setting('app.subject', true)) = 'feed' and (select current_setting('app.role', true)) = 'system-reader');

-- Each event by itself, in the order of the feed, for people who look into the database.
drop view if exists outbox_event;
create view outbox_event with (security_invoker = true) as
  select news.id * 1000 + place as id, news.xid,
    encode(set_byte(uuid_send(news.first_event_id), 15, get_byte(uuid_send(news.first_event_id), 15) # (place - 1)::int), 'hex')::uuid as event_id,
    event ->> 0 as type, (event ->> 1)::int as shape_version, coalesce(event ->> 5, news.subject_id) as subject_id, (event ->> 2)::int as subject_version,
    news.record_id, news.organisation, news.actor, news.actor_role, news.request_id, (event ->> 3)::timestamptz as occurred_at, news.recorded_at,
    news.shared::jsonb || (event -> 4)::jsonb as payload
  from outbox as news, json_array_elements(news.events) with ordinality as told(event, place);

-- How far this room has read: the projection's own.
select pg_temp.open_to('system-reader', 'feed_cursor', 'all');

-- Who may read what: a caller sees only what is said of its own audiences; the projection keeps the table.
grant delete on record_access to room_app;
create policy callers_see_their_own on record_access for select to room_app
  using (audience = any ((select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[])
         and (until is null or until > now()));
-- A bar and a restriction are seen even when audiences are held back because news of access is late: they must not fall away with them.
create policy bars_always_hold on record_access for select to room_app
  using (level in ('barred', 'named') and audience = 'subject:' || (select nullif(current_setting('app.subject', true), ''))
         and (until is null or until > now()));
create policy restrictions_always_hold on record_access for select to room_app
  using (level = 'restricted' and audience = 'everyone' and (select nullif(current_setting('app.subject', true), '')) is not null
         and (until is null or until > now()));
select pg_temp.open_to('system-reader', 'record_access', 'all');
select pg_temp.open_to('system-linker', 'record_access', 'all');

-- Idempotency keys: each subject its own.
create policy subjects_keep_their_keys on idempotency for all to room_app
  using (subject = (select nullif(current_setting('app.subject', true), '')))
  with check (subject = (select nullif(current_setting('app.subject', true), '')));

-- Whether the caller may be told of a record of which a bar or a restriction is kept: they are neither barred by name nor, where those who may read
-- are named, anybody else; or two persons set that aside. It is said of their audiences, so it falls away where news of access is late, and what
-- shuts them out stays. A function, so that it is planned once a connection, and asked in the caller's name. In TypeScript it is `shutIn` (`_kit/src/access.ts`).
create or replace function caller_is_let_in(of_record uuid) returns boolean language plpgsql stable set search_path from current as $let$
declare by_name text := 'subject:' || nullif(current_setting('app.subject', true), ''); begin
  return exists (select from record_access access where access.record_id = of_record and access.level = 'lifted' and access.audience = by_name)
    or (not exists (select from record_access access where access.record_id = of_record and access.level = 'barred' and access.audience = by_name)
      and (not exists (select from record_access access where access.record_id = of_record and access.level = 'restricted' and access.audience = 'everyone')
        or exists (select from record_access access where access.record_id = of_record and access.level = 'named' and access.audience = by_name)));
end $let$;

-- Whoever is not let in is shut out of a table's rows, whatever else opens them. Few records have a bar or a restriction, so each row is asked first
-- whether it is of one. A row about several records is for those who are shut out of none of them.
create function pg_temp.shut_out(name text, variadic records text[] default array['record_id']) returns void language plpgsql as $shut$
declare record text;
begin
  foreach record in array records loop
    execute format($policy$
      create policy %3$I on %1$I as restrictive for select to room_app using (
        (select current_setting('app.role', true) like 'system-%%')
        or not exists (select from record_access access where access.record_id = %1$I.%2$I and access.level in ('barred', 'restricted'))
        or caller_is_let_in(%1$I.%2$I))
      $policy$, name, record, case when record = records[1] then 'shut_out' else 'shut_out_of_' || record end);
  end loop;
end $shut$;

-- The rule for a table of personal rows, laid by `select pg_temp.protect_personal('table')` on a room's own page.
-- A team reads and writes its own rows; others read what record_access opens to them; whoever is barred by name, or not among those to
-- whom a record is restricted, reads nothing. What says where a person lives, stays or was met lies in a table of its own, laid with the
-- level 'location'. Machines inside the building are not persons, and no bar is meant for them.
create function pg_temp.protect_personal(name text, record text default 'record_id', level text default 'read') returns void language plpgsql as $protect$
begin
  execute format($policy$
    create policy team_reads_its_own on %1$I for select to room_app using (
      organisation = (select nullif(current_setting('app.organisation', true), ''))
      and service = (select nullif(current_setting('app.service', true), '')))
    $policy$, name);
  execute format($policy$
    create policy opened_to_audience on %1$I for select to room_app using (
      exists (select from record_access access where access.record_id = %1$I.%2$I and access.level = %3$L
        and access.audience = any ((select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[])
        and (access.until is null or access.until > now())))
    $policy$, name, record, level);
  perform pg_temp.shut_out(name, record);
  execute format($policy$
    create policy team_adds_its_own on %1$I for insert to room_app with check (
      organisation = (select nullif(current_setting('app.organisation', true), ''))
      and service = (select nullif(current_setting('app.service', true), '')))
    $policy$, name);
  execute format($policy$
    create policy team_changes_its_own on %1$I for update to room_app using (
      organisation = (select nullif(current_setting('app.organisation', true), ''))
      and service = (select nullif(current_setting('app.service', true), '')))
    $policy$, name);
end $protect$;

-- Makes a question that a policy asks of a row, as `question(episode_id, record_id, organisation, service)`: whether the same team's table holds a row of
-- that episode and record of which a condition is true; `episode` is its column of the episode. A function of the room's own, whose statement is planned once a
-- connection: written out in each policy, with the rules of that table within it, it is planned for each statement, and that took five times as long as all
-- the rest. It is asked in the caller's name, so it sees what the caller sees.
create function pg_temp.ask(question text, name text, episode text, condition text) returns void language plpgsql as $ask$
begin
  execute format($function$
    create or replace function %1$I(of_episode uuid, of_record uuid, of_organisation text, of_service text) returns boolean
      language plpgsql stable set search_path from current as $body$ begin
      return exists (select from %2$I where %2$I.%3$I = of_episode and %2$I.record_id = of_record
        and %2$I.organisation = of_organisation and %2$I.service = of_service and %4$s);
    end $body$ $function$, question, name, episode, condition);
end $ask$;

-- Whoever has an open episode works in it, whichever organisation employs them, for as long as `people` opens the record to them: they add to
-- the tables of its parts under their own name, and change it and some of them. They cannot give it to another, nor close it. `has_it` says
-- of a row of `episode` that the caller has it. In TypeScript it is `openWorkRule` (`_kit/src/episode-work.ts`).
create function pg_temp.open_to_workers(roles text[], has_it text, adds text[], changes text[]) returns void language plpgsql as $workers$
declare name text; works text := format('(select current_setting(''app.role'', true)) = any (%L::text[]) and episode.closed_at is null and %s', roles, has_it);
  of_caller text := 'caller_works_in(episode_id, record_id, organisation, service)';
begin
  perform pg_temp.ask('caller_works_in', 'episode', 'id', works);
  execute format('create policy had_by_caller_changes on episode for update to room_app using (%s)', works);
  foreach name in array adds loop
    execute format($policy$ create policy had_by_caller_adds on %I for insert to room_app
      with check (recorded_by = (select nullif(current_setting('app.subject', true), '')) and %s) $policy$, name, of_caller);
    if name = any (changes) then
      execute format('create policy had_by_caller_changes on %I for update to room_app using (%s)', name, of_caller);
    end if;
  end loop;
end $workers$;

-- A peer support worker adds contacts of their own, with people assigned to them, to the rows of the team that assigned them.
create function pg_temp.open_contacts_to_peers(acting text) returns void language plpgsql as $peers$
begin
  perform pg_temp.ask('caller_is_assigned_to', 'peer_assignment', 'episode_id', $$subject = nullif(current_setting('app.subject', true), '') and ended_at is null$$);
  execute format($policy$
    create policy peer_adds_own_contacts on contact for insert to room_app
      with check ((select current_setting('app.role', true)) = %L and is_peer_support
        and recorded_by = (select nullif(current_setting('app.subject', true), ''))
        and caller_is_assigned_to(episode_id, record_id, organisation, service))
    $policy$, acting);
end $peers$;
