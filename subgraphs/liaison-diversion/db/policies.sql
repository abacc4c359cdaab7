-- Row-level security of `liaison-diversion`; the rule for personal rows is in _kit/db/policies.sql.
select pg_temp.protect_personal('episode');
select pg_temp.protect_personal('need');
select pg_temp.protect_personal('assessment');
select pg_temp.protect_personal('contact');
select pg_temp.protect_personal('justice_outcome');
select pg_temp.protect_personal('episode_change');
select pg_temp.protect_personal('appropriate_adult');
select pg_temp.protect_personal('peer_assignment');
select pg_temp.protect_personal('onward_referral');
select pg_temp.protect_personal('court_report');
select pg_temp.protect_personal('issued_court_report');
select pg_temp.protect_personal('information_share');
select pg_temp.protect_personal('cohort_flag');

-- What `people` told of records: the projection keeps it, and whoever may know of a record reads it.
select pg_temp.open_to('system-reader', 'known_record', 'all');
create policy callers_who_know_the_record on known_record for select to liaison_diversion_app
  using (exists (select from record_access access where access.record_id = known_record.record_id and access.level in ('read', 'know')));
select pg_temp.shut_out('known_record');

-- What `directory` told of facilities, and the codes of the need taxonomy: public facts.
select pg_temp.open_to_every_caller('known_facility');
select pg_temp.open_to_every_caller('known_need');

-- A date of birth that `people` corrects is corrected in the episodes too.
select pg_temp.open_to('system-reader', 'episode', 'select', 'update');

-- What was issued or shared is never changed; a court reads what was issued to its own organisation, and no other table here.
-- What was told in error is withdrawn; what it says stays as it was written.
revoke update on issued_court_report, information_share from liaison_diversion_app;
grant update (withdrawn_at, withdrawn_by, version) on issued_court_report, information_share to liaison_diversion_app;
create policy court_reads_what_was_issued_to_it on issued_court_report for select to liaison_diversion_app
  using ((select current_setting('app.role', true)) = 'court-recipient'
         and 'organisation:' || recipient_organisation = any ((select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]));

-- Onward referrals are told by `referrals`: the projection writes them, the team says which need each serves.
select pg_temp.open_to('system-reader', 'onward_referral', 'select', 'insert', 'update');

select pg_temp.open_contacts_to_peers('ld-peer-support-worker');

-- Whoever has an open episode works in it.
select pg_temp.open_to_workers(array['ld-practitioner', 'ld-manager'], $has_it$ episode.worker = (select nullif(current_setting('app.subject', true), '')) $has_it$,
  adds => array['need', 'assessment', 'contact', 'justice_outcome', 'appropriate_adult', 'cohort_flag', 'episode_change'],
  changes => array['need', 'assessment', 'appropriate_adult', 'cohort_flag']);
