-- Row-level security of `liaison-diversion`; the rule for personal rows is in _kit/db/policies.sql.
select pg_temp.protect_personal('episode');
select pg_temp.protect_personal('need');
select pg_temp.protect_personal('assessment');
select pg_temp.protect_personal('contact');
select pg_temp.protect_personal('justice_outcome');
select pg_temp.protect_personal('episode_change');
