DROP INDEX "people"."outbox_in_feed_order";--> statement-breakpoint
ALTER TABLE "people"."outbox" DROP CONSTRAINT "outbox_pkey";--> statement-breakpoint
ALTER TABLE "people"."outbox" ADD CONSTRAINT "outbox_xid_id_pk" PRIMARY KEY("xid","id");--> statement-breakpoint
CREATE INDEX "record_access_of_bars" ON "people"."record_access" USING btree ("level","audience","record_id") WHERE level in ('barred', 'restricted', 'named');