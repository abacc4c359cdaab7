-- Row-level security of `reconnect`; the rule for personal rows is in _kit/db/policies.sql.
select pg_temp.protect_personal('episode');
select pg_temp.protect_personal('planned_release');
select pg_temp.protect_personal('goal');
select pg_temp.protect_personal('need');
select pg_temp.protect_personal('contact');
select pg_temp.protect_personal('allocation');
select pg_temp.protect_personal('prison_transfer');
select pg_temp.protect_personal('continuity');
select pg_temp.protect_personal('peer_offer');
select pg_temp.protect_personal('peer_assignment');
select pg_temp.protect_personal('onward_referral');
select pg_temp.protect_personal('episode_change');

-- A death that `people` tells stops the clocks of the episodes too.
select pg_temp.open_to('system-reader', 'episode', 'select', 'update');

-- Whom an acceptance relieves is relieved in the room's own name, whoever accepts (`src/allocation/accept-allocation.ts`).
select pg_temp.open_to('system-reader', 'allocation', 'select', 'update');
create policy worker_accepts on allocation for update to reconnect_app
  using (worker_id = (select nullif(current_setting('app.subject', true), '')) and ended_at is null
         and (select current_setting('app.role', true)) in ('reconnect-navigator', 'reconnect-manager'));

-- Whoever is allocated to an open episode works in it.
select pg_temp.ask('caller_is_allocated_to', 'allocation', 'episode_id', $$worker_id = nullif(current_setting('app.subject', true), '') and ended_at is null$$);
select pg_temp.open_to_workers(array['reconnect-navigator', 'reconnect-manager'],
  $$caller_is_allocated_to(episode.id, episode.record_id, episode.organisation, episode.service)$$,
  adds => array['need', 'goal', 'contact', 'continuity', 'episode_change'], changes => array['need', 'goal']);

-- What `people` says of a record: read by whoever may read the record, written by the projection.
create policy readers_of_the_record on known_person for select to reconnect_app using (
  exists (select from record_access access where access.record_id = known_person.record_id and access.level = 'read'
    and access.audience = any ((select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[])
    and (access.until is null or access.until > now())));
select pg_temp.shut_out('known_person');
select pg_temp.open_to('system-reader', 'known_person', 'all');

-- What `directory` told of facilities, and the codes of the need taxonomy: public facts.
select pg_temp.open_to_every_caller('known_facility');
select pg_temp.open_to_every_caller('known_need');

-- Onward referrals are told by `referrals`: the projection writes them, the team says which need each serves.
select pg_temp.open_to('system-reader', 'onward_referral', 'select', 'insert', 'update');

select pg_temp.open_contacts_to_peers('reconnect-peer-support-worker');
