DROP INDEX "directory"."outbox_in_feed_order";--> statement-breakpoint
ALTER TABLE "directory"."outbox" DROP CONSTRAINT "outbox_pkey";--> statement-breakpoint
ALTER TABLE "directory"."outbox" ADD CONSTRAINT "outbox_xid_id_pk" PRIMARY KEY("xid","id");--> statement-breakpoint
CREATE INDEX "record_access_of_bars" ON "directory"."record_access" USING btree ("level","audience","record_id") WHERE level in ('barred', 'restricted', 'named');