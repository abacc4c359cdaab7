DROP INDEX "liaison_diversion"."outbox_in_feed_order";--> statement-breakpoint
ALTER TABLE "liaison_diversion"."outbox" DROP CONSTRAINT "outbox_pkey";--> statement-breakpoint
ALTER TABLE "liaison_diversion"."outbox" ADD CONSTRAINT "outbox_xid_id_pk" PRIMARY KEY("xid","id");