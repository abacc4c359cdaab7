DROP INDEX "reconnect"."outbox_in_feed_order";--> statement-breakpoint
ALTER TABLE "reconnect"."outbox" DROP CONSTRAINT "outbox_pkey";--> statement-breakpoint
ALTER TABLE "reconnect"."outbox" ADD CONSTRAINT "outbox_xid_id_pk" PRIMARY KEY("xid","id");