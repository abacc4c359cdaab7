-- Row-level security of `referrals`; the rule for personal rows is in _kit/db/policies.sql.
select pg_temp.protect_personal('onward_referral');
select pg_temp.protect_personal('signpost');
select pg_temp.protect_personal('referral_facts');

-- A provider reads and answers what was sent to its own organisation. It never sees a draft, and cannot hand a referral on.
create policy provider_reads_what_was_sent_to_it on onward_referral for select to referrals_app
  using ((select current_setting('app.role', true)) = 'service-provider' and sent_at is not null
         and 'organisation:' || provider_organisation = any ((select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]));
create policy provider_answers_what_was_sent_to_it on onward_referral for update to referrals_app
  using ((select current_setting('app.role', true)) = 'service-provider' and sent_at is not null
         and 'organisation:' || provider_organisation = any ((select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]))
  with check ((select current_setting('app.role', true)) = 'service-provider' and sent_at is not null
         and 'organisation:' || provider_organisation = any ((select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]));

-- What `people` told of records: the projection keeps it, and whoever may read a record reads it.
select pg_temp.open_to('system-reader', 'known_record', 'all');
create policy readers_of_the_record on known_record for select to referrals_app
  using (exists (select from record_access access where access.record_id = known_record.record_id and access.level = 'read'));
select pg_temp.shut_out('known_record');

-- The codes of the need taxonomy, and whose services there are, as `directory` told of them: public facts.
select pg_temp.open_to_every_caller('known_need');
select pg_temp.open_to_every_caller('known_service');

-- Whose episodes are, and which were recorded in error, as their services tell: asked where staff of the two services would refer on in one.
select pg_temp.open_to('system-reader', 'known_episode', 'all');
create policy staff_of_the_services_read on known_episode for select to referrals_app
  using ((select nullif(current_setting('app.service', true), '')) is not null);
select pg_temp.shut_out('known_episode');

-- A provider reads what it was told of a person while the referral is on its way or with it, and the ground on which it was sent stands; so it has to be
-- seen where the person stands, and no longer than that. src/referral-facts/referral-facts.rules.ts says the same.
create policy provider_sees_of_whom_it_was_sent on known_record for select to referrals_app
  using ((select current_setting('app.role', true)) = 'service-provider'
         and exists (select from onward_referral referral where referral.record_id = known_record.record_id and referral.sent_at is not null
           and num_nonnulls(referral.declined_at, referral.ended_at, referral.redirected_at, referral.withdrawn_at) = 0));
create policy provider_reads_while_it_is_meant_for_it on referral_facts for select to referrals_app
  using ((select current_setting('app.role', true)) = 'service-provider'
         and exists (select from onward_referral referral left join known_record told on told.record_id = referral.record_id,
             lateral (select told.position ->> 'decision' as decision, (told.position ->> 'until')::date as last_day,
               (told.position -> 'override' ->> 'until')::timestamptz as overridden_until) as said
           where referral.id = referral_facts.referral_id and referral.sent_at is not null
             and 'organisation:' || referral.provider_organisation
               = any ((select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[])
             and num_nonnulls(referral.declined_at, referral.ended_at, referral.redirected_at, referral.withdrawn_at) = 0
             and ((referral.sharing_basis <> 'CONSENT' and referral.override_reason is not null)
               or said.overridden_until > now()
               or (said.decision = 'GIVEN' and (said.last_day is null or said.last_day >= (now() at time zone 'Europe/London')::date))
               or (referral.sharing_basis = 'CONSENT' and (said.decision is null
                 or (said.decision = 'GIVEN' and said.last_day < (referral.sent_at at time zone 'Europe/London')::date))))));

-- How services answered, without saying of whom: whoever records an answer adds one, and staff of the two services count them all.
revoke update on service_answer from referrals_app;
create policy whoever_records_adds on service_answer for insert to referrals_app
  with check ((select nullif(current_setting('app.subject', true), '')) is not null);
create policy teams_count on service_answer for select to referrals_app
  using ((select nullif(current_setting('app.service', true), '')) is not null);

-- A peer support worker adds what they told people assigned to them, and whether those took it up; so does the team whose record it is.
create policy peer_adds_own on signpost for insert to referrals_app
  with check ((select current_setting('app.role', true)) like '%-peer-support-worker' and is_by_peer_support
         and recorded_by = (select nullif(current_setting('app.subject', true), ''))
         and exists (select from record_access access where access.record_id = signpost.record_id and access.service = signpost.service
           and access.level = 'read' and access.audience = 'subject:' || signpost.recorded_by));
create policy peer_answers_own on signpost for update to referrals_app
  using ((select current_setting('app.role', true)) like '%-peer-support-worker' and is_by_peer_support
         and recorded_by = (select nullif(current_setting('app.subject', true), '')));
create policy team_answers_its_peers on signpost for update to referrals_app
  using (is_by_peer_support and service = (select nullif(current_setting('app.service', true), ''))
         and exists (select from record_access access where access.record_id = signpost.record_id and access.service = signpost.service
           and access.level = 'read' and access.audience = 'team:' || (select current_setting('app.organisation', true)) || '/' || signpost.service));
