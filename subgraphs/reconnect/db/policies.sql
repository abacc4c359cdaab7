-- Row-level security of `reconnect`; the rule for personal rows is in _kit/db/policies.sql.
select pg_temp.protect_personal('episode');
select pg_temp.protect_personal('planned_release');
select pg_temp.protect_personal('goal');
