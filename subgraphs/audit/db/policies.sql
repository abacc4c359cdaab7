-- Row-level security of `audit`. The gateway adds what was read, the projection adds what was changed; a privacy officer reads what staff
-- of the own organisation did; nobody changes or removes a row.
revoke update on operation, released, change_event, wrong_link from audit_app;

create policy privacy_officer_reads on operation for select to audit_app
  using ((select current_setting('app.role', true)) = 'privacy-officer'
         and 'organisation:' || organisation = any ((select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]));

-- The gateway is told what it has added, to add with it which records were released: one row a record, read by the same rule.
select pg_temp.open_to('system-gateway', 'operation', 'select', 'insert');
select pg_temp.open_to('system-gateway', 'released', 'insert');
create policy privacy_officer_reads on released for select to audit_app
  using ((select current_setting('app.role', true)) = 'privacy-officer'
         and 'organisation:' || organisation = any ((select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]));

select pg_temp.open_to('system-reader', 'change_event', 'insert');
create policy privacy_officer_reads on change_event for select to audit_app
  using ((select current_setting('app.role', true)) = 'privacy-officer'
         and 'organisation:' || organisation = any ((select string_to_array(nullif(current_setting('app.audiences', true), ''), E'\n'))::text[]));

-- Which records were wrongly linked, by id alone: the projection adds, any privacy officer reads; what is found by it is then read by the
-- rule for operations.
select pg_temp.open_to('system-reader', 'wrong_link', 'insert');
create policy privacy_officer_reads on wrong_link for select to audit_app
  using ((select current_setting('app.role', true)) = 'privacy-officer');
