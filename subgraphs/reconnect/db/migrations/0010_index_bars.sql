-- Who is barred and what is restricted is asked of every row of a worklist. There are few such entries among millions of others, which the
-- planner cannot know: without an index of their own it reads through all of them for each page.
CREATE INDEX "record_access_of_bars" ON "reconnect"."record_access" USING btree ("level","audience","record_id") WHERE level in ('barred', 'restricted', 'named');
